// Entries of a store that tell by their bytes which they are.
#ifndef LARDER_TESTS_SUPPORT_STORE_ENTRIES_H
#define LARDER_TESTS_SUPPORT_STORE_ENTRIES_H

#include <string>

#include "runtime/store/store.h"

namespace larder::tests {

[[nodiscard]] format::Digest entry_identity(int number);

/// One kernel with one image: "image NUMBER" and `version`.
[[nodiscard]] format::CacheInput entry_contents(int number, const std::string& version = "");

/// The image that an entry holds for its own kernel; the failure as text otherwise.
[[nodiscard]] std::string image_of(const Result<store::Cache>& entry, int number);

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_STORE_ENTRIES_H
