// Which of the driver's memset calls can write a value.
#ifndef LARDER_ENGINE_FILL_PATTERN_H
#define LARDER_ENGINE_FILL_PATTERN_H

#include <cstddef>
#include <cstdint>

namespace larder::inline v1::engine {

struct FillPattern {
  int width = 0;  ///< bytes of the repeated unit: 1, 2, 4; 0: the value does not repeat
  std::uint32_t bits = 0;
};

/// The narrowest repeated unit of the value's bytes to which `address` is aligned. Zero of any
/// type is the byte 0.
[[nodiscard]] FillPattern fill_pattern(const void* address, const void* value,
                                       std::size_t value_bytes);

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_FILL_PATTERN_H
