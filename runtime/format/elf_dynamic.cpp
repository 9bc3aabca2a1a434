// A file's entries for the dynamic loader. Separate from elf.cpp because programs don't need this.
#include <algorithm>
#include <iterator>
#include <optional>

#include "runtime/format/elf.h"
#include "runtime/format/elf_file.h"

namespace larder::inline v1::format {

using elf::corrupt;
using elf::read;

namespace {

// The program headers of a file that concern loading.
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

// The string table of a dynamic part, which contains its load address.
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

Result<DynamicPart> read_dynamic(Bytes file) {
  const Result<Elf64_Ehdr> header = elf::read_header(file);
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
    const std::optional<std::string_view> text = elf::text_at(*texts, entry.d_un.d_val);
    if (!text) return corrupt("a text of its dynamic part lies outside");
    take(dynamic, entry.d_tag, *text);
  }
  return dynamic;
}

}  // namespace larder::inline v1::format
