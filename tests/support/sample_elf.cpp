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

std::vector<std::byte> sample_program() {
  const std::string first = key_line('1', "0 scale");
  const std::string second =
      key_line('2', "80 blur<4>") + key_line('3', "90 blur<4>") + key_line('4', "0 lonely");
  return sample_elf(
      {{".text", "code"}, {".larder.kernels", first + std::string(5, '\0') + second}});
}

}  // namespace larder::tests
