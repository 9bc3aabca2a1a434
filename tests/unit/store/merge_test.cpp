#include "runtime/store/merge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using format::CacheInput;
using format::KernelInput;
using tests::sample_key;
using tests::sass;
using tests::to_bytes;

// One kernel with one image for each architecture given, all needing 16 registers.
CacheInput shard(std::uint8_t key, const std::string& name,
                 const std::vector<std::pair<format::Target, std::string>>& images) {
  CacheInput input{"larder-pack 0.1.0", "nvcc 13.0.88", {}, {}};
  KernelInput kernel{sample_key(key), name, "_Z" + name, name + ".cpp:1", {}};
  for (const auto& [target, text] : images) {
    kernel.uses.push_back({static_cast<std::uint32_t>(input.images.size()), 16, 0, 0});
    input.images.push_back({target, to_bytes(text)});
  }
  input.kernels.push_back(kernel);
  return input;
}

std::string bytes_of(const Result<CacheInput>& contents) {
  EXPECT_TRUE(contents.ok()) << contents.status().text();
  if (!contents.ok()) return "";
  const Result<format::EncodedCache> encoded = format::encode(*contents);
  EXPECT_TRUE(encoded.ok()) << encoded.status().text();
  if (!encoded.ok()) return "";
  std::string text;
  for (const auto* part : {&encoded->index, &encoded->data}) {
    text.append(reinterpret_cast<const char*>(part->data()), part->size());
  }
  return text;
}

std::string message(const std::vector<NamedContents>& inputs) {
  const Result<CacheInput> merged = merge_contents(inputs);
  EXPECT_EQ(merged.status().code(), Code::kInvalidArgument);
  return merged.status().message();
}

TEST(Merge, OfArchitecturesIsWhatOneBuildWouldHaveMade) {
  const CacheInput whole = shard(1, "scale", {{sass(8, 0), "eight"}, {sass(9, 0), "nine"}});
  EXPECT_EQ(bytes_of(merge_contents({{"a", shard(1, "scale", {{sass(8, 0), "eight"}})},
                                     {"b", shard(1, "scale", {{sass(9, 0), "nine"}})}})),
            bytes_of(whole));
}

TEST(Merge, OfKernelsHasThemAll) {
  const Result<CacheInput> merged =
      merge_contents({{"a", shard(1, "scale", {{sass(8, 0), "scale"}})},
                      {"b", shard(2, "blur", {{sass(8, 0), "blur"}})},
                      {"c", shard(3, "lonely", {})}});
  ASSERT_TRUE(merged.ok()) << merged.status().text();
  ASSERT_EQ(merged->kernels.size(), 3U);
  EXPECT_EQ(merged->images.size(), 2U);
  EXPECT_EQ(merged->kernels[0].name, "scale");
  EXPECT_EQ(merged->images[merged->kernels[0].uses.at(0).image].bytes, to_bytes("scale"));
  EXPECT_EQ(merged->images[merged->kernels[1].uses.at(0).image].bytes, to_bytes("blur"));
}

TEST(Merge, DoesNotDependOnTheOrderOfInputs) {
  std::vector<NamedContents> inputs = {
      {"a", tests::sample_input()},
      {"b", shard(1, "scale", {{sass(8, 0), "eight"}, {format::kCpuTarget, "fibers"}})},
      {"c", shard(1, "scale", {{sass(8, 0), "eight"}, {sass(9, 0), "nine"}})},
      {"d", shard(0x44, "lonely", {{sass(9, 0), "nine"}})}};
  inputs[3].contents.kernels[0].symbol = "_Z6lonelyv";
  inputs[2].contents.kernels[0].source = "moved.cpp:9";
  inputs[2].contents.toolchain = "nvcc 12.8.93";
  inputs[1].contents.producer = "larder-pack 0.2.0";
  const auto by_file = [](const NamedContents& left, const NamedContents& right) {
    return left.file < right.file;
  };
  const std::string expected = bytes_of(merge_contents(inputs));
  while (std::next_permutation(inputs.begin(), inputs.end(), by_file)) {
    EXPECT_EQ(bytes_of(merge_contents(inputs)), expected);
  }
}

TEST(Merge, DoesNotDependOnTheStepsEither) {
  NamedContents one{"a", shard(1, "scale", {{sass(8, 0), "eight"}})};
  NamedContents two{"b", shard(1, "scale", {{sass(9, 0), "nine"}})};
  NamedContents three{"c", shard(2, "blur", {{sass(9, 0), "blur"}})};
  two.contents.toolchain = "nvcc 12.8.93";
  three.contents.toolchain = "nvcc 12.9.41";
  const CacheInput first = *merge_contents({one, two});
  const CacheInput last = *merge_contents({two, three});
  const std::string expected = bytes_of(merge_contents({one, two, three}));
  EXPECT_EQ(bytes_of(merge_contents({{"ab", first}, three})), expected);
  EXPECT_EQ(bytes_of(merge_contents({one, {"bc", last}})), expected);
}

TEST(Merge, OfTheSameTwiceChangesNothing) {
  EXPECT_EQ(bytes_of(merge_contents({{"a", tests::sample_input()}, {"b", tests::sample_input()}})),
            bytes_of(tests::sample_input()));
}

TEST(Merge, JoinsTextsThatDiffer) {
  NamedContents one{"a", shard(1, "scale", {})};
  NamedContents two{"b", shard(1, "scale", {})};
  NamedContents none{"c", shard(1, "scale", {})};
  one.contents.toolchain = "nvcc 13.0.88";
  two.contents.toolchain = "nvcc 12.8.93";
  none.contents.toolchain = "";  // built without nvcc
  const CacheInput merged = *merge_contents({one, two, none});
  EXPECT_EQ(merged.toolchain, "nvcc 12.8.93; nvcc 13.0.88");
  EXPECT_EQ(merged.producer, "larder-pack 0.1.0");
  EXPECT_EQ(merge_contents({none, none})->toolchain, "");
  EXPECT_EQ(merge_contents({none, one})->toolchain, "nvcc 13.0.88");
}

TEST(Merge, OfDifferentImagesForOneTargetIsAConflict) {
  const CacheInput one = shard(2, "scale", {{sass(8, 0), "eight"}, {sass(9, 0), "9"}});
  EXPECT_EQ(message({{"x.larder", shard(1, "other", {})},
                     {"a.larder", one},
                     {"b.larder", shard(2, "scale", {{sass(9, 0), "nine"}})}}),
            "kernel scale (key 02020202020202020202020202020202): a.larder and b.larder have "
            "different images for sm_90; leave one of them out, or build both with the same "
            "toolchain");
}

TEST(Merge, OfOneImageMoreForATargetIsAConflict) {
  CacheInput two = shard(1, "scale", {{sass(9, 0), "nine"}, {sass(9, 0), "other nine"}});
  const CacheInput one = shard(1, "scale", {{sass(9, 0), "nine"}});
  EXPECT_NE(message({{"a", two}, {"b", one}}).find("have different images for sm_90"),
            std::string::npos);
  EXPECT_NE(message({{"a", one}, {"b", two}}).find("have different images for sm_90"),
            std::string::npos);
  EXPECT_TRUE(merge_contents({{"a", two}, {"b", two}}).ok());
}

TEST(Merge, OfDifferentNeedsOfOneImageIsAConflict) {
  CacheInput other = shard(1, "scale", {{sass(9, 0), "nine"}});
  other.kernels[0].uses[0].registers = 17;
  EXPECT_NE(message({{"a", shard(1, "scale", {{sass(9, 0), "nine"}})}, {"b", other}})
                .find("a and b say that the same image needs different registers or memory for "
                      "sm_90"),
            std::string::npos);
}

TEST(Merge, OfOneKeyForTwoKernelsIsAConflict) {
  EXPECT_EQ(message({{"a", shard(1, "scale", {})}, {"b", shard(1, "blur", {})}}),
            "key 01010101010101010101010101010101 stands for two kernels: scale (_Zscale, "
            "scale.cpp:1) in a and blur (_Zblur, blur.cpp:1) in b");
}

TEST(Merge, KeepsAnImageThatOneOfItsKernelsAloneHasElsewhere) {
  // In the first both kernels are in one image, in the second there is the same image.
  CacheInput both = shard(1, "scale", {{sass(8, 0), "group"}});
  both.kernels.push_back({sample_key(2), "blur", "_Zblur", "blur.cpp:1", {{0, 20, 0, 0}}});
  const Result<CacheInput> merged =
      merge_contents({{"a", both}, {"b", shard(1, "scale", {{sass(8, 0), "group"}})}});
  EXPECT_EQ(bytes_of(merged), bytes_of(both));
}

}  // namespace
}  // namespace larder::inline v1::store
