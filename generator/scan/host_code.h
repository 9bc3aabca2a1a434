// An emitted host source goes through Clang once more: its kernels become vectors.
#ifndef LARDER_GENERATOR_SCAN_HOST_CODE_H
#define LARDER_GENERATOR_SCAN_HOST_CODE_H

#include <string>

#include "generator/lower/vectors/vector_code.h"
#include "generator/scan/scanner.h"

namespace larder::generate {

/// `text` is the host source that will be written as `path`.
[[nodiscard]] vectors::VectorCode lower_host_source(const ScanRequest& request,
                                                    const std::string& path,
                                                    const std::string& text,
                                                    const vectors::VectorRequest& wanted);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_HOST_CODE_H
