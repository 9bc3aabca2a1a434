// Any bytes as an index, as they are and with their digests made right: refused, or readable to
// the last kernel. What was checked block by block says the same as what was checked whole.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/format/index.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_cache.h"

namespace {

using larder::Code;
using larder::format::Bytes;
using larder::format::ImageUse;
using larder::format::IndexView;
using larder::format::KernelView;
using larder::format::Key;
using larder::fuzz::require;
using larder::fuzz::require_reason;

// Of an index that is not checked whole every kernel could claim all uses.
constexpr std::uint32_t kMaxExpected = 64;

void walk_kernels(const IndexView& index) {
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const KernelView kernel = index.kernel(i);
    require(i == 0 || index.kernel(i - 1).key < kernel.key);
    const auto found = index.find(kernel.key);
    require(found.ok() && found->number == i && found->use_count == kernel.use_count);
    require(index.check_images(*found).ok());
    for (std::uint32_t use = 0; use < kernel.use_count; ++use) {
      const ImageUse& one = index.use(kernel.first_use + use);
      require(one.image < index.image_count());
      require(use == 0 || index.use(kernel.first_use + use - 1).image < one.image);
    }
  }
}

void walk_names(const IndexView& index) {
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const KernelView kernel = index.kernel_by_name(i);
    require(i == 0 || index.kernel_by_name(i - 1).name <= kernel.name);
    const auto namesakes = index.find(kernel.name);
    require(namesakes.ok());
    require(std::ranges::all_of(*namesakes,
                                [&](const auto& each) { return each.name == kernel.name; }));
    require(std::ranges::count(*namesakes, kernel.key, &KernelView::key) == 1);
  }
}

void walk_images(const IndexView& index) {
  for (std::uint32_t i = 0; i < index.image_count(); ++i) {
    const auto image = index.image(i);
    require(is_valid(image.target));
    require(i == 0 || index.image(i - 1).target <= image.target);
    require(i == 0 || index.image(i - 1).offset + index.image(i - 1).size <= image.offset);
    require(image.offset + image.size <= index.prefix().data_size);
  }
}

// All that was told lies in the index, and telling changes no answer.
void prefetch_all(const IndexView& index) {
  std::vector<Key> keys = {Key{}};
  for (std::uint32_t i = 0; i < index.kernel_count() && i < kMaxExpected; ++i) {
    keys.push_back(index.kernel(i).key);
  }
  index.prefetch(keys);
}

// An index that was not checked completely returns some value or a reason for each query.
void wander(const IndexView& index) {
  require(index.producer().size() <= index.prefix().index_size);
  require(index.toolchain().size() <= index.prefix().index_size);
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const KernelView kernel = index.kernel_by_name(i);
    const auto found = index.find(index.kernel(i).key);
    require_reason(found.status());
    require(!found.ok() || found->key == index.kernel(i).key);
    if (found.ok() && index.check_images(*found).ok() && found->use_count > 0) {
      require(index.use(found->first_use).image < index.image_count());
    }
    const auto named = index.find(kernel.name);
    require_reason(named.status());
  }
}

void try_index(Bytes bytes) {
  const larder::Result<IndexView> index = IndexView::parse(bytes);
  require_reason(index.status());
  const larder::Result<IndexView> lazy = IndexView::open(bytes, [bytes](Bytes part) {
    require(bytes.data() <= part.data());
    require(part.data() + part.size() <= bytes.data() + bytes.size());
  });
  require_reason(lazy.status());
  require(lazy.ok() || !index.ok());
  if (lazy.ok()) {
    prefetch_all(*lazy);
    wander(*lazy);
    require(lazy->check().message() == index.status().message());
  }
  if (!index.ok()) return;
  require(index->prefix().index_size == bytes.size());
  walk_kernels(*index);
  walk_names(*index);
  walk_images(*index);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes = larder::fuzz::input_bytes(data, size);
  try_index(bytes);
  const std::vector<std::byte> forged = larder::tests::reseal_index({bytes.begin(), bytes.end()});
  try_index(forged);
  return 0;
}
