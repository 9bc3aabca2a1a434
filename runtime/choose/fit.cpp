#include "runtime/choose/fit.h"

#include "runtime/choose/ptx.h"
#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

using format::ArchSuffix;
using format::ImageKind;
using format::Target;

bool same_capability(const Target& target, const DeviceFacts& device) {
  return target.major == device.major && target.minor == device.minor;
}

bool earlier_or_same_minor(const Target& target, const DeviceFacts& device) {
  return target.major == device.major && target.minor <= device.minor;
}

bool suffix_allows(const Target& target, const DeviceFacts& device) {
  switch (target.suffix) {
    case ArchSuffix::kNone:
      return true;
    case ArchSuffix::kSpecific:
      return same_capability(target, device);
    case ArchSuffix::kFamily:
      return earlier_or_same_minor(target, device);
  }
  return false;
}

Fit fit_by_architecture(const Target& target, const DeviceFacts& device) {
  if (!format::is_valid(target) || !suffix_allows(target, device)) return Fit::kNone;
  if (target.kind == ImageKind::kPtx) {
    const bool reached = target.major < device.major || earlier_or_same_minor(target, device);
    return reached ? Fit::kPtx : Fit::kNone;
  }
  if (same_capability(target, device)) return Fit::kExactSass;
  return earlier_or_same_minor(target, device) ? Fit::kCompatibleSass : Fit::kNone;
}

int suffix_preference(ArchSuffix suffix) {
  switch (suffix) {
    case ArchSuffix::kNone:
      return 0;
    case ArchSuffix::kFamily:
      return 1;
    case ArchSuffix::kSpecific:
      return 2;
  }
  return 0;
}

/// Empty if the driver can compile it.
std::string driver_too_old(const Target& target, const DeviceFacts& device) {
  const PtxRequirement needed = cuda_for_ptx(target.ptx_isa);
  if (device.driver_version >= needed.cuda_version) return {};
  return compose("{} needs a driver for CUDA {} or later{}, this one is for CUDA {}: update it",
                 target.text(), cuda_version_text(needed.cuda_version),
                 needed.assumed ? " (assumed: this Larder does not know that PTX version)" : "",
                 cuda_version_text(device.driver_version));
}

}  // namespace

Assessment assess(const Target& target, const DeviceFacts& device) {
  const Fit fit = fit_by_architecture(target, device);
  if (fit == Fit::kNone) return {};
  if (fit == Fit::kPtx) {
    std::string too_old = driver_too_old(target, device);
    if (!too_old.empty()) return {{}, std::move(too_old)};
  }
  return {{fit, target.major, target.minor, suffix_preference(target.suffix), target.ptx_isa}, {}};
}

}  // namespace larder::inline v1::choose
