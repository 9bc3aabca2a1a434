#include "runtime/format/record.h"

#include <array>
#include <cstring>

#include "runtime/compose.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {
namespace {

constexpr std::uint64_t kKeySize = sizeof(Key::bytes);

Status corrupt_record(std::uint64_t offset, const std::string& message) {
  return Status(Code::kCorrupt, compose("record at byte {}: {}", offset, message));
}

int compare_keys(Bytes keys, std::uint64_t index, const std::uint8_t* other) {
  return std::memcmp(keys.data() + index * kKeySize, other, kKeySize);
}

bool ascending(Bytes keys) {
  for (std::uint64_t i = 1; i < keys.size() / kKeySize; ++i) {
    const auto* next = reinterpret_cast<const std::uint8_t*>(keys.data()) + i * kKeySize;
    if (compare_keys(keys, i - 1, next) >= 0) return false;
  }
  return true;
}

// The sizes of a record with a complete header, checked to lie inside the file.
struct Extent {
  std::uint64_t keys = 0;
  std::uint64_t payload = 0;
  std::uint64_t size = 0;
};

Result<Extent> read_extent(Bytes rest, std::uint64_t offset) {
  Extent extent;
  extent.keys = load<std::uint32_t>(rest, record::kKeys);
  extent.payload = load<std::uint64_t>(rest, record::kSizeAt);
  const bool possible = extent.payload <= rest.size() && extent.keys * kKeySize <= rest.size();
  if (possible) extent.size = record_size(extent.keys, extent.payload);
  if (!possible || extent.size > rest.size()) {
    return corrupt_record(offset, compose("{} keys and {} bytes of image go beyond the file's end",
                                          extent.keys, extent.payload));
  }
  return extent;
}

Result<Extent> extent_at(Bytes data, std::uint64_t offset) {
  if (offset % kAlignment != 0 || !fits(offset, record::kSize, data.size())) {
    return corrupt_record(offset, compose("no record can be there in {} bytes", data.size()));
  }
  const Bytes rest = data.subspan(offset);
  if (load<std::uint32_t>(rest, record::kMagic) != kRecordMagic) {
    return corrupt_record(offset, "does not begin with LREC");
  }
  return read_extent(rest, offset);
}

Status check_padding(Bytes whole, std::uint64_t keys_end, std::uint64_t payload_begin,
                     std::uint64_t payload_end, std::uint64_t offset) {
  const bool clean = all_zero(whole.subspan(record::kZero, record::kSize - record::kZero)) &&
                     all_zero(whole.subspan(keys_end, payload_begin - keys_end)) &&
                     all_zero(whole.subspan(payload_end));
  return clean ? Status() : corrupt_record(offset, "bytes that must be zero are not");
}

}  // namespace

std::vector<std::byte> encode_data_header(const Prefix& prefix, DigestKind digests) {
  Writer writer;
  append_prefix(writer, kDataMagic, prefix);
  append_digest(writer, digest({writer.view()}, digests));
  return std::move(writer).take();
}

Result<Prefix> parse_data_header(Bytes data, DigestKind digests) {
  Result<Prefix> prefix = parse_prefix(data, kDataMagic, "data");
  if (!prefix.ok()) return prefix;
  Status whole = check_header_size(data, data_header::kSize, "data");
  if (!whole.ok()) return whole;
  const Digest recorded = load_digest(data, data_header::kChecksum);
  const Digest actual = digest({data.first(data_header::kChecksum)}, digests);
  if (actual != recorded) {
    return Status(Code::kCorrupt,
                  compose("data: header's checksum is {}, but {} is recorded; damaged",
                          to_hex(actual), to_hex(recorded)));
  }
  if (prefix->data_size != data.size()) {
    return Status(Code::kCorrupt, compose("data: {} bytes long, but its header says {}",
                                          data.size(), prefix->data_size));
  }
  return prefix;
}

std::uint64_t record_size(std::uint64_t keys, std::uint64_t payload) {
  return round_up(record::kSize + keys * kKeySize, kAlignment) + round_up(payload, kAlignment);
}

Digest append_record(Writer& writer, const Target& target, std::span<const Key> keys, Bytes payload,
                     DigestKind digests) {
  static constexpr std::array<std::byte, kAlignment> kZeros{};
  Writer head;  // the part after the checksum
  head.number(kRecordMagic);
  head.number(static_cast<std::uint32_t>(keys.size()));
  append_target(head, target);
  head.number(static_cast<std::uint64_t>(payload.size()));
  head.zeros(record::kSize - record::kZero);
  for (const Key& key : keys) head.bytes(std::as_bytes(std::span(key.bytes)));
  head.zeros(round_up(kDigestSize + head.size(), kAlignment) - kDigestSize - head.size());
  const Bytes tail = Bytes(kZeros).first(round_up(payload.size(), kAlignment) - payload.size());

  const Digest checksum = digest({head.view(), payload, tail}, digests);
  append_digest(writer, checksum);
  for (const Bytes part : {head.view(), payload, tail}) writer.bytes(part);
  return checksum;
}

bool RecordView::serves(const Key& key) const {
  std::uint64_t low = 0;
  std::uint64_t high = keys.size() / kKeySize;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const int order = compare_keys(keys, middle, key.bytes.data());
    if (order == 0) return true;
    if (order < 0) low = middle + 1;
    if (order > 0) high = middle;
  }
  return false;
}

Result<std::uint64_t> claimed_size(Bytes data, std::uint64_t offset) {
  const Result<Extent> extent = extent_at(data, offset);
  if (!extent.ok()) return extent.status();
  return extent->size;
}

Result<RecordView> parse_record(Bytes data, std::uint64_t offset, DigestKind digests) {
  const Result<Extent> extent = extent_at(data, offset);
  if (!extent.ok()) return extent.status();

  const Bytes whole = data.subspan(offset, extent->size);
  RecordView view;
  view.checksum = load_digest(whole, 0);
  const Digest actual = digest({whole.subspan(kDigestSize)}, digests);
  if (actual != view.checksum) {
    return corrupt_record(offset, compose("checksum is {}, but {} is recorded; damaged",
                                          to_hex(actual), to_hex(view.checksum)));
  }
  const Result<Target> target = load_target(whole, record::kTarget);
  if (!target.ok()) return target.status().with_context(compose("record at byte {}", offset));
  const std::uint64_t keys_end = record::kSize + extent->keys * kKeySize;
  const std::uint64_t begin = round_up(keys_end, kAlignment);
  view.target = *target;
  view.keys = whole.subspan(record::kSize, extent->keys * kKeySize);
  view.payload = whole.subspan(begin, extent->payload);
  view.end = offset + extent->size;
  if (!ascending(view.keys)) return corrupt_record(offset, "keys are not in ascending order");
  Status padding = check_padding(whole, keys_end, begin, begin + extent->payload, offset);
  if (!padding.ok()) return padding;
  return view;
}

}  // namespace larder::inline v1::format
