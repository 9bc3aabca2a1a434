// Any bytes as a data file and, with its checksum made right, as a single record.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "runtime/format/layout.h"
#include "runtime/format/record.h"

namespace {

using larder::format::Bytes;
using larder::format::DigestKind;

void require(bool condition) {
  if (!condition) std::abort();
}

void try_record(Bytes bytes, std::uint64_t offset, DigestKind digests) {
  const auto record = larder::format::parse_record(bytes, offset, digests);
  if (!record.ok()) {
    require(!record.status().message().empty());
    return;
  }
  require(record->end <= bytes.size() && record->payload.size() <= bytes.size());
  require(!record->serves({}) || !record->keys.empty());
}

// The bytes with the checksum that a record of all of them would have.
std::vector<std::byte> forged(Bytes bytes) {
  std::vector<std::byte> record(bytes.begin(), bytes.end());
  if (record.size() < larder::format::record::kSize) return record;
  const auto digest = larder::format::digest({Bytes(record).subspan(larder::format::kDigestSize)});
  std::ranges::transform(digest.bytes, record.begin(), [](std::uint8_t b) { return std::byte{b}; });
  return record;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  for (const DigestKind digests : {DigestKind::kXxh3, DigestKind::kBlake2b}) {
    const auto header = larder::format::parse_data_header(bytes, digests);
    require(header.ok() || !header.status().message().empty());
    for (std::uint64_t offset = 0; offset < size; offset += larder::format::kAlignment) {
      try_record(bytes, offset, digests);
    }
  }
  try_record(forged(bytes), 0, DigestKind::kXxh3);
  return 0;
}
