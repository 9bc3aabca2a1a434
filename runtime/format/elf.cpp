#include "runtime/format/elf.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>

#include "runtime/compose.h"

namespace larder::format {
namespace {

Status corrupt(const std::string& message) {
  return Status(Code::kCorrupt, "ELF file: " + message + "; damaged");
}

// A copy of the structure at `offset`, if all of it lies inside.
template <class T>
std::optional<T> read(Bytes file, std::uint64_t offset) {
  if (!fits(offset, sizeof(T), file.size())) return std::nullopt;
  T value;
  std::memcpy(&value, file.data() + offset, sizeof(T));
  return value;
}

struct SectionTable {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
  std::uint64_t names = 0;  // number of the section that holds the names
};

Result<Elf64_Ehdr> read_header(Bytes file) {
  if (!is_elf(file)) return Status(Code::kUnsupported, "not a program or library (ELF file)");
  const auto header = read<Elf64_Ehdr>(file, 0);
  if (!header) return corrupt("its header is cut off");
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB) {
    return Status(Code::kUnsupported, "not a 64-bit little-endian program or library");
  }
  return *header;
}

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

// Whether the text at `offset` of `names`, which ends with a zero, is `name`.
bool has_name(Bytes names, std::uint64_t offset, std::string_view name) {
  return fits(offset, name.size() + 1, names.size()) &&
         std::memcmp(names.data() + offset, name.data(), name.size()) == 0 &&
         names[offset + name.size()] == std::byte{0};
}

// The text at `offset` of `names`, up to the zero behind it.
std::optional<std::string_view> text_at(Bytes names, std::uint64_t offset) {
  if (offset >= names.size()) return std::nullopt;
  const std::string_view rest(reinterpret_cast<const char*>(names.data()) + offset,
                              names.size() - offset);
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  return rest.substr(0, end);
}

bool is_variable(const Elf64_Sym& symbol) {
  const unsigned type = ELF64_ST_TYPE(symbol.st_info);
  return symbol.st_shndx != SHN_UNDEF && type != STT_FUNC && type != STT_SECTION &&
         type != STT_FILE;
}

// The parts of a file that are loaded, or tell of it.
Result<std::vector<Elf64_Phdr>> read_parts(Bytes file, const Elf64_Ehdr& header) {
  std::vector<Elf64_Phdr> parts;
  if (header.e_phnum == 0) return parts;
  if (header.e_phentsize != sizeof(Elf64_Phdr)) return corrupt("its parts have an odd size");
  if (!fits(header.e_phoff, header.e_phnum * sizeof(Elf64_Phdr), file.size())) {
    return corrupt("the table of its parts lies outside");
  }
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    parts.push_back(*read<Elf64_Phdr>(file, header.e_phoff + i * sizeof(Elf64_Phdr)));
  }
  return parts;
}

using DynamicEntries = std::vector<Elf64_Dyn>;

Result<DynamicEntries> read_entries(Bytes file, const std::vector<Elf64_Phdr>& parts) {
  const auto dynamic = std::ranges::find(parts, Elf64_Word{PT_DYNAMIC}, &Elf64_Phdr::p_type);
  if (dynamic == parts.end()) return Status(Code::kNotFound, "it has no dynamic part");
  if (!fits(dynamic->p_offset, dynamic->p_filesz, file.size())) {
    return corrupt("its dynamic part lies outside");
  }
  DynamicEntries entries;
  const std::uint64_t end = dynamic->p_offset + dynamic->p_filesz;
  for (std::uint64_t at = dynamic->p_offset; end - at >= sizeof(Elf64_Dyn);
       at += sizeof(Elf64_Dyn)) {
    entries.push_back(*read<Elf64_Dyn>(file, at));
    if (entries.back().d_tag == DT_NULL) break;
  }
  return entries;
}

std::uint64_t value_of(const DynamicEntries& entries, Elf64_Sxword tag) {
  const auto entry = std::ranges::find(entries, tag, &Elf64_Dyn::d_tag);
  return entry != entries.end() ? entry->d_un.d_val : 0;
}

// The texts of a dynamic part, which gives the address that they are loaded at.
Result<Bytes> dynamic_texts(Bytes file, const std::vector<Elf64_Phdr>& parts,
                            const DynamicEntries& entries) {
  const std::uint64_t address = value_of(entries, DT_STRTAB);
  const std::uint64_t size = value_of(entries, DT_STRSZ);
  for (const Elf64_Phdr& part : parts) {
    if (part.p_type != PT_LOAD || address < part.p_vaddr) continue;
    const std::uint64_t from = address - part.p_vaddr;
    if (!fits(from, size, part.p_filesz)) continue;
    if (!fits(part.p_offset, part.p_filesz, file.size())) break;
    return file.subspan(part.p_offset + from, size);
  }
  return corrupt("the texts of its dynamic part lie outside");
}

void take(DynamicPart& dynamic, Elf64_Sxword tag, std::string_view text) {
  if (tag == DT_NEEDED) dynamic.needed.push_back(text);
  if (tag == DT_SONAME) dynamic.own_name = text;
  if (tag == DT_RPATH) dynamic.rpath = text;
  if (tag == DT_RUNPATH) dynamic.runpath = text;
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

Result<DynamicPart> read_dynamic(Bytes file) {
  const Result<Elf64_Ehdr> header = read_header(file);
  if (!header.ok()) return header.status();
  const Result<std::vector<Elf64_Phdr>> parts = read_parts(file, *header);
  if (!parts.ok()) return parts.status();
  const Result<DynamicEntries> entries = read_entries(file, *parts);
  if (!entries.ok()) return entries.status();
  const Result<Bytes> texts = dynamic_texts(file, *parts, *entries);
  if (!texts.ok()) return texts.status();
  DynamicPart dynamic;
  dynamic.machine = header->e_machine;
  dynamic.without_usual_folders = (value_of(*entries, DT_FLAGS_1) & DF_1_NODEFLIB) != 0;
  for (const Elf64_Dyn& entry : *entries) {
    constexpr Elf64_Sxword kTexts[] = {DT_NEEDED, DT_SONAME, DT_RPATH, DT_RUNPATH};
    if (std::ranges::find(kTexts, entry.d_tag) == std::end(kTexts)) continue;
    const std::optional<std::string_view> text = text_at(*texts, entry.d_un.d_val);
    if (!text) return corrupt("a text of its dynamic part lies outside");
    take(dynamic, entry.d_tag, *text);
  }
  return dynamic;
}

}  // namespace larder::format
