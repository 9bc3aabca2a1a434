// The sentences of a decision. Kernels to which the same text applies share one sentence.
#ifndef LARDER_CHOOSE_REASONS_H
#define LARDER_CHOOSE_REASONS_H

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/choose/choose.h"

namespace larder::inline v1::choose {

/// One sentence for each group of the kernels at `indices`, which have no suitable image: what is
/// needed, what is present, what to do.
[[nodiscard]] std::vector<std::string> missing_reasons(const Facts& facts,
                                                       const std::vector<std::size_t>& indices);

/// One sentence for each image target in use, with its kernels and the reason why it fits.
[[nodiscard]] std::vector<std::string> image_reasons(const Facts& facts, const Decision& decision);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_REASONS_H
