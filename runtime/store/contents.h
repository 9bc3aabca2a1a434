// The contents of a cache, as the plain structs that encode() takes.
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

/// All contents of the cache, with copies of its images, after the whole index and every record
/// have been checked. Encoding them again, with the cache's kind of digests, gives the same bytes,
/// except for a signature; a cache of format version 1 becomes one of the current version.
/// kCorrupt, naming the cache, if anything in it is damaged.
[[nodiscard]] Result<format::CacheInput> read_contents(const Cache& cache);

/// "sm_80, sm_90a, compute_90 (PTX 9.0)": the targets, ascending, each once; "none" if there are
/// none.
[[nodiscard]] std::string targets_text(std::vector<format::Target> targets);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_CONTENTS_H
