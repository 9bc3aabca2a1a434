// Which manifests objects name. A compiled source with kernels has the path of its manifest in a
// section that linkers leave out of programs.
#ifndef LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H
#define LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H

#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::larder_nvcc {

/// C++ text that puts a manifest's path into the object that it is compiled into.
[[nodiscard]] std::string note_of(const std::string& manifest);

/// The manifests that a file names: an object, or a static library of objects. Of any other file,
/// none.
[[nodiscard]] Result<std::vector<std::string>> manifests_in(const std::string& file);

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H
