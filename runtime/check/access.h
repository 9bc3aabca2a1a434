// One access of a CUDA thread to memory, as shadow memory keeps it.
#ifndef LARDER_CHECK_ACCESS_H
#define LARDER_CHECK_ACCESS_H

#include <cstdint>

namespace larder::inline v1::check {

using Address = std::uintptr_t;

/// A place in the code: the program's, or a library's that is loaded (places.h). 0: unknown.
using Place = std::uint32_t;

inline constexpr unsigned kWordBytes = 8;

/// An access to some bytes of one word. Its time is that of its thread: the number of the
/// barriers of its block that the thread has passed, and the number of its own steps, which other
/// lanes of its warp or other threads may have learned of.
struct Access {
  Place place;
  std::uint32_t block;
  std::uint64_t thread : 10;
  std::uint64_t barrier : 22;
  std::uint64_t step : 20;
  std::uint64_t bytes : 8;  ///< a bit for each byte of the word
  std::uint64_t write : 1;
  std::uint64_t atomic : 1;    ///< or volatile, which is the same in PTX
  std::uint64_t in_block : 1;  ///< atomic only for the threads of its block
  std::uint64_t : 1;
};
static_assert(sizeof(Access) == 16);

/// Threads of more barriers or steps are not told apart by them.
inline constexpr std::uint32_t kMostBarriers = (1u << 22) - 1;
inline constexpr std::uint32_t kMostSteps = (1u << 20) - 1;

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_ACCESS_H
