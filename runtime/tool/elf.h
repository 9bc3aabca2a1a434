// Finds one section of a program or library, without trusting a byte of it.
#ifndef LARDER_TOOL_ELF_H
#define LARDER_TOOL_ELF_H

#include <string_view>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::tool {

/// Whether the bytes begin as an ELF file does.
[[nodiscard]] bool is_elf(format::Bytes file);

/// The content of the first section called `name`, inside `file`. kUnsupported for anything but a
/// 64-bit little-endian ELF file, kNotFound where there is no such section, kCorrupt where the
/// tables lead outside the file.
[[nodiscard]] Result<format::Bytes> find_section(format::Bytes file, std::string_view name);

}  // namespace larder::tool

#endif  // LARDER_TOOL_ELF_H
