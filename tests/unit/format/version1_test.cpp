// The golden files of format version 1, which nothing writes any more: they must be read as before.
#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/store/cache.h"
#include "runtime/store/contents.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
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

class Version1 : public ::testing::Test {
 protected:
  Version1() {
    disk_.files["app.larder"] = tests::bytes_of_hex(kIndex);
    disk_.files["app.larder-data"] = tests::bytes_of_hex(kData);
  }
  Result<Cache> open() { return Cache::open("app.larder", disk_); }

  tests::MemoryFileSystem disk_;
};

TEST_F(Version1, IsRead) {
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_EQ(cache->index().prefix().version, 1U);
  EXPECT_EQ(cache->index().kernel(0).source, "scale.cpp:3");
  EXPECT_EQ(cache->toolchain(), "nvcc 13.0.88");
  const auto images = cache->find(tests::sample_key(0x11));
  ASSERT_EQ(images->size(), 1U);
  EXPECT_EQ((*images)[0].registers, 16U);
  EXPECT_TRUE(cache->image(tests::sample_key(0x11), (*images)[0]).ok());
  EXPECT_TRUE(cache->verify().empty());
}

TEST_F(Version1, IsWrittenAgainAsToday) {
  const Result<format::CacheInput> contents = read_contents(*open());
  ASSERT_TRUE(contents.ok()) << contents.status().text();
  ASSERT_TRUE(write_cache("new.larder", *format::encode(*contents), disk_).ok());
  const Result<Cache> again = Cache::open("new.larder", disk_);
  ASSERT_TRUE(again.ok()) << again.status().text();
  EXPECT_EQ(again->index().prefix().version, 2U);
  EXPECT_EQ(again->producer(), open()->producer());
  EXPECT_EQ(again->index().kernel(0).symbol, open()->index().kernel(0).symbol);
  const auto old_images = open()->find(tests::sample_key(0x11));
  const auto images = again->find(tests::sample_key(0x11));
  ASSERT_EQ(images->size(), 1U);
  EXPECT_EQ((*images)[0].local_bytes, (*old_images)[0].local_bytes);
  EXPECT_TRUE(std::ranges::equal(*again->image(tests::sample_key(0x11), (*images)[0]),
                                 *open()->image(tests::sample_key(0x11), (*old_images)[0])));
}

TEST_F(Version1, CutOrChangedAnywhereIsRefused) {
  for (const char* path : {"app.larder", "app.larder-data"}) {
    const std::vector<std::byte> sound = disk_.files[path];
    for (std::size_t i = 0; i < sound.size(); ++i) {
      disk_.files[path].assign(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(i));
      ASSERT_FALSE(open().ok()) << path << " cut to " << i;
      disk_.files[path] = sound;
      disk_.files[path][i] ^= std::byte{1};
      const Result<Cache> cache = open();
      ASSERT_TRUE(!cache.ok() || !cache->verify().empty()) << path << " byte " << i;
    }
    disk_.files[path] = sound;
  }
}

TEST_F(Version1, WithDataOfVersion2IsRefused) {
  tests::poke(disk_.files["app.larder-data"], 12, 2, 4);
  EXPECT_FALSE(open().ok());
}

}  // namespace
}  // namespace larder::inline v1::store
