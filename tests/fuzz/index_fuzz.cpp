// Any bytes as an index, as they are and with their digests made right: refused, or readable to
// the last kernel.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "runtime/format/index.h"
#include "tests/support/sample_cache.h"

namespace {

using larder::format::Bytes;
using larder::format::IndexView;

void require(bool condition) {
  if (!condition) std::abort();
}

void walk(const IndexView& index) {
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const auto kernel = index.kernel(i);
    require(index.find(kernel.key).ok());
    require(!index.find(kernel.name)->empty());
    for (std::uint32_t use = 0; use < kernel.use_count; ++use) {
      require(index.use(kernel.first_use + use).image < index.image_count());
    }
  }
  for (std::uint32_t i = 0; i < index.image_count(); ++i) {
    require(index.image(i).offset + index.image(i).size <= index.prefix().data_size);
  }
}

void wander(const IndexView& index) {
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const auto kernel = index.kernel_by_name(i);
    const auto found = index.find(index.kernel(i).key);
    if (found.ok() && index.check_images(*found).ok() && found->use_count > 0) {
      require(index.use(found->first_use).image < index.image_count());
    }
    const auto named = index.find(kernel.name);
    require(named.ok() || !named.status().message().empty());
  }
}

void try_index(Bytes bytes) {
  const larder::Result<IndexView> index = IndexView::parse(bytes);
  require(index.ok() || !index.status().message().empty());
  if (index.ok()) walk(*index);
  // What was not checked whole gives some value or a reason for anything that is asked.
  const larder::Result<IndexView> lazy = IndexView::open(bytes);
  if (lazy.ok()) wander(*lazy);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  try_index(bytes);
  const std::vector<std::byte> forged = larder::tests::reseal_index({bytes.begin(), bytes.end()});
  try_index(forged);
  return 0;
}
