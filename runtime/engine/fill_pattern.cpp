#include "runtime/engine/fill_pattern.h"

#include <cstring>
#include <initializer_list>

namespace larder::inline v1::engine {
namespace {

bool repeats(const unsigned char* value, std::size_t bytes, std::size_t width) {
  // Each byte equals the one a unit later.
  return bytes % width == 0 && std::memcmp(value, value + width, bytes - width) == 0;
}

}  // namespace

FillPattern fill_pattern(const void* address, const void* value, std::size_t value_bytes) {
  const auto* bytes = static_cast<const unsigned char*>(value);
  for (const std::size_t width : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
    const bool aligned = reinterpret_cast<std::uintptr_t>(address) % width == 0;
    if (!aligned || !repeats(bytes, value_bytes, width)) continue;
    FillPattern pattern{static_cast<int>(width), 0};
    std::memcpy(&pattern.bits, bytes, width);
    return pattern;
  }
  return {};
}

}  // namespace larder::inline v1::engine
