// The cache that FORMAT.md shows byte by byte, and the golden files of format version 1: as long as
// the version is 1, these bytes must be written and read just so.
#include <gtest/gtest.h>

#include <cstdlib>

#include "runtime/format/encode.h"
#include "runtime/format/index.h"
#include "runtime/format/record.h"
#include "tests/support/sample_cache.h"

namespace larder::format {
namespace {

constexpr std::string_view kIndex =
    "4c41524445524958040302010100000064010000000000000001000000000000"
    "8b15757470283076ca1ad05bf6751b690100000001000000010000004c000000"
    "0000000015000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000b208a9f9341ecb02d85d85ae53424df0"
    "5f3080a9cd5c77d9c455dd41b963ed7a00000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "11111111111111111111111111111111250000002e0000003d00000000000000"
    "0100000000000000000000001000000080000000080000000108000000000000"
    "010000000c000000197d011d43f3e996cbb6d72f191d77fc110000006c617264"
    "65722d7061636b20302e312e300c0000006e7663632031332e302e3838050000"
    "007363616c650b0000005f5a357363616c655066660b0000007363616c652e63"
    "70703a33";

constexpr std::string_view kData =
    "4c41524445524454040302010100000064010000000000000001000000000000"
    "8b15757470283076ca1ad05bf6751b69b2617cca89355215ff2daaf158d0bf5e"
    "197d011d43f3e996cbb6d72f191d77fc4c524543010000000108000000000000"
    "0c00000000000000000000000000000000000000000000000000000000000000"
    "1111111111111111111111111111111100000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "6d616368696e6520636f64650000000000000000000000000000000000000000"
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
  input.images = {{tests::sass(8, 0), tests::to_bytes("machine code")}};
  input.kernels = {
      {tests::sample_key(0x11), "scale", "_Z5scalePff", "scale.cpp:3", {{0, 16, 128, 8}}}};
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
  EXPECT_TRUE(parse_data_header(data_bytes).ok());
  const Result<RecordView> record = parse_record(data_bytes, index->image(0).offset);
  ASSERT_TRUE(record.ok()) << record.status().text();
  EXPECT_TRUE(record->serves(tests::sample_key(0x11)));
}

}  // namespace
}  // namespace larder::format
