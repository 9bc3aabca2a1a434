// Opening a device: from what is wanted and what is there to an engine with its reasons.
//
//   options + environment ──ask──▶ policy
//   registered kernels ──Catalogue──▶ images present ─┐
//   driver ──devices──▶ each, best first ─────────────┴─choose──▶ decision ──load──▶ engine
//                                                                    │ none, or it fails
//                                                                    ▼
//                                                     CPU engine, with every reason
#ifndef LARDER_DEVICE_OPEN_H
#define LARDER_DEVICE_OPEN_H

#include <memory>
#include <string>

#include "larder/device.h"
#include "runtime/choose/policy.h"
#include "runtime/engine/engine.h"

namespace larder::inline v1::detail {

/// Options::policy, or LARDER_DEVICE, which goes first.
[[nodiscard]] choose::PolicyChoice policy_of(const Options& options);

struct Opened {
  std::unique_ptr<Engine> engine;  ///< null where status is an error
  Status status;                   ///< an error only where a GPU is required
  Report report;
  std::string name = "CPU";  ///< of the device
  int ordinal = -1;          ///< of the GPU; -1 on the CPU
  bool fallback = false;     ///< the CPU, where the GPU would have been preferred
};

/// Never throws, and fails only under Policy::kRequireGpu.
[[nodiscard]] Opened open_engine(const Options& options);

/// Logs where it runs and why. That it is the CPU in a GPU's place is a warning, once in the life
/// of the process.
void tell(const Opened& opened);

}  // namespace larder::inline v1::detail

#endif  // LARDER_DEVICE_OPEN_H
