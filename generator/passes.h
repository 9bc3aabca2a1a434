// The passes over one source: the first device pass always, the others only if they can differ.
#ifndef LARDER_GENERATOR_PASSES_H
#define LARDER_GENERATOR_PASSES_H

#include <optional>
#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/scan/scanner.h"
#include "generator/worlds.h"

namespace larder::generate {

struct Passes {
  std::vector<View> device;  ///< at least one
  std::optional<View> host;  ///< only if the source tests which pass it is in

  /// The pass whose code the host compiler sees.
  [[nodiscard]] const View& host_view() const { return host ? *host : device.front(); }
  /// Every file that any pass read, each once.
  [[nodiscard]] std::vector<std::string> dependencies() const;
};

/// Scans for the first architecture; for others if the source uses macros that differ there;
/// as the host if it uses macros that the host compiler defines differently. nullopt if
/// there were errors, which have been reported.
[[nodiscard]] std::optional<Passes> scan_passes(ScanRequest request,
                                                const std::vector<unsigned>& architectures,
                                                Worlds& worlds);

/// Warns about code that the CPU variant does not share with the GPU. False if a kernel exists in
/// the device passes only, or has code there only, which is an error.
[[nodiscard]] bool report_differences(const Passes& passes);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_PASSES_H
