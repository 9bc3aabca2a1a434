// How well one image fits one device.
#ifndef LARDER_CHOOSE_FIT_H
#define LARDER_CHOOSE_FIT_H

#include <compare>
#include <cstdint>
#include <string>

#include "runtime/format/target.h"

namespace larder::inline v1::choose {

/// The known facts about a GPU; nothing here needs another call of the driver.
struct DeviceFacts {
  int ordinal = 0;
  std::string name;
  int major = 0;  ///< of the compute capability
  int minor = 0;
  int driver_version = 0;  ///< the newest CUDA version the driver supports: 13000 for 13.0
};

/// Worst first, so that a greater value is the better choice.
enum class Fit : std::uint8_t {
  kNone,            ///< cannot run
  kPtx,             ///< the driver compiles it
  kCompatibleSass,  ///< machine code for an earlier minor version
  kExactSass,       ///< machine code for this very compute capability
};

/// Greater is better; comparable among images for the same device.
struct Rank {
  Fit fit = Fit::kNone;
  int major = 0;
  int minor = 0;   ///< the closest architecture wins
  int suffix = 0;  ///< the most specific wins: "a", then "f", then none
  int ptx_isa = 0;

  auto operator<=>(const Rank&) const = default;
};

struct Assessment {
  Rank rank;
  /// If only the driver's age rules the image out, the sentence that says so; else empty.
  std::string driver_too_old;
};

/// The rules, which are NVIDIA's:
///   SASS        same major, same or later minor
///   "a" suffix  that compute capability only, SASS and PTX alike
///   "f" suffix  same major, same or later minor, SASS and PTX alike
///   PTX         the same or a later compute capability
///   PTX, also   the driver supports its ISA version
[[nodiscard]] Assessment assess(const format::Target& target, const DeviceFacts& device);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_FIT_H
