// Everything a cache holds, as the plain structs that encode() makes a cache of.
//
//   Cache ──read_contents──▶ CacheInput ──merge_contents, prune_contents──▶ CacheInput
//                                       ──format::encode──▶ bytes ──write_cache──▶ files
#ifndef LARDER_STORE_CONTENTS_H
#define LARDER_STORE_CONTENTS_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"
#include "runtime/store/cache.h"

namespace larder::inline v1::store {

/// All of the cache, images copied, after the whole index and every record have been checked.
/// Encoded again, with the cache's kind of digests, it gives the same bytes, but for a signature;
/// a cache of format version 1 comes out as one of today's version. kCorrupt, naming the cache,
/// where anything in it is damaged.
[[nodiscard]] Result<format::CacheInput> read_contents(const Cache& cache);

/// "sm_80, sm_90a, compute_90 (PTX 9.0)": the targets, ascending, each once; "none" where there are
/// none.
[[nodiscard]] std::string targets_text(std::vector<format::Target> targets);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_CONTENTS_H
