// Makes all digests, sizes and the pair of a cache's two files right after any change, as a forger
// would: what is behind the checksums must hold on its own.
#ifndef LARDER_TESTS_FUZZ_FORGE_H
#define LARDER_TESTS_FUZZ_FORGE_H

#include "runtime/format/encode.h"

namespace larder::fuzz {

/// The two files with whatever can be made right made right: each record that the index names and
/// that lies inside, both headers, the index's blocks. Any bytes will do.
[[nodiscard]] format::EncodedCache forge(format::EncodedCache cache);

/// The same with `size` zeros more at the end of the index's texts, so that it is no longer
/// checked whole when it is opened; no other change where the index has no texts to be found.
[[nodiscard]] format::EncodedCache forge_larger(format::EncodedCache cache, std::uint32_t size);

}  // namespace larder::fuzz

#endif  // LARDER_TESTS_FUZZ_FORGE_H
