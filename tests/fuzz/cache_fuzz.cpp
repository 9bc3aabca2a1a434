// Any bytes as a cache, as two files and as one: refused, or every image that it gives for a key
// is one that its record serves for that key, and a sound one survives being written again.
//
//   flags:u8  index_size:u32  key:16  index  data
//   bit 0 of flags: digests, sizes and pair are made right, as a forger would
//   bit 1: the same, and the index is made too large to be checked whole when it is opened
//   bit 2: then the index is damaged at the place that the key's first bytes say
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "runtime/store/look_up.h"
#include "tests/fuzz/forge.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reader.h"
#include "tests/support/memory_file_system.h"

namespace {

using larder::Code;
using larder::Result;
using larder::format::Bytes;
using larder::format::EncodedCache;
using larder::format::Key;
using larder::fuzz::require;
using larder::fuzz::require_reason;
using larder::store::Cache;
using larder::store::ImageEntry;

constexpr const char* kPath = "/a/app.larder";
constexpr unsigned kForge = 1;
constexpr unsigned kLarge = 2;
constexpr unsigned kDamage = 4;
// Of an index that is not checked whole every kernel could claim all uses.
constexpr std::uint32_t kMaxKernels = 64;

struct Input {
  EncodedCache cache;
  Key key;
};

void damage(std::vector<std::byte>& index, const Key& key) {
  const std::uint64_t place = key.bytes[0] | key.bytes[1] << 8 | key.bytes[2] << 16;
  if (!index.empty()) index[place % index.size()] ^= std::byte{1};
}

Input read_input(Bytes bytes) {
  larder::fuzz::Reader reader(bytes);
  Input input;
  const auto flags = static_cast<unsigned>(reader.number(1));
  const std::uint64_t index_size = reader.number(4);
  std::ranges::transform(reader.take(input.key.bytes.size()), input.key.bytes.begin(),
                         [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  const Bytes index = reader.take(index_size);
  const Bytes data = reader.rest();
  input.cache.index.assign(index.begin(), index.end());
  input.cache.data.assign(data.begin(), data.end());
  if ((flags & kLarge) != 0) {
    input.cache = larder::fuzz::forge_larger(std::move(input.cache), larder::store::kCheckedWhole);
  } else if ((flags & kForge) != 0) {
    input.cache = larder::fuzz::forge(std::move(input.cache));
  }
  if ((flags & kDamage) != 0) damage(input.cache.index, input.key);
  return input;
}

// An opened cache, and the bytes of its data file for a second look at what it says.
struct Opened {
  Result<Cache> cache;
  Bytes data;
};

// The files are gone when this returns; the cache keeps what it needs of them.
Opened open(Bytes index_file, Bytes data_file) {
  larder::tests::MemoryFileSystem disk;
  disk.files[kPath].assign(index_file.begin(), index_file.end());
  disk.files[larder::store::data_path(kPath)].assign(data_file.begin(), data_file.end());
  Opened opened{Cache::open(kPath, disk), data_file};
  require_reason(opened.cache.status());
  if (!opened.cache.ok()) return opened;
  const std::uint64_t index_size = opened.cache->index().prefix().index_size;
  require(index_size <= index_file.size());
  if (index_size < index_file.size()) {
    opened.data =
        index_file.subspan(larder::format::round_up(index_size, larder::format::kAlignment));
  }
  require(opened.data.size() == opened.cache->index().prefix().data_size);
  return opened;
}

// Whether the record at `offset` of the data file serves `key` with just these bytes: read field
// by field, without the reader that is under test.
bool truly_serves(Bytes data, std::uint64_t offset, const Key& key, Bytes image) {
  namespace record = larder::format::record;
  const Bytes rest = data.subspan(offset);
  const auto count = larder::format::load<std::uint32_t>(rest, record::kKeys);
  const auto size = larder::format::load<std::uint64_t>(rest, record::kSizeAt);
  bool has_key = false;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Bytes one = rest.subspan(record::kSize + i * sizeof(Key), sizeof(Key));
    has_key = has_key || std::memcmp(one.data(), &key, sizeof(Key)) == 0;
  }
  const std::uint64_t begin =
      larder::format::round_up(record::kSize + count * sizeof(Key), larder::format::kAlignment);
  return has_key && std::ranges::equal(rest.subspan(begin, size), image);
}

bool checksum_is_right(Bytes data, const larder::format::ImageView& image, std::uint64_t payload,
                       larder::format::DigestKind kind) {
  const auto keys =
      larder::format::load<std::uint32_t>(data, image.offset + larder::format::record::kKeys);
  const Bytes whole = data.subspan(image.offset, larder::format::record_size(keys, payload));
  return larder::format::digest({whole.subspan(larder::format::kDigestSize)}, kind) ==
         image.checksum;
}

// Asks for one image; returns whether it was given.
bool try_image(const Cache& cache, Bytes data, const Key& key, const ImageEntry& entry) {
  const auto image = cache.image(key, entry);
  require_reason(image.status());
  if (!image.ok()) return false;
  const auto expected = cache.index().image(entry.image);
  require(entry.target == expected.target && entry.size == image->size());
  require(truly_serves(data, expected.offset, key, *image));
  require(checksum_is_right(data, expected, image->size(), cache.index().digests()));
  return true;
}

// As a program does that expects the kernel under its key, and under another as well.
void look_up(const Cache& cache, const larder::format::KernelView& kernel, const Key& other) {
  const std::string name(kernel.name);
  const larder::format::KernelKey keys[] = {{0, other}, {80, kernel.key}, {0, kernel.key}};
  for (std::size_t count = 1; count <= std::size(keys); ++count) {
    const auto found = larder::store::look_up(cache, name, {keys, count});
    require(found.images.empty() != found.why_none.ok());
    require_reason(found.why_none);
  }
}

// Returns whether all images of all kernels were given.
bool try_kernels(const Cache& cache, Bytes data, const Key& other) {
  bool all = true;
  const std::uint32_t count = std::min(cache.index().kernel_count(), kMaxKernels);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto kernel = cache.index().kernel(i);
    look_up(cache, kernel, other);
    const Result<std::vector<ImageEntry>> entries = cache.find(kernel.key);
    require_reason(entries.status());
    all = all && entries.ok();
    if (!entries.ok()) continue;
    require(std::ranges::is_sorted(*entries, {}, &ImageEntry::target));
    for (const ImageEntry& entry : *entries) {
      all = try_image(cache, data, kernel.key, entry) && all;
      static_cast<void>(try_image(cache, data, other, entry));
    }
  }
  return all && count == cache.index().kernel_count();
}

// As a program says of all its kernels before it looks up the first.
void prefetch_all(const Cache& cache, const Key& other) {
  std::vector<Key> keys = {other};
  const std::uint32_t count = std::min(cache.index().kernel_count(), kMaxKernels);
  for (std::uint32_t i = 0; i < count; ++i) keys.push_back(cache.index().kernel(i).key);
  cache.prefetch(keys);
  for (std::uint32_t i = 0; i <= cache.index().image_count() && i <= kMaxKernels; ++i) {
    cache.prefetch(ImageEntry{{}, i, 0, 0, 0, 0});
  }
}

// Any key: one of the kernels', or not found, or damage on the way to it.
void try_key(const Cache& cache, const Key& key) {
  const Result<std::vector<ImageEntry>> entries = cache.find(key);
  require_reason(entries.status());
  if (!entries.ok()) return;
  bool known = false;
  for (std::uint32_t i = 0; i < cache.index().kernel_count(); ++i) {
    known = known || cache.index().kernel(i).key == key;
  }
  require(known);
  const ImageEntry none{{}, cache.index().image_count(), 0, 0, 0, 0};
  require(cache.image(key, none).status().code() == Code::kInvalidArgument);
}

// The contents of a sound cache, to be written again; nothing if an image belongs to no kernel.
std::optional<larder::format::CacheInput> content_of(const Cache& cache) {
  larder::format::CacheInput content;
  content.producer = cache.producer();
  content.toolchain = cache.toolchain();
  content.images.resize(cache.index().image_count());
  for (std::uint32_t i = 0; i < cache.index().kernel_count(); ++i) {
    const auto kernel = cache.index().kernel(i);
    larder::format::KernelInput& out = content.kernels.emplace_back();
    out = {kernel.key,
           std::string(kernel.name),
           std::string(kernel.symbol),
           std::string(kernel.source),
           {}};
    const std::vector<ImageEntry> entries = *cache.images(kernel);
    for (const ImageEntry& entry : entries) {
      const Bytes image = *cache.image(kernel.key, entry);
      content.images[entry.image] = {entry.target, {image.begin(), image.end()}};
      out.uses.push_back(
          cache.index().use(kernel.first_use + static_cast<std::uint32_t>(out.uses.size())));
    }
  }
  const bool all_used =
      std::ranges::none_of(content.images, [](const auto& image) { return image.bytes.empty(); });
  return all_used ? std::optional(content) : std::nullopt;
}

// Whatever order a sound cache is in: written again it is sound and holds the same kernels, and
// written once more it is the same bytes.
void write_again(const Cache& cache) {
  const auto content = content_of(cache);
  if (!content) return;
  const larder::format::DigestKind kind = cache.index().digests();
  const Result<EncodedCache> encoded = larder::format::encode(*content, kind);
  require_reason(encoded.status());
  // Only a forger says of the same bytes, stored twice, that a kernel needs different things there.
  if (!encoded.ok()) return;
  const Opened again = open(encoded->index, encoded->data);
  require(again.cache.ok() && again.cache->verify().empty());
  require(again.cache->index().kernel_count() == cache.index().kernel_count());
  const Result<EncodedCache> once_more = larder::format::encode(*content_of(*again.cache), kind);
  require(once_more.ok() && once_more->index == encoded->index && once_more->data == encoded->data);
}

// Returns whether the cache is sound.
bool try_cache(const Cache& cache, Bytes data, const Key& key) {
  prefetch_all(cache, key);
  try_key(cache, key);
  const bool all_given = try_kernels(cache, data, key);
  const std::vector<larder::Status> problems = cache.verify();
  for (const larder::Status& problem : problems) require(!problem.message().empty());
  const bool few = cache.index().kernel_count() <= kMaxKernels;
  require(all_given || !few || !problems.empty());
  return problems.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = read_input(larder::fuzz::input_bytes(data, size));
  const std::vector<std::byte> file = larder::store::single_file(input.cache);
  const Opened pair = open(input.cache.index, input.cache.data);
  const Opened one = open(file, {});
  const bool pair_sound = pair.cache.ok() && try_cache(*pair.cache, pair.data, input.key);
  if (pair_sound && pair.cache->index().kernel_count() <= kMaxKernels) write_again(*pair.cache);
  const bool one_sound = one.cache.ok() && try_cache(*one.cache, one.data, input.key);
  // Where the two files meet is where the index's header says that it ends: they are one cache.
  if (pair.cache.ok() && pair.data.data() == input.cache.data.data()) {
    require(one.cache.ok() && one_sound == pair_sound);
  }
  return 0;
}
