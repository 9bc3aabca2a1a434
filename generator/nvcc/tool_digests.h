// Digests of programs' files. The files are large, so each is read once and its digest kept until
// the file changes.
#ifndef LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H
#define LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H

#include <string>

namespace larder::nvcc {

/// The digest of the file `path`; "none" if there is no such file. It is kept in `folder`
/// by the file's path, size and time.
[[nodiscard]] std::string tool_digest(const std::string& path, const std::string& folder);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_TOOL_DIGESTS_H
