// Shared by the readers of ELF files, and of lists of them.
#ifndef LARDER_FORMAT_ELF_FILE_H
#define LARDER_FORMAT_ELF_FILE_H

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::inline v1::format::elf {

/// kCorrupt, of an ELF file.
[[nodiscard]] Status corrupt(const std::string& message);

/// A copy of the structure at `offset`, if all of it lies inside.
template <class T>
[[nodiscard]] std::optional<T> read(Bytes file, std::uint64_t offset) {
  if (!fits(offset, sizeof(T), file.size())) return std::nullopt;
  T value;
  std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

/// kUnsupported if it is not a 64-bit little-endian file, kCorrupt if it is truncated.
[[nodiscard]] Result<Elf64_Ehdr> read_header(Bytes file);

/// The null-terminated text at `offset` of `names`.
[[nodiscard]] std::optional<std::string_view> text_at(Bytes names, std::uint64_t offset);

}  // namespace larder::inline v1::format::elf

#endif  // LARDER_FORMAT_ELF_FILE_H
