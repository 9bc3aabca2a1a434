// A manifest with everything in it that one can hold, and nothing at its default.
#ifndef LARDER_TESTS_SUPPORT_SAMPLE_MANIFEST_H
#define LARDER_TESTS_SUPPORT_SAMPLE_MANIFEST_H

#include "runtime/manifest/manifest.h"

namespace larder::tests {

/// One kernel, "block_sum<float, 256>", that reaches a function in two instances.
[[nodiscard]] manifest::Manifest sample_manifest();

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_SAMPLE_MANIFEST_H
