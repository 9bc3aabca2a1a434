#include "tests/support/fake_cuda_elf.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "runtime/format/elf_file.h"

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

  std::optional<Cubin> cubin() {
    Cubin made;
    const unsigned capability = header_.e_flags >> 8 & 0xff;
    made.major = static_cast<int>(capability / 10);
    made.minor = static_cast<int>(capability % 10);
    for (unsigned i = 0; i < header_.e_shnum; ++i) {
      if (section(i).sh_type == SHT_SYMTAB) add_symbols(i, made);
    }
    for (unsigned i = 0; i < header_.e_shnum; ++i) {
      if (section(i).sh_type == SHT_REL) add_addresses(i, made);
    }
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

  void add_symbols(unsigned number, Cubin& made) {
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

  void add_variable(const Elf64_Shdr& symbols, const Elf64_Sym& symbol, Cubin& made) {
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

  // Of variables that begin with another one's address.
  void add_addresses(unsigned number, Cubin& made) {
    const Elf64_Shdr relocations = section(number);
    const Elf64_Shdr symbols = section(relocations.sh_link);
    for (std::size_t i = 0; i < relocations.sh_size / sizeof(Elf64_Rel); ++i) {
      const auto each = get<Elf64_Rel>(relocations.sh_offset + i * sizeof(Elf64_Rel));
      for (const Place& place : places_) {
        CubinVariable& variable = made.variables[place.variable];
        if (place.section != relocations.sh_info || each.r_offset < place.offset ||
            each.r_offset - place.offset >= variable.value.size())
          continue;
        variable.addresses.emplace_back(
            each.r_offset - place.offset,
            symbol_name(symbols, symbol(symbols, ELF64_R_SYM(each.r_info))));
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

std::optional<Cubin> read_cubin(const char* code) { return Reader(code).cubin(); }

}  // namespace larder::fake
