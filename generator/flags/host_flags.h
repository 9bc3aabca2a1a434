// A host compiler's command, read by Clang's option table: which flags the scan gets, and which
// nvcc.
//
//   words ──option table──▶ each option's treatment ──▶ words for Clang, words for nvcc
#ifndef LARDER_GENERATOR_FLAGS_HOST_FLAGS_H
#define LARDER_GENERATOR_FLAGS_HOST_FLAGS_H

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::generate {

/// Each flag with its value in one word, in the order of the command.
struct HostFlags {
  std::vector<std::string> scan;       ///< for Clang
  std::vector<std::string> device;     ///< for nvcc
  std::vector<std::string> forced;     ///< files of -include, which the whole text has to include
  std::vector<std::string> warnings;   ///< flags that the GPU's code does not follow
  std::vector<std::string> read_from;  ///< files that the flags come from
  std::vector<std::string> command;    ///< the whole command, the compiler first if it is known
};

/// The file whose text the precompiled header `path` holds; empty: not known.
using PrecompiledSource = std::function<std::string(const std::string& path)>;

/// Reads a command without the compiler's name, as it runs in the current directory. Leaves out
/// warnings, debug information, dependencies, outputs and other flags that do not change the
/// meaning of a source. kInvalidArgument names a flag that can't be passed on, and an alternative.
[[nodiscard]] Result<HostFlags> read_flags(std::span<const std::string> command,
                                           const PrecompiledSource& precompiled);

/// `device`, spelled for the host compiler: without what nvcc's own programs alone get.
[[nodiscard]] std::vector<std::string> for_host_compiler(const std::vector<std::string>& device);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_HOST_FLAGS_H
