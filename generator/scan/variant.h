// Reads the CUDA variant back: the code that Clang makes of it is compared with the source's own.
#ifndef LARDER_GENERATOR_SCAN_VARIANT_H
#define LARDER_GENERATOR_SCAN_VARIANT_H

#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/scan/scanner.h"

namespace larder::generate {

/// The kernels of a CUDA variant, with the properties of their code alone.
struct VariantCode {
  std::vector<Kernel> kernels;
  std::vector<Part> parts;
  std::string error;  ///< the first error if it does not parse: the rest is empty then
};

/// Reads `text`, which need not be on the disk, in the request's device pass. Prints nothing.
[[nodiscard]] VariantCode scan_variant(const ScanRequest& request, const std::string& text);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_VARIANT_H
