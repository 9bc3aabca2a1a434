#include "runtime/store/look_up.h"

#include <algorithm>

#include "runtime/compose.h"

namespace larder::inline v1::store {
namespace {

// A key of a single architecture serves only images of that architecture.
bool covers(const format::KernelKey& key, const format::Target& target) {
  return key.compute_capability == 0 || target.kind == format::ImageKind::kCpu ||
         key.compute_capability == target.major * 10U + target.minor;
}

// Why none of the kernel's keys is in the cache.
Status why_not_in(const Cache& cache, const std::string& name) {
  const auto namesakes = cache.index().find(name);
  if (!namesakes.ok()) return namesakes.status().with_context(cache.path());
  if (namesakes->empty()) {
    return {Code::kNotFound, compose("index {} does not have it", cache.path())};
  }
  return {Code::kNotFound,
          compose("index {} is stale: it was made from other code of this kernel; build the "
                  "cache again, together with the program",
                  cache.path())};
}

// Why a kernel in the cache has no image there.
Status why_no_image_in(const Cache& cache) {
  const bool none_at_all = cache.toolchain().empty();
  return {Code::kNotFound, compose("index {} {}", cache.path(),
                                   none_at_all ? "was made without nvcc: it holds no images at all"
                                               : "has the kernel, but no image of it")};
}

void add(FoundKernel& found, const format::KernelKey& key, const std::vector<ImageEntry>& entries) {
  for (const ImageEntry& entry : entries) {
    if (!covers(key, entry.target)) continue;
    if (entry.target.kind == format::ImageKind::kCpu) {
      found.cpu = {key.key, entry};
    } else {
      found.images.push_back({key.key, entry});
    }
  }
}

}  // namespace

bool has_any(const Cache& cache, std::span<const format::KernelKey> keys) {
  return std::ranges::any_of(keys, [&](const format::KernelKey& key) {
    return cache.find(key.key).status().code() != Code::kNotFound;
  });
}

FoundKernel look_up(const Cache& cache, const std::string& name,
                    std::span<const format::KernelKey> keys) {
  FoundKernel found;
  bool known = false;
  Status damage;
  for (const format::KernelKey& key : keys) {
    const Result<std::vector<ImageEntry>> entries = cache.find(key.key);
    if (entries.ok()) {
      known = true;
      add(found, key, *entries);
    } else if (entries.status().code() != Code::kNotFound && damage.ok()) {
      damage = entries.status();
    }
  }
  if (!found.images.empty()) return found;
  found.why_none = known ? why_no_image_in(cache) : why_not_in(cache, name);
  if (!damage.ok()) found.why_none = damage;
  return found;
}

}  // namespace larder::inline v1::store
