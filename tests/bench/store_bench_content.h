// What the benchmark of cache look-up looks up: kernels with names as programs have them, each with
// one image of its own.
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_CONTENT_H
#define LARDER_TESTS_BENCH_STORE_BENCH_CONTENT_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/format/encode.h"
#include "runtime/format/key.h"

namespace larder::bench {

/// What nvcc makes of the smallest kernels has between three and four thousand bytes.
inline constexpr std::size_t kSmallestImage = 3000;
inline constexpr std::size_t kLargestImage = 5000;

struct Kernel {
  format::Key key;
  std::string name;    ///< 30 to 80 characters
  std::string symbol;  ///< its entry point's mangled name
  std::string source;
  std::vector<std::byte> image;  ///< no two alike
};

/// Kernels in ascending order of keys; the same ones at every call.
[[nodiscard]] std::vector<Kernel> make_kernels(std::uint32_t count);
/// Keys of which none is a kernel's.
[[nodiscard]] std::vector<format::Key> make_absent_keys(std::uint32_t count);
/// The input of encode(); every image is for one architecture.
[[nodiscard]] format::CacheInput to_input(const std::vector<Kernel>& kernels);

/// Numbers below `limit`, the same at every call with the same seed.
[[nodiscard]] std::vector<std::uint32_t> draw(std::uint32_t count, std::uint32_t limit,
                                              std::uint64_t seed);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_STORE_BENCH_CONTENT_H
