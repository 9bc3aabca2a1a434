// The cache that FORMAT.md shows byte by byte, and the golden files of format version 2: as long as
// the version is 2, these bytes must be written and read just so.
#include <gtest/gtest.h>

#include <cstdlib>

#include "runtime/format/encode.h"
#include "runtime/format/index.h"
#include "runtime/format/record.h"
#include "tests/support/sample_cache.h"

namespace larder::format {
namespace {

constexpr std::string_view kIndex =
    "4c4152444552495804030201020000001402000000000000c001000000000000"
    "04206e7e66e82e62a25e5c09b79a4b560100000002000000020000004c000000"
    "0000000015000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000007ed2be6e7cf6837c75550865753f0d1f"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000073eaf72901d9ed150fec69d5d3147a05"
    "215f8b4f27a4ba0663f3b973fd53f16b00000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "11111111111111111111111111111111250000002e0000003d00000000000000"
    "0200000000000000000000001000000080000000080000000100000000000000"
    "00000000000000000108000000000000010000000c000000197d011d43f3e996"
    "cbb6d72f191d77fc03000000000000000400000006000000bdeadadc5fc66227"
    "054b9a428d5a3644110000006c61726465722d7061636b20302e312e300c0000"
    "006e7663632031332e302e3838050000007363616c650b0000005f5a35736361"
    "6c655066660b0000007363616c652e6370703a33";

constexpr std::string_view kData =
    "4c4152444552445404030201020000001402000000000000c001000000000000"
    "04206e7e66e82e62a25e5c09b79a4b568aa1a0922073052aac320420a7c8fcad"
    "197d011d43f3e996cbb6d72f191d77fc4c524543010000000108000000000000"
    "0c00000000000000000000000000000000000000000000000000000000000000"
    "1111111111111111111111111111111100000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "6d616368696e6520636f64650000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "bdeadadc5fc66227054b9a428d5a36444c524543010000000300000000000000"
    "0600000000000000000000000000000000000000000000000000000000000000"
    "1111111111111111111111111111111100000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "6669626572730000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000";

std::vector<std::byte> bytes_of(std::string_view hex) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<std::byte>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16)));
  }
  return bytes;
}

TEST(WorkedExample, IsWrittenJustSo) {
  CacheInput input;
  input.producer = "larder-pack 0.1.0";
  input.toolchain = "nvcc 13.0.88";
  input.images = {{tests::sass(8, 0), tests::to_bytes("machine code")},
                  {kCpuTarget, tests::to_bytes("fibers")}};
  input.kernels = {{tests::sample_key(0x11),
                    "scale",
                    "_Z5scalePff",
                    "scale.cpp:3",
                    {{0, 16, 128, 8}, {1, 0, 0, 0}}}};
  const Result<EncodedCache> encoded = encode(input);
  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(encoded->index, bytes_of(kIndex));
  EXPECT_EQ(encoded->data, bytes_of(kData));
}

TEST(WorkedExample, IsRead) {
  const std::vector<std::byte> index_bytes = bytes_of(kIndex);
  const std::vector<std::byte> data_bytes = bytes_of(kData);
  const Result<IndexView> index = IndexView::parse(index_bytes);
  ASSERT_TRUE(index.ok()) << index.status().text();
  EXPECT_EQ(index->kernel(0).source, "scale.cpp:3");
  EXPECT_EQ(index->use(0), (ImageUse{0, 16, 128, 8}));
  EXPECT_TRUE(parse_data_header(data_bytes, DigestKind::kXxh3).ok());
  const Result<RecordView> record =
      parse_record(data_bytes, index->image(0).offset, DigestKind::kXxh3);
  ASSERT_TRUE(record.ok()) << record.status().text();
  EXPECT_TRUE(record->serves(tests::sample_key(0x11)));
}

}  // namespace
}  // namespace larder::format
