#include "runtime/store/cache.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/format/layout.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using tests::MemoryFileSystem;
using tests::sample_key;

class CacheFiles : public ::testing::Test {
 protected:
  static constexpr const char* kIndex = "/app/app.larder";
  static constexpr const char* kData = "/app/app.larder-data";

  CacheFiles() { put(tests::sample_cache()); }

  void put(const format::EncodedCache& encoded) {
    disk_.files[kIndex] = encoded.index;
    disk_.files[kData] = encoded.data;
  }
  Result<Cache> open() { return Cache::open(kIndex, disk_); }

  MemoryFileSystem disk_;
};

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What each (key, image number) of the sample must give.
const std::string& sample_image(std::uint32_t image) {
  static const std::string texts[] = {"machine code for 8.0", std::string(100, 'h'),
                                      ".version 9.0\n.target sm_90\n"};
  return texts[image];
}

// Asks for every image of every kernel: each is refused or right. Returns how many were refused.
int refused_images(const Cache& cache) {
  int refused = 0;
  for (std::uint32_t i = 0; i < cache.index().kernel_count(); ++i) {
    const format::KernelView kernel = cache.index().kernel(i);
    const std::vector<ImageEntry> entries = *cache.images(kernel);
    for (const ImageEntry& entry : entries) {
      const auto image = cache.image(kernel.key, entry);
      if (image.ok()) {
        EXPECT_EQ(text_of(*image), sample_image(entry.image));
      } else {
        EXPECT_EQ(image.status().code(), Code::kCorrupt);
        ++refused;
      }
    }
  }
  return refused;
}

TEST_F(CacheFiles, GiveEveryImageOfAKernel) {
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_EQ(cache->path(), kIndex);
  EXPECT_EQ(cache->producer(), "larder-pack 0.1.0");
  const std::vector<ImageEntry> entries = *cache->find(sample_key(0x11));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].target.text(), "sm_80");
  EXPECT_EQ(entries[0].registers, 16U);
  EXPECT_EQ(entries[1].target.text(), "sm_90a");
  EXPECT_EQ(entries[1].size, 100U);
  EXPECT_EQ(entries[2].target.text(), "compute_90 (PTX 9.0)");
  EXPECT_EQ((*cache->find(sample_key(0x22)))[0].static_shared_bytes, 2304U);
  EXPECT_EQ((*cache->find(sample_key(0x22)))[0].local_bytes, 8U);
  EXPECT_EQ(refused_images(*cache), 0);
  EXPECT_TRUE(cache->verify().empty());
}

TEST_F(CacheFiles, KnowNothingOfOtherKeys) {
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok());
  EXPECT_EQ(cache->find(sample_key(0x12)).status().code(), Code::kNotFound);
  EXPECT_TRUE(cache->find(sample_key(0x44))->empty());
}

TEST_F(CacheFiles, NeverGiveAnImageForAKeyItDoesNotServe) {
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok());
  ImageEntry entry = (*cache->find(sample_key(0x11)))[1];  // serves 11 and 33
  const auto image = cache->image(sample_key(0x22), entry);
  EXPECT_EQ(image.status().text(),
            "corrupt: /app/app.larder-data: image 1 (sm_90a) does not serve key "
            "22222222222222222222222222222222");
  entry.image = 3;
  EXPECT_EQ(cache->image(sample_key(0x11), entry).status().code(), Code::kInvalidArgument);
}

TEST_F(CacheFiles, OutliveTheCacheTheyWereOpenedAs) {
  Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok());
  const Cache copy = *cache;
  cache = Status(Code::kNotFound, "gone");
  disk_.files.clear();
  EXPECT_EQ(refused_images(copy), 0);
}

TEST_F(CacheFiles, MissingIndexIsNotFound) {
  disk_.files.erase(kIndex);
  EXPECT_EQ(open().status().text(), "not found: cannot open /app/app.larder");
}

TEST_F(CacheFiles, MissingDataIsSaid) {
  disk_.files.erase(kData);
  EXPECT_EQ(open().status().text(),
            "corrupt: /app/app.larder: its data file /app/app.larder-data is not there; install "
            "both files");
}

TEST_F(CacheFiles, UnreadableFilesAreSaid) {
  for (const int call : {0, 1}) {
    disk_.calls.clear();
    disk_.fail_at = call;
    EXPECT_EQ(open().status().code(), Code::kIo);
  }
}

TEST_F(CacheFiles, OfTwoBuildsAreRefused) {
  format::CacheInput other = tests::sample_input();
  other.images[0].bytes[0] ^= std::byte{1};
  disk_.files[kData] = format::encode(other)->data;
  const Result<Cache> cache = open();
  EXPECT_EQ(cache.status().code(), Code::kCorrupt);
  EXPECT_NE(cache.status().message().find("were not made together"), std::string::npos);
}

TEST_F(CacheFiles, OfASealedBuildAndAPlainOneAreNotCalledDamaged) {
  for (const auto kind : {format::DigestKind::kXxh3, format::DigestKind::kBlake2b}) {
    const bool plain = kind == format::DigestKind::kXxh3;
    disk_.files[kIndex] = format::encode(tests::sample_input(), kind)->index;
    disk_.files[kData] = format::encode(tests::sample_input(), plain ? format::DigestKind::kBlake2b
                                                                     : format::DigestKind::kXxh3)
                             ->data;
    const Status status = open().status();
    EXPECT_EQ(status.code(), Code::kCorrupt);
    EXPECT_NE(status.message().find("were not made together"), std::string::npos) << status.text();
  }
}

TEST_F(CacheFiles, WithAnyIndexByteFlippedDoNotOpen) {
  const std::vector<std::byte> sound = disk_.files[kIndex];
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const std::byte mask : {std::byte{0x01}, std::byte{0x80}, std::byte{0xff}}) {
      disk_.files[kIndex] = sound;
      disk_.files[kIndex][i] ^= mask;
      const Result<Cache> cache = open();
      ASSERT_FALSE(cache.ok()) << i;
      ASSERT_EQ(cache.status().message().find(kIndex), 0U) << cache.status().text();
    }
  }
}

TEST_F(CacheFiles, WithAnyDataByteFlippedNeverGiveAWrongImage) {
  const std::vector<std::byte> sound = disk_.files[kData];
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const std::byte mask : {std::byte{0x01}, std::byte{0x80}, std::byte{0xff}}) {
      disk_.files[kData] = sound;
      disk_.files[kData][i] ^= mask;
      const Result<Cache> cache = open();
      ASSERT_EQ(cache.ok(), i >= format::data_header::kSize) << i;
      if (!cache.ok()) continue;
      EXPECT_EQ(cache->verify().size(), 1U) << i;
      EXPECT_GT(refused_images(*cache), 0) << i;
    }
  }
}

TEST_F(CacheFiles, CutAtAnyLengthDoNotOpen) {
  for (const char* path : {kIndex, kData}) {
    const std::vector<std::byte> sound = disk_.files[path];
    for (std::size_t size = 0; size < sound.size(); ++size) {
      disk_.files[path].assign(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size));
      ASSERT_EQ(open().status().code(), Code::kCorrupt) << path << " cut to " << size;
    }
    disk_.files[path] = sound;
  }
}

TEST_F(CacheFiles, WithASwappedRecordAreRefused) {
  // An index that is sound in itself but sends every use to the next image.
  std::vector<std::byte>& index = disk_.files[kIndex];
  const std::size_t images = 320 + 4 * 40 + 6 * format::use_entry::kSize;
  std::swap_ranges(
      index.begin() + images + format::image_entry::kChecksum,
      index.begin() + images + format::image_entry::kSize,
      index.begin() + images + format::image_entry::kSize + format::image_entry::kChecksum);
  index = tests::reseal_index(index);
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_EQ(cache->verify().size(), 2U);
  EXPECT_EQ(refused_images(*cache), 4);
}

TEST_F(CacheFiles, WhoseIndexClaimsMoreKernelsAreFoundByVerify) {
  // blur<4>'s second key is said to use the image of its first one.
  std::vector<std::byte>& index = disk_.files[kIndex];
  const std::size_t third_kernel_use = 320 + 4 * 40 + 4 * format::use_entry::kSize;
  tests::poke(index, third_kernel_use, 0, 4);
  index = tests::reseal_index(index);
  const Result<Cache> cache = open();
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  const std::vector<Status> problems = cache->verify();
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].text(),
            "corrupt: image 0 (sm_80): its record serves other kernels than the index says");
  EXPECT_FALSE(cache->image(sample_key(0x33), (*cache->find(sample_key(0x33)))[0]).ok());
}

}  // namespace
}  // namespace larder::inline v1::store
