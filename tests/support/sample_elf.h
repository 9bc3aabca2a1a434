// Small ELF files with chosen sections.
#ifndef LARDER_TESTS_SUPPORT_SAMPLE_ELF_H
#define LARDER_TESTS_SUPPORT_SAMPLE_ELF_H

#include <cstddef>
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

/// The program whose kernels sample_cache() holds: scale, blur<4> and lonely.
[[nodiscard]] std::vector<std::byte> sample_program();

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_SAMPLE_ELF_H
