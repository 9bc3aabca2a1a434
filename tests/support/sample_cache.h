// A small cache that has one of everything, and ways to damage it.
#ifndef LARDER_TESTS_SUPPORT_SAMPLE_CACHE_H
#define LARDER_TESTS_SUPPORT_SAMPLE_CACHE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/format/encode.h"

namespace larder::tests {

/// A key whose 16 bytes all are `byte`.
[[nodiscard]] format::Key sample_key(std::uint8_t byte);
[[nodiscard]] format::Target sass(int major, int minor,
                                  format::ArchSuffix suffix = format::ArchSuffix::kNone);
[[nodiscard]] format::Target ptx(int major, int minor, int isa);
[[nodiscard]] std::vector<std::byte> to_bytes(const std::string& text);
/// The bytes that pairs of hexadecimal digits name.
[[nodiscard]] std::vector<std::byte> bytes_of_hex(std::string_view hex);

/// Kernels scale (key 11; sm_80, sm_90a, PTX), blur<4> (key 22 on sm_80, key 33 on sm_90a and PTX)
/// and lonely (key 44, no image); three images, each of its own size.
[[nodiscard]] format::CacheInput sample_input();
/// The above, encoded.
[[nodiscard]] format::EncodedCache sample_cache();

/// The index with its digests made right again after a change to its bytes, as a forger would:
/// what is behind the checksums must hold on its own.
[[nodiscard]] std::vector<std::byte> reseal_index(std::vector<std::byte> index);

/// Writes a little-endian number into `bytes`.
void poke(std::vector<std::byte>& bytes, std::size_t offset, std::uint64_t value, int size);

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_SAMPLE_CACHE_H
