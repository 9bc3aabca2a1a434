#include "runtime/format/record.h"

#include <gtest/gtest.h>

#include "runtime/format/layout.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

using tests::poke;
using tests::sample_key;

// One record at byte 0, with its checksum made right after a change.
class Record : public ::testing::Test {
 protected:
  Record() {
    Writer writer;
    const std::vector<Key> keys{sample_key(1), sample_key(3), sample_key(7)};
    append_record(writer, tests::sass(8, 0), keys, as_bytes("some machine code"),
                  DigestKind::kXxh3);
    bytes_ = std::move(writer).take();
  }
  std::string message() const { return parse_record(bytes_, 0, DigestKind::kXxh3).status().text(); }
  void reseal() {
    const Digest checksum = digest({Bytes(bytes_).subspan(kDigestSize)});
    for (std::size_t i = 0; i < kDigestSize; ++i) bytes_[i] = std::byte{checksum.bytes[i]};
  }

  std::vector<std::byte> bytes_;
};

TEST_F(Record, GivesBackWhatWasAppended) {
  const Result<RecordView> record = parse_record(bytes_, 0, DigestKind::kXxh3);
  ASSERT_TRUE(record.ok()) << record.status().text();
  EXPECT_EQ(record->target, tests::sass(8, 0));
  EXPECT_EQ(std::vector<std::byte>(record->payload.begin(), record->payload.end()),
            tests::to_bytes("some machine code"));
  EXPECT_EQ(record->end, bytes_.size());
  EXPECT_EQ(record->end, record_size(3, 17));
}

TEST_F(Record, ServesItsKeysOnly) {
  const Result<RecordView> record = parse_record(bytes_, 0, DigestKind::kXxh3);
  ASSERT_TRUE(record.ok());
  for (std::uint8_t byte = 0; byte < 10; ++byte) {
    EXPECT_EQ(record->serves(sample_key(byte)), byte == 1 || byte == 3 || byte == 7) << int{byte};
  }
}

TEST_F(Record, WithAnyBitFlippedIsCorrupt) {
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> damaged = bytes_;
      damaged[i] ^= std::byte{1} << bit;
      ASSERT_EQ(parse_record(damaged, 0, DigestKind::kXxh3).status().code(), Code::kCorrupt) << i;
    }
  }
}

TEST_F(Record, CutAtAnyLengthIsCorrupt) {
  for (std::size_t size = 0; size < bytes_.size(); ++size) {
    ASSERT_EQ(parse_record(Bytes(bytes_).first(size), 0, DigestKind::kXxh3).status().code(),
              Code::kCorrupt)
        << size;
  }
}

TEST_F(Record, OutsideTheFileOrUnalignedIsCorrupt) {
  for (const std::uint64_t offset :
       {std::uint64_t{1}, std::uint64_t{bytes_.size()}, ~std::uint64_t{0}, ~std::uint64_t{63}}) {
    EXPECT_EQ(parse_record(bytes_, offset, DigestKind::kXxh3).status().code(), Code::kCorrupt)
        << offset;
  }
}

TEST_F(Record, HugeSizesAreRefusedWithoutMemory) {
  for (const std::uint64_t size : {~std::uint64_t{0}, ~std::uint64_t{63}, std::uint64_t{1} << 32}) {
    poke(bytes_, record::kSizeAt, size, 8);
    reseal();
    EXPECT_NE(message().find("beyond the file's end"), std::string::npos) << size;
  }
  poke(bytes_, record::kSizeAt, 17, 8);
  poke(bytes_, record::kKeys, 0xffffffff, 4);
  reseal();
  EXPECT_NE(message().find("beyond the file's end"), std::string::npos);
}

TEST_F(Record, ForgedContentIsRefused) {
  const std::vector<std::byte> sound = bytes_;
  poke(bytes_, record::kZero, 1, 1);
  reseal();
  EXPECT_EQ(message(), "corrupt: record at byte 0: bytes that must be zero are not");
  bytes_ = sound;
  bytes_.back() = std::byte{1};
  reseal();
  EXPECT_EQ(message(), "corrupt: record at byte 0: bytes that must be zero are not");
  bytes_ = sound;
  poke(bytes_, record::kSize, 0xff, 1);
  reseal();
  EXPECT_EQ(message(), "corrupt: record at byte 0: keys are not in ascending order");
  bytes_ = sound;
  poke(bytes_, record::kTarget, 7, 1);
  reseal();
  EXPECT_EQ(message(), "corrupt: record at byte 0: no valid target at byte 24");
}

TEST(DataHeader, WithAnyBitFlippedIsRefused) {
  const std::vector<std::byte> sound = tests::sample_cache().data;
  for (std::size_t i = 0; i < data_header::kSize; ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> data = sound;
      data[i] ^= std::byte{1} << bit;
      ASSERT_FALSE(parse_data_header(data, DigestKind::kXxh3).ok()) << i;
    }
  }
}

TEST(DataHeader, CutAtAnyLengthIsCorrupt) {
  const std::vector<std::byte> sound = tests::sample_cache().data;
  for (std::size_t size = 0; size < sound.size(); ++size) {
    const Result<Prefix> prefix = parse_data_header(Bytes(sound).first(size), DigestKind::kXxh3);
    ASSERT_EQ(prefix.status().code(), Code::kCorrupt) << size;
  }
}

}  // namespace
}  // namespace larder::inline v1::format
