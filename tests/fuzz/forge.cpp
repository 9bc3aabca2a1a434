#include "tests/fuzz/forge.h"

#include <algorithm>
#include <optional>

#include "runtime/format/bytes.h"
#include "runtime/format/layout.h"
#include "runtime/format/record.h"
#include "tests/support/sample_cache.h"

namespace larder::fuzz {
namespace {

using format::Bytes;
using ByteVector = std::vector<std::byte>;

void put(ByteVector& bytes, std::uint64_t offset, const format::Digest& digest) {
  std::ranges::transform(digest.bytes, bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                         [](std::uint8_t byte) { return std::byte{byte}; });
}

std::uint64_t field(const ByteVector& index, std::uint64_t at) {
  return format::load<std::uint32_t>(index, at);
}

// Where the tables of an index lie, if it is as long as its counts say.
struct Tables {
  std::uint64_t body = 0;
  std::uint64_t images = 0;
  format::DigestKind digests = format::DigestKind::kXxh3;
};

std::optional<Tables> tables_of(const ByteVector& index) {
  namespace header = format::header;
  if (index.size() < header::kSize) return std::nullopt;
  const auto version = format::load<std::uint32_t>(index, header::kVersionAt);
  const std::uint64_t images =
      field(index, header::kKernels) * (format::kernel_entry::kSize + format::kNameEntrySize) +
      field(index, header::kUses) * format::use_entry::kSize;
  const std::uint64_t size = images + field(index, header::kImages) * format::image_entry::kSize +
                             field(index, header::kTextSize);
  const std::uint64_t blocks = (size + format::kBlockSize - 1) / format::kBlockSize;
  Tables tables;
  tables.body = format::round_up(header::size_of_version(version) + blocks * format::kDigestSize,
                                 format::kAlignment);
  if (tables.body + size != index.size()) return std::nullopt;
  tables.images = tables.body + images;
  tables.digests = static_cast<format::DigestKind>(field(index, header::kDigests));
  return tables;
}

// Makes the record's checksum right, if the record lies inside, and gives it to the index.
void forge_record(format::EncodedCache& cache, std::uint64_t image, format::DigestKind digests) {
  namespace record = format::record;
  const std::uint64_t offset =
      field(cache.index, image + format::image_entry::kPlace) * format::kAlignment;
  if (!format::fits(offset, record::kSize, cache.data.size())) return;
  const Bytes rest = Bytes(cache.data).subspan(offset);
  const auto keys = format::load<std::uint32_t>(rest, record::kKeys);
  const auto payload = format::load<std::uint64_t>(rest, record::kSizeAt);
  if (payload > rest.size() || format::record_size(keys, payload) > rest.size()) return;
  const Bytes whole = rest.first(format::record_size(keys, payload));
  const format::Digest checksum = format::digest({whole.subspan(format::kDigestSize)}, digests);
  put(cache.data, offset, checksum);
  put(cache.index, image + format::image_entry::kChecksum, checksum);
}

void forge_headers(format::EncodedCache& cache, const Tables& tables) {
  namespace header = format::header;
  namespace data_header = format::data_header;
  const Bytes records = Bytes(cache.data).subspan(data_header::kSize);
  const format::Digest pair =
      format::digest({Bytes(cache.index).subspan(tables.body), records}, tables.digests);
  for (ByteVector* file : {&cache.index, &cache.data}) {
    tests::poke(*file, header::kIndexSize, cache.index.size(), 8);
    tests::poke(*file, header::kDataSize, cache.data.size(), 8);
    put(*file, header::kPair, pair);
  }
  const Bytes start = Bytes(cache.data).first(data_header::kChecksum);
  put(cache.data, data_header::kChecksum, format::digest({start}, tables.digests));
}

}  // namespace

format::EncodedCache forge(format::EncodedCache cache) {
  const std::optional<Tables> tables = tables_of(cache.index);
  if (!tables || cache.data.size() < format::data_header::kSize) return cache;
  const std::uint64_t images = field(cache.index, format::header::kImages);
  for (std::uint64_t i = 0; i < images; ++i) {
    forge_record(cache, tables->images + i * format::image_entry::kSize, tables->digests);
  }
  forge_headers(cache, *tables);
  cache.index = tests::reseal_index(std::move(cache.index));
  return cache;
}

format::EncodedCache forge_larger(format::EncodedCache cache, std::uint32_t size) {
  namespace header = format::header;
  const std::optional<Tables> before = tables_of(cache.index);
  if (!before) return forge(std::move(cache));
  const std::uint64_t text = field(cache.index, header::kTextSize) + size;
  const ByteVector body(cache.index.begin() + static_cast<std::ptrdiff_t>(before->body),
                        cache.index.end());
  const std::uint64_t body_size = body.size() + size;
  const std::uint64_t blocks = (body_size + format::kBlockSize - 1) / format::kBlockSize;
  const auto version = format::load<std::uint32_t>(cache.index, header::kVersionAt);
  const std::uint64_t header_size = header::size_of_version(version);
  cache.index.resize(header_size);
  cache.index.resize(
      format::round_up(header_size + blocks * format::kDigestSize, format::kAlignment));
  cache.index.insert(cache.index.end(), body.begin(), body.end());
  cache.index.resize(cache.index.size() + size);
  tests::poke(cache.index, header::kTextSize, text, 4);
  return forge(std::move(cache));
}

}  // namespace larder::fuzz
