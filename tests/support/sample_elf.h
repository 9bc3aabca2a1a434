// Small ELF files with chosen sections.
#ifndef LARDER_TESTS_SUPPORT_SAMPLE_ELF_H
#define LARDER_TESTS_SUPPORT_SAMPLE_ELF_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace larder::tests {

/// A 64-bit little-endian file with these (name, content) sections, after the empty one.
[[nodiscard]] std::vector<std::byte> sample_elf(
    const std::vector<std::pair<std::string, std::string>>& sections);

/// A file with a symbol table, as a cubin has one: variables, then functions.
[[nodiscard]] std::vector<std::byte> elf_with_symbols(const std::vector<std::string>& variables,
                                                      const std::vector<std::string>& functions);

/// What dynamic_elf() tells the dynamic loader.
struct SampleDynamic {
  std::vector<std::string> needed = {};
  std::string own_name = {};
  std::string rpath = {};
  std::string runpath = {};
  std::uint64_t flags_1 = 0;   ///< DT_FLAGS_1
  std::uint16_t machine = 62;  ///< EM_X86_64
};

/// A program or library with these sections that needs a dynamic loader; empty texts are left out.
[[nodiscard]] std::vector<std::byte> dynamic_elf(
    const SampleDynamic& dynamic,
    const std::vector<std::pair<std::string, std::string>>& sections = {});

/// The program whose kernels sample_cache() holds: scale, blur<4> and lonely.
[[nodiscard]] std::vector<std::byte> sample_program();

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_SAMPLE_ELF_H
