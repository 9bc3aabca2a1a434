#include "runtime/format/prefix.h"

#include <algorithm>
#include <cstring>

#include "runtime/compose.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {
namespace {

constexpr std::uint32_t kOtherByteOrder = 0x04030201;

Status check_order_and_version(Bytes file, std::string_view what) {
  const auto order = load<std::uint32_t>(file, header::kOrder);
  if (order == kOtherByteOrder) {
    return Status(Code::kUnsupported,
                  compose("{}: written in big-endian byte order, which Larder never does; "
                          "this is another program's file",
                          what));
  }
  if (order != kByteOrder) {
    return Status(Code::kCorrupt,
                  compose("{}: byte order mark is {:08x}, not {:08x}", what, order, kByteOrder));
  }
  const auto version = load<std::uint32_t>(file, header::kVersionAt);
  if (version < kOldestVersion || version > kVersion) {
    return Status(Code::kUnsupported,
                  compose("{}: format version {} is not known here, versions {} to {} are; "
                          "build cache and program with the same Larder",
                          what, version, kOldestVersion, kVersion));
  }
  return {};
}

}  // namespace

void append_prefix(Writer& writer, std::string_view magic, const Prefix& prefix) {
  writer.bytes(as_bytes(magic));
  writer.number(kByteOrder);
  writer.number(kVersion);
  writer.number(prefix.index_size);
  writer.number(prefix.data_size);
  append_digest(writer, prefix.pair);
}

Status check_header_size(Bytes file, std::uint64_t header_size, std::string_view what) {
  if (file.size() >= header_size) return {};
  return Status(Code::kCorrupt, compose("{}: {} bytes long, its header alone has {}; cut off", what,
                                        file.size(), header_size));
}

Result<Prefix> parse_prefix(Bytes file, std::string_view magic, std::string_view what) {
  const Bytes start = file.first(std::min(file.size(), magic.size()));
  if (!std::ranges::equal(start, as_bytes(magic).first(start.size()))) {
    return Status(Code::kCorrupt,
                  compose("{}: does not begin with {}; not Larder's, or damaged", what, magic));
  }
  // The version determines the header's size, so it is checked before the size.
  if (file.size() >= header::kIndexSize) {
    if (Status status = check_order_and_version(file, what); !status.ok()) return status;
  }
  Status status = check_header_size(file, data_header::kChecksum, what);
  if (!status.ok()) return status;
  Prefix prefix;
  prefix.version = load<std::uint32_t>(file, header::kVersionAt);
  prefix.index_size = load<std::uint64_t>(file, header::kIndexSize);
  prefix.data_size = load<std::uint64_t>(file, header::kDataSize);
  prefix.pair = load_digest(file, header::kPair);
  return prefix;
}

void append_digest(Writer& writer, const Digest& digest) {
  writer.bytes(std::as_bytes(std::span(digest.bytes)));
}

Digest load_digest(Bytes bytes, std::uint64_t offset) {
  Digest digest;
  const Bytes field = bytes.subspan(offset, digest.bytes.size());
  std::memcpy(digest.bytes.data(), field.data(), field.size());
  return digest;
}

void append_target(Writer& writer, const Target& target) {
  writer.number(static_cast<std::uint8_t>(target.kind));
  writer.number(target.major);
  writer.number(target.minor);
  writer.number(static_cast<std::uint8_t>(target.suffix));
  writer.number(target.ptx_isa);
  writer.zeros(2);
}

bool holds_target(Bytes bytes, std::uint64_t offset) {
  return load<std::uint16_t>(bytes, offset + 6) == 0 &&
         is_valid(load_unchecked_target(bytes, offset));
}

Result<Target> load_target(Bytes bytes, std::uint64_t offset) {
  if (holds_target(bytes, offset)) return load_unchecked_target(bytes, offset);
  return Status(Code::kCorrupt, compose("no valid target at byte {}", offset));
}

}  // namespace larder::inline v1::format
