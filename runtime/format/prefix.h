// The 48 bytes with which both files begin: who they are, their version, sizes and pair.
#ifndef LARDER_FORMAT_PREFIX_H
#define LARDER_FORMAT_PREFIX_H

#include <cstdint>
#include <string_view>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/target.h"

namespace larder::format {

struct Prefix {
  std::uint64_t index_size = 0;  ///< bytes of the index file
  std::uint64_t data_size = 0;   ///< bytes of the data file
  Digest pair;                   ///< the same in an index and in its data file
};

void append_prefix(Writer& writer, std::string_view magic, const Prefix& prefix);

/// The prefix of a file that must have `header_size` bytes and begin with `magic`. kCorrupt where
/// it does not, kUnsupported where another version or byte order wrote it. Sizes are not yet
/// compared with the file's. `what` ("index") opens the messages.
[[nodiscard]] Result<Prefix> parse_prefix(Bytes file, std::string_view magic,
                                          std::uint64_t header_size, std::string_view what);

void append_digest(Writer& writer, const Digest& digest);
/// The digest at `offset`, which the caller has proved to lie inside.
[[nodiscard]] Digest load_digest(Bytes bytes, std::uint64_t offset);

void append_target(Writer& writer, const Target& target);
/// The target at `offset`, which the caller has proved to lie inside; kCorrupt where it is none.
[[nodiscard]] Result<Target> load_target(Bytes bytes, std::uint64_t offset);

}  // namespace larder::format

#endif  // LARDER_FORMAT_PREFIX_H
