// A mistake that the checks found.
#ifndef LARDER_CHECK_FINDING_H
#define LARDER_CHECK_FINDING_H

#include <larder/cuda/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/check/access.h"

namespace larder::inline v1::check {

enum class FindingKind : std::uint8_t {
  kRace,
  kScope,    ///< atomics of too small a scope
  kNoFence,  ///< an atomic read that no fence follows
  kOutOfBounds,
  kMisaligned,
  kFreed,
  kWrongFree,   ///< free() of what malloc() has not given, or twice
  kHostMemory,  ///< memory that kernels can't use
  kUnwritten,   ///< a read of bytes that nobody wrote
  kFailure,     ///< the launch failed
  kIncomplete,  ///< the checks' own limit
};

/// "race": in JSON and SARIF.
[[nodiscard]] const char* name_of(FindingKind kind);

/// An access, as a report shows it.
struct Shown {
  std::string what;  ///< "write", "atomic read"
  uint3 block;
  uint3 thread;
  Place place;
};

struct Finding {
  FindingKind kind;
  std::string kernel;
  std::string kernel_location;
  std::uint32_t launch;
  std::string memory;  ///< "shared memory `tile`, bytes 4 to 7 of 128"; empty: none
  std::vector<Shown> accesses;
  std::string advice;
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_FINDING_H
