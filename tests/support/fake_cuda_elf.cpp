#include <elf.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "runtime/format/elf_file.h"
#include "tests/support/fake_cuda_code.h"

namespace larder::fake {
namespace {

using format::Bytes;
using format::elf::read;

constexpr Elf64_Half kNvidia = 190;  // EM_CUDA

/// The file, which says how long it is by its tables, and what the reader found in it so far.
class Reader {
 public:
  explicit Reader(const char* code) {
    std::memcpy(&header_, code, sizeof header_);
    const std::size_t size =
        std::max(header_.e_shoff + std::size_t{header_.e_shnum} * sizeof(Elf64_Shdr),
                 header_.e_phoff + std::size_t{header_.e_phnum} * sizeof(Elf64_Phdr));
    file_ = Bytes(reinterpret_cast<const std::byte*>(code), size);
  }

  std::optional<Code> cubin() {
    Code made;
    const unsigned capability = header_.e_flags >> 8 & 0xff;
    made.major = static_cast<int>(capability / 10);
    made.minor = static_cast<int>(capability % 10);
    for (unsigned i = 0; i < header_.e_shnum; ++i) {
      if (section(i).sh_type == SHT_SYMTAB) add_symbols(i, made);
    }
    for (unsigned i = 0; i < header_.e_shnum; ++i) add_addresses(section(i), made);
    if (!whole_) return std::nullopt;
    return made;
  }

 private:
  struct Place {
    unsigned section;
    std::size_t offset;
    std::size_t variable;  // its number in the cubin
  };

  Elf64_Shdr section(unsigned number) {
    return get<Elf64_Shdr>(header_.e_shoff + std::size_t{number} * sizeof(Elf64_Shdr));
  }

  template <class T>
  T get(std::size_t offset) {
    const std::optional<T> found = read<T>(file_, offset);
    whole_ = whole_ && found.has_value();
    return found.value_or(T{});
  }

  std::string text(const Elf64_Shdr& texts, std::size_t offset) {
    std::string made;
    for (std::size_t at = texts.sh_offset + offset;; ++at) {
      const char each = get<char>(at);
      if (each == '\0') return made;
      made += each;
    }
  }

  std::string section_name(const Elf64_Shdr& of) {
    return text(section(header_.e_shstrndx), of.sh_name);
  }

  std::string symbol_name(const Elf64_Shdr& symbols, const Elf64_Sym& symbol) {
    return text(section(symbols.sh_link), symbol.st_name);
  }

  Elf64_Sym symbol(const Elf64_Shdr& symbols, std::size_t number) {
    return get<Elf64_Sym>(symbols.sh_offset + number * sizeof(Elf64_Sym));
  }

  void add_symbols(unsigned number, Code& made) {
    const Elf64_Shdr symbols = section(number);
    for (std::size_t i = 0; i < symbols.sh_size / sizeof(Elf64_Sym); ++i) {
      const Elf64_Sym each = symbol(symbols, i);
      if (each.st_shndx == SHN_UNDEF || each.st_shndx >= header_.e_shnum) continue;
      const unsigned type = ELF64_ST_TYPE(each.st_info);
      if (type == STT_FUNC && ELF64_ST_BIND(each.st_info) == STB_GLOBAL) {
        const std::string name = symbol_name(symbols, each);
        made.kernels.push_back({name, section_size(".nv.shared." + name)});
      } else if (type == STT_OBJECT) {
        add_variable(symbols, each, made);
      }
    }
  }

  std::size_t section_size(std::string_view name) {
    for (unsigned i = 0; i < header_.e_shnum; ++i) {
      if (const Elf64_Shdr each = section(i); section_name(each) == name) return each.sh_size;
    }
    return 0;
  }

  void add_variable(const Elf64_Shdr& symbols, const Elf64_Sym& symbol, Code& made) {
    const Elf64_Shdr home = section(symbol.st_shndx);
    const std::string name = section_name(home);
    if (name != ".nv.global" && name != ".nv.global.init" && name != ".nv.constant3") return;
    std::vector<std::byte> value(symbol.st_size);
    const std::size_t from = home.sh_offset + symbol.st_value;
    if (home.sh_type != SHT_NOBITS && format::fits(from, value.size(), file_.size())) {
      std::memcpy(value.data(), file_.data() + from, value.size());
    }
    places_.push_back({symbol.st_shndx, symbol.st_value, made.variables.size()});
    made.variables.push_back({symbol_name(symbols, symbol), std::move(value), {}});
  }

  // One behind a variable's begin has the offset beside it, or in its place.
  void add_addresses(const Elf64_Shdr& table, Code& made) {
    const bool beside = table.sh_type == SHT_RELA;
    if (!beside && table.sh_type != SHT_REL) return;
    const std::size_t entry = beside ? sizeof(Elf64_Rela) : sizeof(Elf64_Rel);
    for (std::size_t at = 0; at + entry <= table.sh_size; at += entry) {
      const std::size_t from = table.sh_offset + at;
      const auto bare = get<Elf64_Rel>(from);
      Elf64_Rela each = beside ? get<Elf64_Rela>(from) : Elf64_Rela{bare.r_offset, bare.r_info, 0};
      for (const Place& place : places_) {
        std::vector<std::byte>& value = made.variables[place.variable].value;
        const std::size_t offset = each.r_offset - place.offset;
        if (place.section != table.sh_info || offset >= value.size()) continue;
        if (!beside) std::memcpy(&each.r_addend, value.data() + offset, sizeof each.r_addend);
        const Elf64_Shdr symbols = section(table.sh_link);
        made.variables[place.variable].addresses.push_back(
            {offset, symbol_name(symbols, symbol(symbols, ELF64_R_SYM(each.r_info))),
             static_cast<std::size_t>(each.r_addend)});
      }
    }
  }

  Bytes file_;
  Elf64_Ehdr header_ = {};
  bool whole_ = true;
  std::vector<Place> places_;
};

}  // namespace

bool is_cubin(const char* code) {
  if (std::strncmp(code, ELFMAG, SELFMAG) != 0) return false;
  Elf64_Ehdr header;
  std::memcpy(&header, code, sizeof header);
  return header.e_machine == kNvidia;
}

std::optional<Code> read_cubin(const char* code) { return Reader(code).cubin(); }

}  // namespace larder::fake
