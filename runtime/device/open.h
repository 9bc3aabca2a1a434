// Opens a device: from the options and the machine to an engine with its reasons.
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

namespace larder::inline v1::device {

/// Options::policy, or LARDER_DEVICE, which overrides it.
[[nodiscard]] choose::PolicyChoice policy_of(const Options& options);

struct Opened {
  std::unique_ptr<engine::Engine> engine;  ///< null if status is an error
  Status status;                           ///< an error only if a GPU is required
  Report report;
  std::string name = "CPU";  ///< of the device
  int ordinal = -1;          ///< of the GPU; -1 on the CPU
  bool fallback = false;     ///< the CPU, although the GPU was preferred
};

/// Never throws, and fails only under Policy::kRequireGpu.
[[nodiscard]] Opened open_engine(const Options& options);

/// Logs the device and the reasons. A fallback to the CPU is a warning, once in the life of the
/// process.
void tell(const Opened& opened);

}  // namespace larder::inline v1::device

#endif  // LARDER_DEVICE_OPEN_H
