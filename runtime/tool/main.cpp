#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "runtime/device/store_plan.h"
#include "runtime/tool/command.h"

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

int main(int argc, char** argv) try {
  const larder::tool::World world{
      larder::store::posix_file_system(), larder::tool::probe_devices,
      environment("LARDER_CACHE"),        environment("LARDER_DEVICE"),
      larder::detail::store_root(""),     environment("LD_LIBRARY_PATH")};
  const larder::tool::Output output =
      larder::tool::run(std::vector<std::string>(argv + 1, argv + argc), world);
  std::fputs(output.out.c_str(), stdout);
  std::fputs(output.err.c_str(), stderr);
  return output.exit_code;
} catch (const std::exception& error) {
  std::fprintf(stderr, "larder: %s\n", error.what());
  return larder::tool::kProblem;
}
