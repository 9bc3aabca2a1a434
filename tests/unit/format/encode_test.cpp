#include "runtime/format/encode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "runtime/format/index.h"
#include "runtime/format/layout.h"
#include "runtime/format/record.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

using tests::sample_cache;
using tests::sample_input;
using tests::sample_key;
using tests::sass;
using tests::to_bytes;

// The same content with kernels, images and uses in another order.
CacheInput shuffled(const CacheInput& input, std::mt19937& random) {
  CacheInput result = input;
  std::vector<std::uint32_t> order(input.images.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::shuffle(order, random);
  for (std::uint32_t i = 0; i < order.size(); ++i) result.images[order[i]] = input.images[i];
  for (KernelInput& kernel : result.kernels) {
    for (ImageUse& use : kernel.uses) use.image = order[use.image];
    std::ranges::shuffle(kernel.uses, random);
  }
  std::ranges::shuffle(result.kernels, random);
  return result;
}

TEST(Encode, GivesTheSameBytesWhateverTheOrder) {
  const EncodedCache expected = sample_cache();
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    const Result<EncodedCache> encoded = encode(shuffled(sample_input(), random));
    ASSERT_TRUE(encoded.ok()) << encoded.status().text();
    EXPECT_EQ(encoded->index, expected.index);
    EXPECT_EQ(encoded->data, expected.data);
  }
}

TEST(Encode, StoresTheSameImageOnce) {
  CacheInput input = sample_input();
  input.images.push_back(input.images[0]);
  input.kernels[0].uses[0].image = 3;
  const Result<EncodedCache> encoded = encode(input);
  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(encoded->index, sample_cache().index);
  EXPECT_EQ(encoded->data, sample_cache().data);
}

TEST(Encode, KeepsTheSameBytesForTwoTargetsApart) {
  CacheInput input;
  input.images = {{sass(8, 0), to_bytes("same")}, {sass(8, 6), to_bytes("same")}};
  input.kernels = {{sample_key(1), "k", "_Z1kv", "k.cpp:1", {{0, 1, 0, 0}, {1, 1, 0, 0}}}};
  const Result<EncodedCache> encoded = encode(input);
  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(IndexView::parse(encoded->index)->image_count(), 2U);
}

TEST(Encode, JoinsAKernelThatTwoSourcesInstantiate) {
  CacheInput input = sample_input();
  KernelInput again = input.kernels[1];
  again.source = "another.cpp:7";
  again.uses = {{1, 50, 2304, 0}, again.uses[0]};
  input.kernels.push_back(again);
  const Result<EncodedCache> encoded = encode(input);
  ASSERT_TRUE(encoded.ok());
  const Result<IndexView> index = IndexView::parse(encoded->index);
  ASSERT_TRUE(index.ok());
  EXPECT_EQ(index->kernel_count(), 4U);
  const auto kernel = index->find(sample_key(0x22));
  ASSERT_TRUE(kernel);
  EXPECT_EQ(kernel->use_count, 2U);
  EXPECT_EQ(index->kernel(kernel->number).source, "another.cpp:7");
}

TEST(Encode, RefusesOneKeyForTwoKernels) {
  CacheInput input = sample_input();
  input.kernels[1].key = sample_key(0x11);
  EXPECT_EQ(encode(input).status().text(),
            "invalid argument: key 11111111111111111111111111111111 stands for two kernels: "
            "blur<4> (_Z4blurILi4EEvv, blur.cpp:12) and scale (_Z5scalePff, scale.cpp:3)");
}

TEST(Encode, RefusesTwoSayingsOfOneImage) {
  CacheInput input = sample_input();
  input.kernels[0].uses.push_back({0, 17, 0, 0});
  EXPECT_EQ(encode(input).status().text(),
            "invalid argument: kernel scale: the same image is said to need 16 and 17 registers, "
            "0 and 0 bytes of shared, 0 and 0 of local memory");
}

TEST(Encode, RefusesAUseOfNoImage) {
  CacheInput input = sample_input();
  input.kernels[0].uses[0].image = 3;
  EXPECT_EQ(encode(input).status().text(), "invalid argument: kernel scale: uses image 3 of 3");
}

TEST(Encode, RefusesAnImageNobodyUses) {
  CacheInput input = sample_input();
  input.images.push_back({sass(7, 5), to_bytes("unused")});
  EXPECT_EQ(encode(input).status().text(),
            "invalid argument: an image for sm_75 (6 bytes) is used by no kernel");
}

TEST(Encode, RefusesAnEmptyImage) {
  CacheInput input = sample_input();
  input.images[1].bytes.clear();
  EXPECT_EQ(encode(input).status().text(),
            "invalid argument: image 1 (sm_90a): 0 bytes, an image has 1 to 4294967295");
}

TEST(Encode, RefusesATargetThatIsNone) {
  CacheInput input = sample_input();
  input.images[1].target.ptx_isa = 90;
  EXPECT_EQ(encode(input).status().text(), "invalid argument: image 1: sm_90a is not a target");
}

TEST(Encode, TakesACacheWithoutImagesOrKernels) {
  CacheInput input;
  input.producer = "larder-pack";
  const Result<EncodedCache> encoded = encode(input);
  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(encoded->data.size(), data_header::kSize);
  const Result<IndexView> index = IndexView::parse(encoded->index);
  ASSERT_TRUE(index.ok()) << index.status().text();
  EXPECT_EQ(index->kernel_count(), 0U);
  EXPECT_EQ(index->producer(), "larder-pack");
  EXPECT_EQ(index->toolchain(), "");
}

TEST(Encode, AlignsEveryRecordAndPayload) {
  const EncodedCache cache = sample_cache();
  const Result<IndexView> index = IndexView::parse(cache.index);
  ASSERT_TRUE(index.ok());
  for (std::uint32_t i = 0; i < index->image_count(); ++i) {
    const Result<RecordView> record =
        parse_record(cache.data, index->image(i).offset, DigestKind::kXxh3);
    ASSERT_TRUE(record.ok()) << record.status().text();
    EXPECT_EQ(index->image(i).offset % kAlignment, 0U);
    EXPECT_EQ((record->payload.data() - cache.data.data()) % kAlignment, 0);
  }
}

}  // namespace
}  // namespace larder::inline v1::format
