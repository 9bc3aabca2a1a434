// An index's announcements of its next reads: to the processor, which then waits for memory once,
// and to the disk, which fetches everything together.
#include <algorithm>
#include <vector>

#include "runtime/format/index.h"
#include "runtime/format/key_search.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {
namespace {

// A first step among 100,000 keys misses by some hundred entries.
constexpr std::uint64_t kOff = 8 << 10;

Bytes around(Bytes table, std::uint64_t place) {
  const std::uint64_t begin = place - std::min(place, kOff);
  return table.subspan(begin, std::min(place + kOff, table.size()) - begin);
}

}  // namespace

// A search's next steps are usually a few entries away, in the cache line before or after.
void IndexView::prefetch_near(std::uint32_t number) const {
  for (const std::uint32_t near :
       {number, number < 2 ? 0 : number - 2, std::min(number + 2, kernels_ - 1)}) {
    format::prefetch(kernel_bytes(near));
    prefetch_images_of(near);
  }
}

// Otherwise find() would wait for memory three times, once in each table.
void IndexView::prefetch_images_of(std::uint32_t number) const {
  if (uses_ == 0 || images_ == 0) return;
  format::prefetch(use_table_.subspan(likely_use(number)));
  format::prefetch(image_table_.subspan(likely_image(number)));
}

// If the index may not be in memory: one wait for the disk instead of three.
void IndexView::prefetch_from_disk(std::uint32_t number) const {
  const Bytes kernel = kernel_bytes(number);
  if (!blocks_->fetch || known_sound(kernel)) return;
  blocks_->fetch(around(kernel_table_, std::uint64_t{number} * kernel_entry::kSize));
  if (uses_ == 0 || images_ == 0) return;
  blocks_->fetch(around(use_table_, likely_use(number)));
  blocks_->fetch(around(image_table_, likely_image(number)));
}

void IndexView::prefetch_part(Bytes part) const {
  format::prefetch(part);
  if (!known_sound(part)) blocks_->fetch(part);
}

void IndexView::prefetch_key(const Key& key) const {
  const std::optional<std::uint32_t> probe = search_for(key).next();
  if (!probe) return;
  format::prefetch(kernel_bytes(*probe));
  prefetch_from_disk(*probe);
}

void IndexView::prefetch(std::span<const Key> keys) const {
  if (!blocks_->fetch) return;  // it was read completely, or there is no disk
  for (const Key& key : keys) prefetch_key(key);
  const std::vector<Bytes> uses = prefetch_uses(keys);
  for (const Bytes of_kernel : uses) {
    if (!need(of_kernel).ok()) continue;
    for (std::uint64_t at = 0; at < of_kernel.size(); at += use_entry::kSize) {
      const auto image = load<std::uint32_t>(of_kernel, at);
      if (image < images_) prefetch_part(image_bytes(image));
    }
  }
}

// The uses of those kernels that exist.
std::vector<Bytes> IndexView::prefetch_uses(std::span<const Key> keys) const {
  std::vector<Bytes> all;
  all.reserve(keys.size());
  for (const Key& key : keys) {
    KeySearch search = search_for(key);
    const Result<KernelEntry> kernel = find(search, key);
    if (!kernel.ok() || !fits(kernel->first_use, kernel->use_count, uses_)) continue;
    if (kernel->use_count == 0) continue;
    all.push_back(use_bytes(kernel->first_use, kernel->use_count));
    prefetch_part(all.back());
  }
  return all;
}

}  // namespace larder::inline v1::format
