// BLAKE2b (RFC 7693), without a key: the digests of sealed caches.
//
// Larder has its own code and uses libsodium only in its tools: a program that Larder built needs
// no library at run time, and not every distribution's libsodium can be linked into a plug-in.
#ifndef LARDER_FORMAT_BLAKE2B_H
#define LARDER_FORMAT_BLAKE2B_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace larder::inline v1::format {

/// The initial values of BLAKE2b and of SHA-512: fractions of the first primes' square roots.
inline constexpr std::array<std::uint64_t, 8> kHashStart = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/// A digest of bytes that are added in parts.
class Blake2b {
 public:
  /// The digest will have `size` bytes, 1 to 64.
  explicit Blake2b(std::size_t size);
  void update(std::span<const std::byte> bytes);
  /// Writes the digest; `out` has its size. No call may follow.
  void finish(std::span<std::uint8_t> out);

 private:
  static constexpr std::size_t kBlock = 128;

  void compress(const std::byte* block, bool last);

  std::array<std::uint64_t, 8> state_ = kHashStart;
  std::uint64_t bytes_ = 0;  ///< compressed so far
  std::array<std::byte, kBlock> rest_{};
  std::size_t held_ = 0;  ///< bytes in `rest_`
};

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_BLAKE2B_H
