// The two files, byte by byte. FORMAT.md has the same grammar with a worked example.
//
// Numbers are unsigned and little-endian; a digest has 16 bytes.
// "zero" bytes are written as zero and checked. Records start at multiples of their alignment.
//
//   <index>    ::= <header> <blocks> <pad64> <body>
//   <header>   ::= <magic "LARDERIX"> <order:u32 = 0x01020304> <version:u32 = 2>
//                  <index_size:u64> <data_size:u64> <pair:digest>
//                  <kernels:u32> <uses:u32> <images:u32> <text_size:u32>
//                  <producer:text> <toolchain:text> <digests:u32> <zero:36> <checksum:digest>
//                  <signer:32> <signature:64> <zero:16> <signature_checksum:digest>
//   <blocks>   ::= <digest>*                         ; one per 4096 bytes of the body, last shorter
//   <body>     ::= <kernel>* <name>* <use>* <image>* <string>*
//   <kernel>   ::= <key:16> <name:text> <symbol:text> <source:text> <first_use:u32> <uses:u32>
//                                                    ; by ascending key, each key once
//   <name>     ::= <kernel:u32>                      ; every kernel once, by ascending name, key
//   <use>      ::= <image:u32> <registers:u16> <zero:2> <static_shared:u32> <local:u32>
//                                                    ; those of kernel 0, of kernel 1, ...; of each
//                                                    ; by ascending image, each image once
//   <image>    ::= <target> <place:u32> <size:u32> <checksum:digest>
//                                                    ; by ascending target
//                                                    ; place: of the record, in units of 64 bytes
//   <target>   ::= <kind:u8> <major:u8> <minor:u8> <suffix:u8> <ptx_isa:u16> <zero:2>
//   <string>   ::= <size:u32> <byte>*
//   <text>     ::= <offset:u32>                      ; of a <string>, from the first one
//
//   <data>     ::= <data_header> <record>*           ; the records in the order of <image>*
//   <data_header> ::= <magic "LARDERDT"> <order:u32> <version:u32>
//                  <index_size:u64> <data_size:u64> <pair:digest> <checksum:digest>
//   <record>   ::= <checksum:digest> <magic "LREC"> <keys:u32> <target> <size:u64> <zero:24>
//                  <key>* <pad64> <byte>* <pad64>    ; size bytes of image; keys ascending
//
//   digests:                   0 XXH3-128, 1 BLAKE2b-128: the kind of all digests here
//   checksum of <header>:      header before it, then blocks and padding
//   signature:                 Ed25519, of the 128 bytes before signer; zeros if there is none
//   signature_checksum:        signer, signature and zeros
//   checksum of <data_header>: header before it
//   checksum of <record>:      record after it; <image> repeats it
//   pair:                      body, then all records; ties the two files together
//
// Version 1 has no <digests> (zeros), and its header ends before <signer>; it is still read.
#ifndef LARDER_FORMAT_LAYOUT_H
#define LARDER_FORMAT_LAYOUT_H

#include <cstdint>
#include <string_view>

namespace larder::inline v1::format {

inline constexpr std::string_view kIndexMagic = "LARDERIX";
inline constexpr std::string_view kDataMagic = "LARDERDT";
inline constexpr std::uint32_t kRecordMagic = 0x4345524c;  // "LREC"
inline constexpr std::uint32_t kByteOrder = 0x01020304;
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::uint32_t kOldestVersion = 1;  ///< the oldest that is still read

inline constexpr std::uint64_t kAlignment = 64;  ///< of records, payloads and the index's body
/// Small, so that a reader checks little more than it needs; large enough that the digests take
/// less than half a percent of the index.
inline constexpr std::uint64_t kBlockSize = 4096;
inline constexpr std::uint64_t kDigestSize = 16;

/// Where each field of the index header starts.
namespace header {
inline constexpr std::uint64_t kOrder = 8;
inline constexpr std::uint64_t kVersionAt = 12;
inline constexpr std::uint64_t kIndexSize = 16;
inline constexpr std::uint64_t kDataSize = 24;
inline constexpr std::uint64_t kPair = 32;
inline constexpr std::uint64_t kKernels = 48;
inline constexpr std::uint64_t kUses = 52;
inline constexpr std::uint64_t kImages = 56;
inline constexpr std::uint64_t kTextSize = 60;
inline constexpr std::uint64_t kProducer = 64;
inline constexpr std::uint64_t kToolchain = 68;
inline constexpr std::uint64_t kDigests = 72;
inline constexpr std::uint64_t kZero = 76;
inline constexpr std::uint64_t kChecksum = 112;
inline constexpr std::uint64_t kSigner = 128;  ///< all bytes before it are signed
inline constexpr std::uint64_t kSignature = 160;
inline constexpr std::uint64_t kSignatureZero = 224;
inline constexpr std::uint64_t kSignatureChecksum = 240;
inline constexpr std::uint64_t kSize = 256;
inline constexpr std::uint64_t kSizeOfVersion1 = kSigner;

[[nodiscard]] constexpr std::uint64_t size_of_version(std::uint32_t version) {
  return version == 1 ? kSizeOfVersion1 : kSize;
}
}  // namespace header

/// Where each field of the data header starts; the first 32 bytes are as in the index.
namespace data_header {
inline constexpr std::uint64_t kPair = 32;
inline constexpr std::uint64_t kChecksum = 48;
inline constexpr std::uint64_t kSize = 64;
}  // namespace data_header

namespace kernel_entry {
inline constexpr std::uint64_t kName = 16;
inline constexpr std::uint64_t kSymbol = 20;
inline constexpr std::uint64_t kSource = 24;
inline constexpr std::uint64_t kFirstUse = 28;
inline constexpr std::uint64_t kUses = 32;
inline constexpr std::uint64_t kSize = 36;
}  // namespace kernel_entry

inline constexpr std::uint64_t kNameEntrySize = 4;

namespace use_entry {
inline constexpr std::uint64_t kRegisters = 4;
inline constexpr std::uint64_t kZero = 6;
inline constexpr std::uint64_t kStaticShared = 8;
inline constexpr std::uint64_t kLocal = 12;
inline constexpr std::uint64_t kSize = 16;
}  // namespace use_entry

inline constexpr std::uint64_t kTargetSize = 8;

namespace image_entry {
inline constexpr std::uint64_t kPlace = 8;
inline constexpr std::uint64_t kSizeAt = 12;
inline constexpr std::uint64_t kChecksum = 16;
inline constexpr std::uint64_t kSize = 32;
}  // namespace image_entry

namespace record {
inline constexpr std::uint64_t kMagic = 16;
inline constexpr std::uint64_t kKeys = 20;
inline constexpr std::uint64_t kTarget = 24;
inline constexpr std::uint64_t kSizeAt = 32;
inline constexpr std::uint64_t kZero = 40;
inline constexpr std::uint64_t kSize = 64;
}  // namespace record

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_LAYOUT_H
