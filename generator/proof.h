// The proof that the CUDA variant is the source's own code: Clang reads both, and they are compared
// kernel by kernel.
#ifndef LARDER_GENERATOR_PROOF_H
#define LARDER_GENERATOR_PROOF_H

#include <string>

#include "generator/model/model.h"
#include "generator/scan/variant.h"
#include "generator/worlds.h"

namespace larder::generate {

/// The device code of the source that the variant changes or lacks; empty: none. `source` and
/// `variant` are of one architecture's pass.
[[nodiscard]] std::string difference(const View& source, const VariantCode& variant);

/// Fills in View::whole for each of `views`, device passes scanned as `request` says in the worlds
/// of their architectures. It is an error if the compiler can't be asked.
[[nodiscard]] Status prove_variants(std::vector<View>& views, const ScanRequest& request,
                                    Worlds& worlds);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_PROOF_H
