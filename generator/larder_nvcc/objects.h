// Notes in objects about their kernels: a line in a section that linkers leave out of programs.
#ifndef LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H
#define LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H

#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::larder_nvcc {

/// The note of one compiled source with kernels. A Makefile's link step often names no
/// architecture.
struct Note {
  std::string manifest;            ///< its path
  std::vector<std::string> archs;  ///< as --archs takes them

  bool operator==(const Note&) const = default;
};

/// C++ text that puts a note into its object.
[[nodiscard]] std::string text_of(const Note& note);

/// The notes in a file: an object, or a static library of objects. Empty for any other file.
[[nodiscard]] Result<std::vector<Note>> notes_in(const std::string& file);

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_OBJECTS_H
