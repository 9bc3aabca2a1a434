// Any bytes as a data file and, with its checksum made right, as a single record. What is taken
// for a record is what its fields would be written as.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "runtime/format/layout.h"
#include "runtime/format/record.h"
#include "tests/fuzz/fuzz.h"

namespace {

using larder::format::Bytes;
using larder::format::DigestKind;
using larder::format::Key;
using larder::fuzz::require;
using larder::fuzz::require_reason;

std::vector<Key> keys_of(const larder::format::RecordView& record) {
  std::vector<Key> keys(record.keys.size() / sizeof(Key::bytes));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::memcpy(keys[i].bytes.data(), record.keys.data() + i * sizeof(Key::bytes),
                sizeof(Key::bytes));
  }
  return keys;
}

// One by one, where the record itself searches.
bool has_key(const std::vector<Key>& keys, const Key& key) {
  return std::ranges::find(keys, key) != keys.end();
}

void try_record(Bytes bytes, std::uint64_t offset, DigestKind digests) {
  const auto record = larder::format::parse_record(bytes, offset, digests);
  require_reason(record.status());
  if (!record.ok()) return;
  require(record->end <= bytes.size());
  const std::vector<Key> keys = keys_of(*record);
  for (const Key& key : keys) {
    require(record->serves(key));
    Key next = key;
    ++next.bytes.back();
    require(record->serves(next) == has_key(keys, next));
  }
  require(record->serves({}) == has_key(keys, {}));
  larder::format::Writer writer;
  const auto checksum =
      larder::format::append_record(writer, record->target, keys, record->payload, digests);
  require(checksum == record->checksum);
  require(std::ranges::equal(writer.view(), bytes.first(record->end).subspan(offset)));
}

void try_header(Bytes bytes, DigestKind digests) {
  const auto header = larder::format::parse_data_header(bytes, digests);
  require_reason(header.status());
  if (!header.ok()) return;
  require(header->data_size == bytes.size());
  // Only the newest version is written.
  if (header->version != larder::format::kVersion) return;
  require(std::ranges::equal(larder::format::encode_data_header(*header, digests),
                             bytes.first(larder::format::data_header::kSize)));
}

// The bytes with `digest_of` them, from `begin` to `end`, written at `at`.
std::vector<std::byte> forged(Bytes bytes, std::size_t at, std::size_t begin, std::size_t end,
                              DigestKind digests) {
  std::vector<std::byte> out(bytes.begin(), bytes.end());
  const auto digest = larder::format::digest({Bytes(out).first(end).subspan(begin)}, digests);
  std::ranges::transform(digest.bytes, out.begin() + static_cast<std::ptrdiff_t>(at),
                         [](std::uint8_t b) { return std::byte{b}; });
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace header = larder::format::data_header;
  const Bytes bytes = larder::fuzz::input_bytes(data, size);
  for (const DigestKind digests : {DigestKind::kXxh3, DigestKind::kBlake2b}) {
    try_header(bytes, digests);
    for (std::uint64_t offset = 0; offset < size; offset += larder::format::kAlignment) {
      try_record(bytes, offset, digests);
    }
    if (size < header::kSize) continue;
    try_header(forged(bytes, header::kChecksum, 0, header::kChecksum, digests), digests);
    try_record(forged(bytes, 0, larder::format::kDigestSize, size, digests), 0, digests);
  }
  return 0;
}
