// What earlier launches and copies did, as long as later ones may race with them: in a program with
// several streams alone.
#ifndef LARDER_CHECK_PAST_H
#define LARDER_CHECK_PAST_H

#include <larder/detail/registry.h>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/check/access.h"
#include "runtime/check/streams.h"

namespace larder::inline v1::check {

/// A launch, for reports too.
struct PastLaunch {
  const detail::KernelRecord* kernel;
  dim3 grid;
  dim3 block;
  std::uint32_t number;
  Operation operation;
};

struct PastAccess {
  Access access;
  std::uint32_t launch;  ///< in Past::launches
};

/// What a stream does with memory, apart from launches.
enum class StreamUse : std::uint8_t {
  kReads,   ///< a copy from there
  kWrites,  ///< a copy to there, or a fill
  kAllocates,
  kReleases,
};

/// Such a use of some bytes.
struct PastCopy {
  Address start;
  std::size_t bytes;
  StreamUse use;
  Operation operation;

  [[nodiscard]] bool write() const { return use != StreamUse::kReads; }

  [[nodiscard]] bool touches(Address at, std::size_t count) const {
    return start < at + count && at < start + bytes;
  }
};

struct Past {
  std::vector<PastLaunch> launches;
  std::vector<std::uint32_t> by_tag;  ///< the launch of accesses in cells
  /// What cells held before their next launch. A cell with such accesses says so (Cell::past).
  std::unordered_map<Address, std::vector<PastAccess>> accesses;
  std::vector<PastCopy> copies;
  std::vector<PastCopy> beside;  ///< those that nothing orders before the present launch
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_PAST_H
