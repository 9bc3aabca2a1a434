// GPU architectures as a user writes them (CMake's spelling) and as nvcc wants them.
//
//   "75;90a-real;120-virtual", "all-major" ──resolve_archs──▶ what to compile, sorted
#ifndef LARDER_GENERATOR_PACK_ARCHS_H
#define LARDER_GENERATOR_PACK_ARCHS_H

#include <compare>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"

namespace larder::pack {

/// One compute capability: 90 for 9.0, with 'a' or 'f' where its special features are wanted.
struct Arch {
  unsigned number = 0;
  char suffix = 0;  ///< 0, 'a' (this one only) or 'f' (its family only)
  auto operator<=>(const Arch&) const = default;
  /// "90a"; "sm_" or "compute_" in front makes nvcc's name.
  [[nodiscard]] std::string text() const;
};

/// What is to be shipped for one architecture: machine code, PTX or both.
struct ArchRequest {
  Arch arch;
  bool real = false;
  bool ptx = false;
  bool operator==(const ArchRequest&) const = default;
};

/// The compute capabilities of the GPUs in this machine (87 for 8.7), or why none can be told.
using NativeArchs = std::function<Result<std::vector<unsigned>>()>;

/// Reads `spec`: items separated by ';', each a number with an optional "a" or "f" and an optional
/// "-real" or "-virtual" (neither: both), or "all", "all-major" (machine code for all, or for each
/// major one and the oldest, with PTX for the newest major one) or "native". `known` are the
/// numbers that nvcc knows; none: any number is taken, and the words mean nothing. Sorted, each
/// architecture once. kInvalidArgument names the item and what is known.
[[nodiscard]] Result<std::vector<ArchRequest>> resolve_archs(std::string_view spec,
                                                             std::span<const unsigned> known,
                                                             const NativeArchs& native);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_ARCHS_H
