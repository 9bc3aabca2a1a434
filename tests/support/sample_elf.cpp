#include "tests/support/sample_elf.h"

#include <elf.h>

#include <cstring>

namespace larder::tests {
namespace {

template <class T>
void append(std::vector<std::byte>& bytes, const T& value) {
  const auto* begin = reinterpret_cast<const std::byte*>(&value);
  bytes.insert(bytes.end(), begin, begin + sizeof(T));
}

Elf64_Ehdr file_header(std::size_t section_table, std::size_t section_count) {
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_shoff = section_table;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<Elf64_Half>(section_count);
  header.e_shstrndx = static_cast<Elf64_Half>(section_count - 1);
  return header;
}

std::string key_line(char digit, const std::string& rest) {
  return std::string(32, digit) + " " + rest + "\n";
}

}  // namespace

std::vector<std::byte> sample_elf(
    const std::vector<std::pair<std::string, std::string>>& sections) {
  auto all = sections;
  all.emplace_back(".shstrtab", std::string());
  std::string names(1, '\0');
  for (const auto& [name, content] : all) names += name + '\0';
  all.back().second = names;

  std::vector<std::byte> contents;
  std::vector<Elf64_Shdr> headers(1);
  std::size_t name_offset = 1;
  for (const auto& [name, content] : all) {
    Elf64_Shdr& header = headers.emplace_back();
    header.sh_type = SHT_PROGBITS;
    header.sh_name = static_cast<Elf64_Word>(name_offset);
    header.sh_offset = sizeof(Elf64_Ehdr) + contents.size();
    header.sh_size = content.size();
    name_offset += name.size() + 1;
    for (const char each : content) contents.push_back(static_cast<std::byte>(each));
  }
  std::vector<std::byte> file;
  append(file, file_header(sizeof(Elf64_Ehdr) + contents.size(), headers.size()));
  file.insert(file.end(), contents.begin(), contents.end());
  for (const Elf64_Shdr& header : headers) append(file, header);
  return file;
}

std::vector<std::byte> elf_with_symbols(const std::vector<std::string>& variables,
                                        const std::vector<std::string>& functions) {
  std::string names(1, '\0');
  std::string symbols(sizeof(Elf64_Sym), '\0');
  const auto add = [&](const std::string& name, unsigned char type) {
    Elf64_Sym symbol = {};
    symbol.st_name = static_cast<Elf64_Word>(names.size());
    symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, type);
    symbol.st_shndx = 1;
    symbols.append(reinterpret_cast<const char*>(&symbol), sizeof symbol);
    names += name + '\0';
  };
  for (const std::string& name : variables) add(name, STT_OBJECT);
  for (const std::string& name : functions) add(name, STT_FUNC);
  return sample_elf({{".symtab", symbols}, {".strtab", names}});
}

namespace {

class DynamicEntries {
 public:
  void number(Elf64_Sxword tag, std::uint64_t value) {
    Elf64_Dyn entry = {};
    entry.d_tag = tag;
    entry.d_un.d_val = value;
    entries_.push_back(entry);
  }
  void text(Elf64_Sxword tag, const std::string& text) {
    if (text.empty()) return;
    number(tag, texts_.size());
    texts_ += text + '\0';
  }
  [[nodiscard]] const std::string& texts() const { return texts_; }
  [[nodiscard]] const std::vector<Elf64_Dyn>& entries() const { return entries_; }

 private:
  std::string texts_ = std::string(1, '\0');
  std::vector<Elf64_Dyn> entries_;
};

DynamicEntries entries_of(const SampleDynamic& dynamic) {
  DynamicEntries entries;
  for (const std::string& name : dynamic.needed) entries.text(DT_NEEDED, name);
  entries.text(DT_SONAME, dynamic.own_name);
  entries.text(DT_RPATH, dynamic.rpath);
  entries.text(DT_RUNPATH, dynamic.runpath);
  entries.number(DT_FLAGS_1, dynamic.flags_1);
  return entries;
}

}  // namespace

std::vector<std::byte> dynamic_elf(
    const SampleDynamic& dynamic,
    const std::vector<std::pair<std::string, std::string>>& sections) {
  constexpr std::uint64_t kLoadedAt = 0x10000;
  std::vector<std::byte> file = sample_elf(sections);
  Elf64_Ehdr header;
  std::memcpy(&header, file.data(), sizeof header);
  DynamicEntries entries = entries_of(dynamic);
  const std::string texts = entries.texts();
  entries.number(DT_STRTAB, kLoadedAt + file.size());
  entries.number(DT_STRSZ, texts.size());
  entries.number(DT_NULL, 0);
  for (const char each : texts) file.push_back(static_cast<std::byte>(each));
  Elf64_Phdr part = {};
  part.p_type = PT_DYNAMIC;
  part.p_offset = file.size();
  for (const Elf64_Dyn& entry : entries.entries()) append(file, entry);
  part.p_filesz = file.size() - part.p_offset;
  Elf64_Phdr all = {};
  all.p_type = PT_LOAD;
  all.p_vaddr = kLoadedAt;
  all.p_filesz = file.size();
  header.e_phoff = file.size();
  header.e_phnum = 2;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_machine = dynamic.machine;
  append(file, all);
  append(file, part);
  std::memcpy(file.data(), &header, sizeof header);
  return file;
}

std::vector<std::byte> sample_program() {
  const std::string first = key_line('1', "0 scale\tfibers: calls __syncthreads");
  const std::string second = key_line('2', "80 blur<4>\tplain") +
                             key_line('3', "90 blur<4>\tplain") + key_line('4', "0 lonely");
  return sample_elf(
      {{".text", "code"}, {".larder.kernels", first + std::string(5, '\0') + second}});
}

}  // namespace larder::tests
