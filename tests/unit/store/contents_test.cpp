#include "runtime/store/contents.h"

#include <gtest/gtest.h>

#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

// The sample, with a record of a CPU variant.
format::CacheInput input_with_cpu() {
  format::CacheInput input = tests::sample_input();
  input.images.push_back({format::kCpuTarget, tests::to_bytes("fibers")});
  input.kernels[0].uses.push_back({3, 0, 0, 0});
  input.kernels[3].uses.push_back({3, 0, 0, 0});
  return input;
}

class Contents : public ::testing::Test {
 protected:
  static constexpr const char* kIndex = "/app/app.larder";
  static constexpr const char* kData = "/app/app.larder-data";

  void put(const format::EncodedCache& encoded) {
    disk_.files[kIndex] = encoded.index;
    disk_.files[kData] = encoded.data;
  }
  Result<format::CacheInput> read() {
    const Result<Cache> cache = Cache::open(kIndex, disk_);
    return cache.ok() ? read_contents(*cache) : cache.status();
  }

  tests::MemoryFileSystem disk_;
};

TEST_F(Contents, EncodeToTheSameBytesAgain) {
  for (const format::DigestKind kind : {format::DigestKind::kXxh3, format::DigestKind::kBlake2b}) {
    for (const format::CacheInput& input :
         {tests::sample_input(), input_with_cpu(), format::CacheInput()}) {
      const format::EncodedCache encoded = *format::encode(input, kind);
      put(encoded);
      const Result<format::CacheInput> contents = read();
      ASSERT_TRUE(contents.ok()) << contents.status().text();
      const Result<format::EncodedCache> again = format::encode(*contents, kind);
      ASSERT_TRUE(again.ok()) << again.status().text();
      EXPECT_EQ(again->index, encoded.index);
      EXPECT_EQ(again->data, encoded.data);
    }
  }
}

TEST_F(Contents, HaveEveryField) {
  put(*format::encode(input_with_cpu()));
  const format::CacheInput contents = *read();
  EXPECT_EQ(contents.producer, "larder-pack 0.1.0");
  EXPECT_EQ(contents.toolchain, "nvcc 13.0.88");
  ASSERT_EQ(contents.kernels.size(), 4U);
  EXPECT_EQ(contents.kernels[1].key, tests::sample_key(0x22));
  EXPECT_EQ(contents.kernels[1].name, "blur<4>");
  EXPECT_EQ(contents.kernels[1].symbol, "_Z4blurILi4EEvv");
  EXPECT_EQ(contents.kernels[1].source, "blur.cpp:12");
  EXPECT_EQ(contents.kernels[1].uses, (std::vector<format::ImageUse>{{0, 40, 2304, 8}}));
  ASSERT_EQ(contents.images.size(), 4U);
  EXPECT_EQ(contents.images[1].target.text(), "sm_90a");
  EXPECT_EQ(contents.images[1].bytes, tests::to_bytes(std::string(100, 'h')));
  EXPECT_EQ(contents.images[3].target, format::kCpuTarget);
}

TEST_F(Contents, OfADamagedFileAreNeverGiven) {
  const format::EncodedCache sound = *format::encode(input_with_cpu());
  for (const char* path : {kIndex, kData}) {
    put(sound);
    const std::size_t size = disk_.files[path].size();
    for (std::size_t i = 0; i < size; ++i) {
      put(sound);
      disk_.files[path][i] ^= std::byte{0x40};
      ASSERT_FALSE(read().ok()) << path << " byte " << i;
    }
  }
}

TEST_F(Contents, OfADamagedImageNameCacheAndImage) {
  put(tests::sample_cache());
  disk_.files[kData][200] ^= std::byte{1};
  EXPECT_EQ(read().status().code(), Code::kCorrupt);
  EXPECT_TRUE(read().status().message().starts_with("/app/app.larder: image 0 (sm_80): record"))
      << read().status().message();
}

TEST(TargetsText, IsSortedAndHasEachOnce) {
  EXPECT_EQ(targets_text({}), "none");
  EXPECT_EQ(targets_text({tests::ptx(9, 0, 90), tests::sass(9, 0), tests::sass(8, 0),
                          tests::sass(9, 0), format::kCpuTarget}),
            "sm_80, sm_90, compute_90 (PTX 9.0), CPU");
}

}  // namespace
}  // namespace larder::inline v1::store
