#include <cstdio>
#include <exception>
#include <string>

#include "runtime/device/gpus.h"
#include "runtime/environment.h"
#include "runtime/images/store_plan.h"
#include "runtime/tool/command.h"

int main(int argc, char** argv) try {
  const larder::tool::Machine machine{
      larder::store::posix_file_system(),
      [] { return larder::device::facts_of(larder::device::find_gpus()); },
      larder::environment("LARDER_CACHE"),
      larder::environment("LARDER_DEVICE"),
      larder::images::store_root(""),
      larder::environment("LD_LIBRARY_PATH")};
  const larder::tool::Output output =
      larder::tool::run(std::vector<std::string>(argv + 1, argv + argc), machine);
  std::fputs(output.out.c_str(), stdout);
  std::fputs(output.err.c_str(), stderr);
  return output.exit_code;
} catch (const std::exception& error) {
  std::fprintf(stderr, "larder: %s\n", error.what());
  return larder::tool::kProblem;
}
