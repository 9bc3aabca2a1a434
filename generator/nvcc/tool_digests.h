// Digests of programs' files: large, so each is read once and remembered until it changes.
#ifndef LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H
#define LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H

#include <string>

namespace larder::nvcc {

/// The digest of the file `path`; "none" where there is no such file. It is remembered in `folder`
/// by the file's place, size and time.
[[nodiscard]] std::string tool_digest(const std::string& path, const std::string& folder);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H
