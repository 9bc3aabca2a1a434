#include "tests/support/sample_cache.h"

#include <algorithm>
#include <cstdlib>

#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/layout.h"

namespace larder::tests {
namespace {

void poke_digest(std::vector<std::byte>& bytes, std::size_t offset, const format::Digest& digest) {
  std::ranges::transform(digest.bytes, bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                         [](std::uint8_t byte) { return std::byte{byte}; });
}

}  // namespace

format::Key sample_key(std::uint8_t byte) {
  format::Key key;
  key.bytes.fill(byte);
  return key;
}

format::Target sass(int major, int minor, format::ArchSuffix suffix) {
  return {format::ImageKind::kSass, static_cast<std::uint8_t>(major),
          static_cast<std::uint8_t>(minor), suffix, 0};
}

format::Target ptx(int major, int minor, int isa) {
  return {format::ImageKind::kPtx, static_cast<std::uint8_t>(major),
          static_cast<std::uint8_t>(minor), format::ArchSuffix::kNone,
          static_cast<std::uint16_t>(isa)};
}

std::vector<std::byte> to_bytes(const std::string& text) {
  const format::Bytes bytes = format::as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> bytes_of_hex(std::string_view hex) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<std::byte>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16)));
  }
  return bytes;
}

format::CacheInput sample_input() {
  format::CacheInput input;
  input.producer = "larder-pack 0.1.0";
  input.toolchain = "nvcc 13.0.88";
  input.images = {{sass(8, 0), to_bytes("machine code for 8.0")},
                  {sass(9, 0, format::ArchSuffix::kSpecific), to_bytes(std::string(100, 'h'))},
                  {ptx(9, 0, 90), to_bytes(".version 9.0\n.target sm_90\n")}};
  input.kernels = {
      {sample_key(0x11),
       "scale",
       "_Z5scalePff",
       "scale.cpp:3",
       {{0, 16, 0, 0}, {1, 18, 0, 0}, {2, 0, 0, 0}}},
      {sample_key(0x22), "blur<4>", "_Z4blurILi4EEvv", "blur.cpp:12", {{0, 40, 2304, 8}}},
      {sample_key(0x33),
       "blur<4>",
       "_Z4blurILi4EEvv",
       "blur.cpp:12",
       {{1, 48, 2304, 0}, {2, 0, 0, 0}}},
      {sample_key(0x44), "lonely", "_Z6lonelyv", "lonely.cpp:1", {}}};
  return input;
}

format::EncodedCache sample_cache() { return *format::encode(sample_input()); }

std::vector<std::byte> reseal_index(std::vector<std::byte> index) {
  namespace header = format::header;
  if (index.size() < header::kSize) return index;
  const format::Bytes bytes(index);
  const auto version = format::load<std::uint32_t>(bytes, header::kVersionAt);
  const auto kind =
      static_cast<format::DigestKind>(format::load<std::uint32_t>(bytes, header::kDigests));
  const std::uint64_t header_size = header::size_of_version(version);
  const auto count = [&bytes](std::uint64_t field) {
    return std::uint64_t{format::load<std::uint32_t>(bytes, field)};
  };
  const std::uint64_t body_size =
      count(header::kKernels) * (format::kernel_entry::kSize + format::kNameEntrySize) +
      count(header::kUses) * format::use_entry::kSize +
      count(header::kImages) * format::image_entry::kSize + count(header::kTextSize);
  const std::uint64_t blocks = (body_size + format::kBlockSize - 1) / format::kBlockSize;
  const std::uint64_t begin =
      format::round_up(header_size + blocks * format::kDigestSize, format::kAlignment);
  if (begin + body_size != index.size()) return index;  // no digest could make this right
  const format::Bytes body = bytes.subspan(begin);
  for (std::uint64_t block = 0; block < blocks; ++block) {
    const format::Bytes rest = body.subspan(block * format::kBlockSize);
    const format::Bytes one = rest.first(std::min<std::size_t>(rest.size(), format::kBlockSize));
    poke_digest(index, header_size + block * format::kDigestSize, format::digest({one}, kind));
  }
  poke(index, header::kIndexSize, index.size(), 8);
  poke_digest(index, header::kChecksum,
              format::digest(
                  {bytes.first(header::kChecksum), bytes.first(begin).subspan(header_size)}, kind));
  if (version == 1) return index;
  constexpr std::uint64_t kSigned = header::kSignatureChecksum - header::kSigner;
  poke_digest(index, header::kSignatureChecksum,
              format::digest({bytes.subspan(header::kSigner, kSigned)}, kind));
  return index;
}

void poke(std::vector<std::byte>& bytes, std::size_t offset, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) {
    bytes[offset + static_cast<std::size_t>(i)] = static_cast<std::byte>((value >> (8 * i)) & 0xff);
  }
}

}  // namespace larder::tests
