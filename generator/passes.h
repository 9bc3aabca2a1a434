// The passes over one source: the first device pass always, the rest only where they can differ.
#ifndef LARDER_GENERATOR_PASSES_H
#define LARDER_GENERATOR_PASSES_H

#include <optional>
#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/scan/scanner.h"

namespace larder::generate {

struct Passes {
  std::vector<View> device;  ///< at least one
  std::optional<View> host;  ///< where the source asks which pass it is in

  /// The pass whose code the host compiler sees.
  [[nodiscard]] const View& host_view() const { return host ? *host : device.front(); }
  /// Every file that any pass read, each once.
  [[nodiscard]] std::vector<std::string> dependencies() const;
};

/// Scans once, or, where the source asks for __CUDA_ARCH__ or __CUDACC__, once per architecture
/// and once as the host. nullopt where there were errors.
[[nodiscard]] std::optional<Passes> scan_passes(ScanRequest request,
                                                const std::vector<unsigned>& architectures);

/// Warns about code that the CPU variant does not share with the GPU. False where a kernel exists
/// in the device passes only, which is an error.
[[nodiscard]] bool report_differences(const Passes& passes);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_PASSES_H
