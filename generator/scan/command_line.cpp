#include "generator/scan/command_line.h"

namespace larder::generate {

std::vector<std::string> command_line(const ScanRequest& request) {
  std::vector<std::string> command = {"larder-generate", "-fsyntax-only", "-x", "cuda"};
  const bool device = request.architecture != 0;
  command.push_back(device ? "--cuda-device-only" : "--cuda-host-only");
  for (const char* flag : {"--cuda-gpu-arch=", "-nocudainc", "-nocudalib", "-nogpuinc",
                           "-Wno-unknown-cuda-version", "-Wno-unknown-pragmas", "-Wno-everything",
                           "-fclang-abi-compat=17", "-DLARDER_SCAN=1", "-resource-dir"})
    command.push_back(flag == std::string("--cuda-gpu-arch=")
                          ? std::string(flag) + kClangArchitecture
                          : std::string(flag));
  command.push_back(resource_dir());
  if (device) {
    command.insert(command.end(), {"-U__CUDA_ARCH__", "-D__CUDACC__=1"});
    command.push_back("-D__CUDA_ARCH__=" + std::to_string(request.architecture * 10));
  }
  command.insert(command.end(), {"-include", request.include_dir + "/larder/cuda.h"});
  command.insert(command.end(), request.flags.begin(), request.flags.end());
  if (device) command.insert(command.end(), request.definitions.begin(), request.definitions.end());
  command.push_back("-I" + request.include_dir);
  // Headers that Clang as a library lacks; searched last.
  command.insert(command.end(), {"-idirafter", request.include_dir + "/larder/scan"});
  command.push_back(request.source);
  return command;
}

}  // namespace larder::generate
