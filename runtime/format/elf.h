// Finds a section, the variables, and the dynamic loader's entries of a program, library or cubin,
// without trusting a byte of it.
#ifndef LARDER_FORMAT_ELF_H
#define LARDER_FORMAT_ELF_H

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::inline v1::format {

/// Whether the bytes begin as an ELF file does.
[[nodiscard]] bool is_elf(Bytes file);

/// The content of the first section called `name`, inside `file`. kUnsupported for anything other
/// than a 64-bit little-endian ELF file, kNotFound if there is no such section, kCorrupt if the
/// tables lead outside the file.
[[nodiscard]] Result<Bytes> find_section(Bytes file, std::string_view name);

/// The names of the variables that the file defines, in its order, as text inside `file`. Errors as
/// find_section()'s.
[[nodiscard]] Result<std::vector<std::string_view>> variable_names(Bytes file);

/// A program's or library's entries for the dynamic loader, as text inside the file.
struct DynamicPart {
  std::uint16_t machine = 0;                ///< the processor: EM_X86_64, ...
  std::vector<std::string_view> needed;     ///< DT_NEEDED: names or paths of libraries
  std::string_view own_name;                ///< DT_SONAME; empty: none
  std::optional<std::string_view> rpath;    ///< DT_RPATH
  std::optional<std::string_view> runpath;  ///< DT_RUNPATH
  bool without_usual_folders = false;       ///< DF_1_NODEFLIB
};

/// Does not use sections, because a file need not have any to be loaded. kNotFound if the file
/// needs no dynamic loader; other errors as find_section()'s.
[[nodiscard]] Result<DynamicPart> read_dynamic(Bytes file);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_ELF_H
