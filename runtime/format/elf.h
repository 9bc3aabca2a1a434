// Finds a section, and the variables, of a program, library or cubin, without trusting a byte of
// it.
#ifndef LARDER_FORMAT_ELF_H
#define LARDER_FORMAT_ELF_H

#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::inline v1::format {

/// Whether the bytes begin as an ELF file does.
[[nodiscard]] bool is_elf(Bytes file);

/// The content of the first section called `name`, inside `file`. kUnsupported for anything but a
/// 64-bit little-endian ELF file, kNotFound where there is no such section, kCorrupt where the
/// tables lead outside the file.
[[nodiscard]] Result<Bytes> find_section(Bytes file, std::string_view name);

/// The names of the variables that the file defines, in its order, as text inside `file`. Errors as
/// find_section()'s.
[[nodiscard]] Result<std::vector<std::string_view>> variable_names(Bytes file);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_ELF_H
