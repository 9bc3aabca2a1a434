// The data file: its header, and its records, each with one image and the keys that it serves.
#ifndef LARDER_FORMAT_RECORD_H
#define LARDER_FORMAT_RECORD_H

#include <cstdint>
#include <span>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/key.h"
#include "runtime/format/prefix.h"
#include "runtime/format/target.h"

namespace larder::inline v1::format {

/// The first 64 bytes of a data file. The kind of digest is that of the index.
[[nodiscard]] std::vector<std::byte> encode_data_header(const Prefix& prefix, DigestKind digests);
/// Checks the header of a whole data file and the file's size against it; not the records.
[[nodiscard]] Result<Prefix> parse_data_header(Bytes data, DigestKind digests);

/// The size of a record in the file, in bytes, with padding.
[[nodiscard]] std::uint64_t record_size(std::uint64_t keys, std::uint64_t payload);

/// Appends one record at the writer's end, which is at a multiple of 64. `keys` ascend. Returns
/// the record's checksum.
Digest append_record(Writer& writer, const Target& target, std::span<const Key> keys, Bytes payload,
                     DigestKind digests);

/// A checked record; refers to the data file's bytes.
struct RecordView {
  Target target;
  Digest checksum;
  Bytes keys;             ///< 16 bytes each, ascending
  Bytes payload;          ///< the image
  std::uint64_t end = 0;  ///< where the next record starts

  [[nodiscard]] bool serves(const Key& key) const;
};

/// The size of the record at `offset` of a data file, in bytes, from its header of record::kSize
/// bytes; reads nothing else. kCorrupt if no record can be there.
[[nodiscard]] Result<std::uint64_t> claimed_size(Bytes data, std::uint64_t offset);

/// The record at `offset` of a data file, after its checksum and every field have been checked.
[[nodiscard]] Result<RecordView> parse_record(Bytes data, std::uint64_t offset, DigestKind digests);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_RECORD_H
