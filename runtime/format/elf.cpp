#include "runtime/format/elf.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "runtime/compose.h"
#include "runtime/format/elf_file.h"

namespace larder::inline v1::format {
namespace elf {

Status corrupt(const std::string& message) {
  return Status(Code::kCorrupt, "ELF file: " + message + "; damaged");
}

Result<Elf64_Ehdr> read_header(Bytes file) {
  if (!is_elf(file)) return Status(Code::kUnsupported, "not a program or library (ELF file)");
  const auto header = read<Elf64_Ehdr>(file, 0);
  if (!header) return corrupt("its header is cut off");
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB) {
    return Status(Code::kUnsupported, "not a 64-bit little-endian program or library");
  }
  return *header;
}

std::optional<std::string_view> text_at(Bytes names, std::uint64_t offset) {
  if (offset >= names.size()) return std::nullopt;
  const std::string_view rest(reinterpret_cast<const char*>(names.data()) + offset,
                              names.size() - offset);
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  return rest.substr(0, end);
}

}  // namespace elf

using elf::corrupt;
using elf::read;
using elf::read_header;
using elf::text_at;

namespace {

struct SectionTable {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::uint64_t names = 0;  // number of the section that holds the names
};

Result<SectionTable> read_table(Bytes file) {
  const Result<Elf64_Ehdr> header = read_header(file);
  if (!header.ok()) return header.status();
  if (header->e_shoff == 0) {
    return Status(Code::kNotFound, "the file has no section table; it was stripped of it");
  }
  if (header->e_shentsize != sizeof(Elf64_Shdr)) return corrupt("sections have an odd size");
  const auto first = read<Elf64_Shdr>(file, header->e_shoff);
  if (!first) return corrupt("its section table lies outside");
  SectionTable table;
  table.offset = header->e_shoff;
  // Counts too large for the header's 16 bits are kept in the first section's entry.
  table.count = header->e_shnum != 0 ? header->e_shnum : first->sh_size;
  table.names = header->e_shstrndx != SHN_XINDEX ? header->e_shstrndx : first->sh_link;
  if (table.count > (file.size() - table.offset) / sizeof(Elf64_Shdr)) {
    return corrupt(compose("{} sections do not fit", table.count));
  }
  return table;
}

// The header of section `number`, which is below the table's count.
Elf64_Shdr section_header(Bytes file, const SectionTable& table, std::uint64_t number) {
  return *read<Elf64_Shdr>(file, table.offset + number * sizeof(Elf64_Shdr));
}

Result<Bytes> content(Bytes file, const Elf64_Shdr& section) {
  if (section.sh_type == SHT_NOBITS) return corrupt("a section has no bytes");
  if ((section.sh_flags & SHF_COMPRESSED) != 0) {
    return Status(Code::kUnsupported, "the section is compressed");
  }
  if (!fits(section.sh_offset, section.sh_size, file.size())) {
    return corrupt(compose("a section of {} bytes at byte {} lies outside", section.sh_size,
                           section.sh_offset));
  }
  return file.subspan(section.sh_offset, section.sh_size);
}

// Whether the null-terminated text at `offset` of `names` is `name`.
bool has_name(Bytes names, std::uint64_t offset, std::string_view name) {
  return fits(offset, name.size() + 1, names.size()) &&
         std::memcmp(names.data() + offset, name.data(), name.size()) == 0 &&
         names[offset + name.size()] == std::byte{0};
}

bool is_variable(const Elf64_Sym& symbol) {
  const unsigned type = ELF64_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && type != STT_FUNC && type != STT_SECTION &&
         type != STT_FILE;
}

}  // namespace

bool is_elf(Bytes file) {
  return file.size() >= SELFMAG && std::memcmp(file.data(), ELFMAG, SELFMAG) == 0;
}

Result<Bytes> find_section(Bytes file, std::string_view name) {
  const Result<SectionTable> table = read_table(file);
  if (!table.ok()) return table.status();
  if (table->names >= table->count) return corrupt("it has no section names");
  const Result<Bytes> names = content(file, section_header(file, *table, table->names));
  if (!names.ok()) return names.status();
  for (std::uint64_t i = 0; i < table->count; ++i) {
    const Elf64_Shdr section = section_header(file, *table, i);
    if (has_name(*names, section.sh_name, name)) return content(file, section);
  }
  return Status(Code::kNotFound, compose("no section {}", name));
}

Result<std::vector<std::string_view>> variable_names(Bytes file) {
  const Result<Bytes> symbols = find_section(file, ".symtab");
  if (!symbols.ok()) return symbols.status();
  const Result<Bytes> texts = find_section(file, ".strtab");
  if (!texts.ok()) return texts.status();
  std::vector<std::string_view> names;
  for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= symbols->size(); at += sizeof(Elf64_Sym)) {
    const Elf64_Sym symbol = *read<Elf64_Sym>(*symbols, at);
    if (!is_variable(symbol)) continue;
    const std::optional<std::string_view> name = text_at(*texts, symbol.st_name);
    if (!name) return corrupt("a symbol's name lies outside");
    names.push_back(*name);
  }
  return names;
}

}  // namespace larder::inline v1::format
