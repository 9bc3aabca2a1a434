#include "runtime/check/same_values.h"

namespace larder::inline v1::check {

std::uint64_t content_of(Address word) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  return *reinterpret_cast<const volatile std::uint64_t*>(word);
}

bool DoubtfulRace::changed() const {
  const unsigned both = now.bytes() & earlier.bytes();
  const std::uint64_t difference = content_of(word) ^ before;
  for (unsigned byte = 0; byte < kWordBytes; ++byte) {
    const bool differs = (difference >> 8 * byte & 0xffu) != 0;
    if (differs && (both >> byte & 1u) != 0) return true;
  }
  return false;
}

}  // namespace larder::inline v1::check
