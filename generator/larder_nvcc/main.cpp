// larder-nvcc: takes nvcc's command line and makes objects and programs with CPU variants, and a
// cache of images beside each program.
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "generator/larder_nvcc/build.h"
#include "generator/larder_nvcc/command_line.h"
#include "generator/larder_nvcc/installed.h"

namespace {

int fail(const larder::Status& status) {
  std::fprintf(stderr, "larder-nvcc: error: %s\n", status.message().c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace larder::larder_nvcc;  // NOLINT(google-build-using-namespace)
  const std::vector<std::string> words(argv + 1, argv + argc);
  const larder::Result<Command> command = parse_command_line(words);
  if (!command.ok()) return fail(command.status());
  if (command->stage == Stage::kHelp) return std::fputs(help_text().c_str(), stdout) < 0;
  if (command->stage == Stage::kVersion) {
    // Build systems search for nvcc's text and a release.
    std::puts("larder-nvcc " LARDER_VERSION
              "\nnvcc: NVIDIA (R) Cuda compiler driver, as Larder takes its place\n"
              "Cuda compilation tools, release 13.0, V13.0.0");
    return 0;
  }
  const larder::Result<Installed> installed = find_installed();
  if (!installed.ok()) return fail(installed.status());
  return build(*command, *installed);
}
