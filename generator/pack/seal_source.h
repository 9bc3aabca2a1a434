// The C++ source that binds a program to the cache it was built with.
#ifndef LARDER_GENERATOR_PACK_SEAL_SOURCE_H
#define LARDER_GENERATOR_PACK_SEAL_SOURCE_H

#include <string>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::pack {

/// Source text for the program so that it accepts no other index. kInvalidArgument if the index's
/// digests are not BLAKE2b's; kCorrupt if it is not an index.
[[nodiscard]] Result<std::string> seal_source(format::Bytes index);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_SEAL_SOURCE_H
