// The 48 bytes at the beginning of both files: magic, byte order, version, sizes and pair.
#ifndef LARDER_FORMAT_PREFIX_H
#define LARDER_FORMAT_PREFIX_H

#include <cstdint>
#include <string_view>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/target.h"

namespace larder::inline v1::format {

struct Prefix {
  std::uint32_t version = 0;
  std::uint64_t index_size = 0;  ///< bytes of the index file
  std::uint64_t data_size = 0;   ///< bytes of the data file
  Digest pair;                   ///< the same in an index and in its data file
};

/// Always of the newest version.
void append_prefix(Writer& writer, std::string_view magic, const Prefix& prefix);

/// The prefix of a file that must begin with `magic`. kCorrupt if it does not or is truncated,
/// kUnsupported for an unsupported version or another byte order. Does not compare sizes with the
/// file's. `what` ("index") begins the messages.
[[nodiscard]] Result<Prefix> parse_prefix(Bytes file, std::string_view magic,
                                          std::string_view what);
/// kCorrupt if the file is shorter than its header.
[[nodiscard]] Status check_header_size(Bytes file, std::uint64_t header_size,
                                       std::string_view what);

void append_digest(Writer& writer, const Digest& digest);
/// The digest at `offset`, which the caller has checked to lie inside.
[[nodiscard]] Digest load_digest(Bytes bytes, std::uint64_t offset);

void append_target(Writer& writer, const Target& target);
/// The target at `offset`, which the caller has checked to lie inside; kCorrupt if it is invalid.
[[nodiscard]] Result<Target> load_target(Bytes bytes, std::uint64_t offset);
/// Whether load_target() would succeed.
[[nodiscard]] bool holds_target(Bytes bytes, std::uint64_t offset);
/// The result of load_target() if it succeeds; otherwise fields of any value.
[[nodiscard]] inline Target load_unchecked_target(Bytes bytes, std::uint64_t offset) {
  const auto fields = load<std::uint64_t>(bytes, offset);
  Target target;
  target.kind = static_cast<ImageKind>(fields & 0xff);
  target.major = static_cast<std::uint8_t>(fields >> 8);
  target.minor = static_cast<std::uint8_t>(fields >> 16);
  target.suffix = static_cast<ArchSuffix>(fields >> 24 & 0xff);
  target.ptx_isa = static_cast<std::uint16_t>(fields >> 32);
  return target;
}

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_PREFIX_H
