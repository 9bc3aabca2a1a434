// The target of an image.
#ifndef LARDER_FORMAT_TARGET_H
#define LARDER_FORMAT_TARGET_H

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace larder::inline v1::format {

enum class ImageKind : std::uint8_t {
  kSass = 1,  ///< machine code (a cubin)
  kPtx = 2,   ///< PTX text, compiled by the driver when it is loaded
  kCpu = 3,   ///< a CPU variant, which the program holds; the bytes name its lowering
};

enum class ArchSuffix : std::uint8_t {
  kNone = 0,
  kSpecific = 1,  ///< "a": that compute capability only
  kFamily = 2,    ///< "f": that family only
};

/// Sorted by kind, then architecture: SASS in ascending order, then PTX, then the CPU.
struct Target {
  ImageKind kind = ImageKind::kSass;
  std::uint8_t major = 0;  ///< of the compute capability
  std::uint8_t minor = 0;
  ArchSuffix suffix = ArchSuffix::kNone;
  std::uint16_t ptx_isa = 0;  ///< 90 for PTX ISA 9.0; 0 for other kinds

  auto operator<=>(const Target&) const = default;
  /// As nvcc writes it: "sm_90a", "compute_120"; "CPU".
  [[nodiscard]] std::string architecture() const;
  /// The same with the version of PTX: "compute_120 (PTX 9.0)".
  [[nodiscard]] std::string text() const;
};

/// The CPU's, which has no architecture.
inline constexpr Target kCpuTarget{ImageKind::kCpu, 0, 0, ArchSuffix::kNone, 0};

/// The content of a record of a CPU variant: the lowering that made it, one CUDA thread as one
/// fiber.
inline constexpr std::string_view kFiberLowering = "fibers";

/// Whether every field has a value that this version knows, and only PTX has a PTX version.
[[nodiscard]] bool is_valid(const Target& target);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_TARGET_H
