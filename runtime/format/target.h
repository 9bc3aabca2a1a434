// What a device image was compiled for.
#ifndef LARDER_FORMAT_TARGET_H
#define LARDER_FORMAT_TARGET_H

#include <compare>
#include <cstdint>
#include <string>

namespace larder::format {

enum class ImageKind : std::uint8_t {
  kSass = 1,  ///< machine code (a cubin)
  kPtx = 2,   ///< PTX text, compiled by the driver when it is loaded
};

enum class ArchSuffix : std::uint8_t {
  kNone = 0,
  kSpecific = 1,  ///< "a": that compute capability only
  kFamily = 2,    ///< "f": that family only
};

/// Sorted by kind, then architecture: SASS in ascending order, then PTX.
struct Target {
  ImageKind kind = ImageKind::kSass;
  std::uint8_t major = 0;  ///< of the compute capability
  std::uint8_t minor = 0;
  ArchSuffix suffix = ArchSuffix::kNone;
  std::uint16_t ptx_isa = 0;  ///< 90 for PTX ISA 9.0; 0 for SASS

  auto operator<=>(const Target&) const = default;
  /// As nvcc writes it: "sm_90a", "compute_120 (PTX 9.0)".
  [[nodiscard]] std::string text() const;
};

/// Whether every field has a value that this version knows, and SASS has no PTX version.
[[nodiscard]] bool is_valid(const Target& target);

}  // namespace larder::format

#endif  // LARDER_FORMAT_TARGET_H
