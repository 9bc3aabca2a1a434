// GPU architectures as a user writes them (CMake's spelling) and as nvcc takes them. This is the
// only place that reads the spelling: larder-generate makes keys for its results, and larder-pack
// compiles them.
//
//   "75;90a-real;120-virtual", "all-major" ──resolve_archs──▶ what to compile, sorted
#ifndef LARDER_GENERATOR_ARCHS_ARCHS_H
#define LARDER_GENERATOR_ARCHS_ARCHS_H

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "larder/status.h"

namespace larder::archs {

/// One compute capability: 90 for 9.0, with 'a' or 'f' to use its special features.
struct Arch {
  std::uint32_t number = 0;
  char suffix = 0;  ///< 0, 'a' (this one only) or 'f' (its family only)
  auto operator<=>(const Arch&) const = default;
  /// "90a"; "sm_" or "compute_" in front makes nvcc's name.
  [[nodiscard]] std::string text() const;
};

/// The images to ship for one architecture: machine code, PTX or both.
struct ArchRequest {
  Arch arch;
  bool real = false;
  bool ptx = false;
  bool operator==(const ArchRequest&) const = default;
};

/// The compute capabilities of the GPUs in this machine (87 for 8.7), or why they are unknown.
using NativeArchs = std::function<Result<std::vector<std::uint32_t>>()>;

/// Reads `lists`: items separated by ';' or ',', each a number with an optional "a" or "f" and an
/// optional "-real" or "-virtual" (neither: both), or "all", "all-major" (machine code for all, or
/// for each major one and the oldest, with PTX for the newest major one) or "native". `known` are
/// the numbers that the compiler knows. Sorted, each architecture once. kInvalidArgument names the
/// item and a valid replacement.
[[nodiscard]] Result<std::vector<ArchRequest>> resolve_archs(std::span<const std::string> lists,
                                                             std::span<const std::uint32_t> known,
                                                             const NativeArchs& native);

/// The compute capabilities among `requests`, ascending, each once: {75, 90} for 75, 90 and 90a.
[[nodiscard]] std::vector<std::uint32_t> capabilities(std::span<const ArchRequest> requests);

}  // namespace larder::archs

#endif  // LARDER_GENERATOR_ARCHS_ARCHS_H
