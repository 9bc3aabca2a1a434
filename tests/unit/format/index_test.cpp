#include "runtime/format/index.h"

#include <gtest/gtest.h>

#include "runtime/format/layout.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

using tests::poke;
using tests::reseal_index;
using tests::sample_cache;
using tests::sample_key;

TEST(Index, GivesBackWhatWasEncoded) {
  const EncodedCache cache = sample_cache();
  const Result<IndexView> index = IndexView::parse(cache.index);
  ASSERT_TRUE(index.ok()) << index.status().text();
  EXPECT_EQ(index->producer(), "larder-pack 0.1.0");
  EXPECT_EQ(index->toolchain(), "nvcc 13.0.88");
  EXPECT_EQ(index->kernel_count(), 4U);
  EXPECT_EQ(index->image_count(), 3U);
  EXPECT_EQ(index->use_count(), 6U);
  EXPECT_EQ(index->prefix().index_size, cache.index.size());
  EXPECT_EQ(index->prefix().data_size, cache.data.size());

  const auto kernel = index->find(sample_key(0x22));
  ASSERT_TRUE(kernel);
  const KernelView view = index->kernel(kernel->number);
  EXPECT_EQ(view.name, "blur<4>");
  EXPECT_EQ(view.symbol, "_Z4blurILi4EEvv");
  EXPECT_EQ(view.source, "blur.cpp:12");
  ASSERT_EQ(kernel->use_count, 1U);
  EXPECT_EQ(index->use(kernel->first_use), (ImageUse{0, 40, 2304, 8}));
  const auto other = index->find(sample_key(0x33));
  ASSERT_TRUE(other);
  EXPECT_EQ(index->use(other->first_use + 1), (ImageUse{2, 0, 0, 0}));
  EXPECT_EQ(index->image(0).target, tests::sass(8, 0));
  EXPECT_EQ(index->image(0).size, 20U);
  EXPECT_EQ(index->image(2).target, tests::ptx(9, 0, 90));
}

TEST(Index, FindsEveryKeyAndNoOther) {
  const EncodedCache cache = sample_cache();
  const Result<IndexView> index = IndexView::parse(cache.index);
  ASSERT_TRUE(index.ok());
  for (int byte = 0; byte < 256; ++byte) {
    const bool there = byte == 0x11 || byte == 0x22 || byte == 0x33 || byte == 0x44;
    const Key key = sample_key(static_cast<std::uint8_t>(byte));
    ASSERT_EQ(index->find(key).ok(), there) << byte;
    if (there) {
      EXPECT_EQ(index->find(key)->key, key);
    }
  }
}

TEST(Index, FindsKernelsByName) {
  const EncodedCache cache = sample_cache();
  const Result<IndexView> index = IndexView::parse(cache.index);
  ASSERT_TRUE(index.ok());
  const std::vector<KernelView> found = *index->find("blur<4>");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].key, sample_key(0x22));
  EXPECT_EQ(found[1].key, sample_key(0x33));
  EXPECT_EQ(index->find("lonely")->size(), 1U);
  EXPECT_EQ(index->find("scale")->size(), 1U);
  for (const char* name : {"", "a", "blur", "blur<4>x", "zebra"}) {
    EXPECT_TRUE(index->find(name)->empty()) << name;
  }
}

TEST(Index, FindsAmongThousands) {
  CacheInput input;
  input.images = {{tests::sass(8, 0), tests::to_bytes("all of them")}};
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const Digest key = digest({as_bytes(std::to_string(i))});
    input.kernels.push_back({{key.bytes},
                             "kernel" + std::to_string(i),
                             "_Z" + std::to_string(i),
                             "k.cpp:1",
                             {{0, static_cast<std::uint16_t>(i), 0, 0}}});
  }
  const Result<EncodedCache> cache = encode(input);
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  const Result<IndexView> index = IndexView::parse(cache->index);
  ASSERT_TRUE(index.ok()) << index.status().text();
  for (const KernelInput& kernel : input.kernels) {
    const auto found = index->find(kernel.key);
    ASSERT_TRUE(found) << kernel.name;
    EXPECT_EQ(index->kernel(found->number).name, kernel.name);
    EXPECT_EQ(index->use(found->first_use).registers, kernel.uses[0].registers);
  }
}

TEST(Index, CutAtAnyLengthIsCorrupt) {
  const EncodedCache cache = sample_cache();
  for (std::size_t size = 0; size < cache.index.size(); ++size) {
    const Result<IndexView> index = IndexView::parse(Bytes(cache.index).first(size));
    ASSERT_EQ(index.status().code(), Code::kCorrupt) << size;
    ASSERT_FALSE(index.status().message().empty());
  }
}

TEST(Index, WithBytesAfterItIsCorrupt) {
  std::vector<std::byte> index = sample_cache().index;
  index.push_back(std::byte{0});
  EXPECT_EQ(IndexView::parse(index).status().code(), Code::kCorrupt);
}

TEST(Index, WithAnyBitFlippedIsRefused) {
  const std::vector<std::byte> sound = sample_cache().index;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> index = sound;
      index[i] ^= std::byte{1} << bit;
      const Result<IndexView> parsed = IndexView::parse(index);
      ASSERT_FALSE(parsed.ok()) << "byte " << i << " bit " << bit;
      const bool version = i >= header::kVersionAt && i < header::kIndexSize;
      ASSERT_EQ(parsed.status().code(), version ? Code::kUnsupported : Code::kCorrupt) << i;
    }
  }
}

TEST(Index, OfAnotherVersionIsUnsupportedAndSaysBoth) {
  std::vector<std::byte> index = sample_cache().index;
  poke(index, header::kVersionAt, 3, 4);
  EXPECT_EQ(IndexView::parse(index).status().text(),
            "unsupported: index: format version 3 is not known here, versions 1 to 2 are; build "
            "cache and program with the same Larder");
  // A later version's header may be shorter: the version is what counts.
  index.resize(20);
  EXPECT_EQ(IndexView::parse(index).status().code(), Code::kUnsupported);
}

TEST(Index, OfAnotherByteOrderIsUnsupported) {
  std::vector<std::byte> index = sample_cache().index;
  poke(index, header::kOrder, 0x04030201, 4);
  EXPECT_EQ(IndexView::parse(index).status().code(), Code::kUnsupported);
}

TEST(Index, OfAnotherProgramIsNotLarders) {
  const std::vector<std::byte> text = tests::to_bytes("#!/bin/sh\necho hello\n");
  EXPECT_EQ(IndexView::parse(text).status().text(),
            "corrupt: index: does not begin with LARDERIX; not Larder's, or damaged");
}

// ---- what a forger can do: the digests are right, the content is not
// ------------------------------

class HostileIndex : public ::testing::Test {
 protected:
  // Where the tables of the sample start.
  static constexpr std::size_t kBody = 320;
  static constexpr std::size_t kKernelTable = kBody;
  static constexpr std::size_t kNames = kKernelTable + 4 * kernel_entry::kSize;
  static constexpr std::size_t kUses = kNames + 4 * kNameEntrySize;
  static constexpr std::size_t kImages = kUses + 6 * use_entry::kSize;
  static constexpr std::size_t kText = kImages + 3 * image_entry::kSize;

  // The message for the sample with one number changed and all digests right.
  static std::string message_with(std::size_t offset, std::uint64_t value, int size) {
    std::vector<std::byte> index = sample_cache().index;
    poke(index, offset, value, size);
    const Result<IndexView> parsed = IndexView::parse(reseal_index(index));
    EXPECT_NE(parsed.status().code(), Code::kUnsupported);
    return parsed.status().text();
  }
};

TEST_F(HostileIndex, ResealedUnchangedIsSound) {
  EXPECT_TRUE(IndexView::parse(reseal_index(sample_cache().index)).ok());
}

TEST_F(HostileIndex, HugeCountsAreRefusedWithoutMemory) {
  for (const std::size_t field :
       {header::kKernels, header::kUses, header::kImages, header::kTextSize}) {
    EXPECT_NE(message_with(field, 0xffffffff, 4).find("the file has"), std::string::npos);
  }
}

TEST_F(HostileIndex, TextsOutsideAreRefused) {
  for (const std::uint64_t offset : {0xffffffffULL, 0xfffffffcULL, 100000ULL}) {
    EXPECT_EQ(message_with(header::kProducer, offset, 4),
              "corrupt: index: producer has no text; damaged");
    EXPECT_EQ(message_with(kKernelTable + kernel_entry::kName, offset, 4),
              "corrupt: index: kernel 0 has a text that lies outside; damaged");
  }
  EXPECT_EQ(message_with(kText, 0xffffffff, 4), "corrupt: index: producer has no text; damaged");
}

TEST_F(HostileIndex, KeysOutOfOrderAreRefused) {
  EXPECT_EQ(message_with(kKernelTable, 0xff, 1),
            "corrupt: index: kernel 1 is not in ascending order of keys; damaged");
}

TEST_F(HostileIndex, UseRangesAreRefused) {
  EXPECT_EQ(message_with(kKernelTable + kernel_entry::kFirstUse, 1, 4),
            "corrupt: index: kernel 0 begins at use 1, not 0; damaged");
  EXPECT_EQ(
      message_with(kKernelTable + 3 * kernel_entry::kSize + kernel_entry::kUses, 0xffffffff, 4),
      "corrupt: index: kernels have 4294967301 uses, the header says 6; damaged");
}

TEST_F(HostileIndex, NamesThatAreNoPermutationAreRefused) {
  EXPECT_EQ(message_with(kNames, 4, 4), "corrupt: index: name 0 is of no kernel; damaged");
  EXPECT_EQ(message_with(kNames, 3, 4),
            "corrupt: index: name 1 is not in ascending order; damaged");
  EXPECT_EQ(message_with(kNames + 4, 1, 4),
            "corrupt: index: name 1 is not in ascending order; damaged");
}

TEST_F(HostileIndex, UsesOfNoImageAreRefused) {
  EXPECT_EQ(message_with(kUses, 3, 4), "corrupt: index: use 0 names image 3 of 3; damaged");
}

TEST_F(HostileIndex, UsesOutOfOrderAreRefused) {
  // scale uses images 0, 1, 2; blur<4>'s first key uses image 0.
  EXPECT_EQ(message_with(kUses + use_entry::kSize, 0, 4),
            "corrupt: index: use 1 of image 0 is not in ascending order; damaged");
  EXPECT_EQ(message_with(kUses, 2, 4),
            "corrupt: index: use 1 of image 1 is not in ascending order; damaged");
  EXPECT_EQ(message_with(kUses + 3 * use_entry::kSize, 2, 4), "ok");
}

TEST_F(HostileIndex, ImagesOutOfOrderAreRefused) {
  // Image 1 is said to be for sm_70a, image 0 is for sm_80.
  EXPECT_EQ(message_with(kImages + image_entry::kSize + 1, 7, 1),
            "corrupt: index: image 1 (sm_70a) is not in ascending order; damaged");
}

TEST_F(HostileIndex, WhatIsOutOfOrderIsRefusedWhenItIsNeeded) {
  for (const auto& [offset, value] :
       {std::pair(kUses + use_entry::kSize, 0), std::pair(kUses + use_entry::kZero, 1),
        std::pair(kImages + image_entry::kSize + 1, 7)}) {
    std::vector<std::byte> index = sample_cache().index;
    poke(index, offset, static_cast<std::uint64_t>(value), 1);
    index = reseal_index(index);
    const Result<IndexView> opened = IndexView::open(index);
    ASSERT_TRUE(opened.ok());
    const Result<KernelEntry> scale = opened->find(tests::sample_key(0x11));
    ASSERT_TRUE(scale.ok());
    EXPECT_EQ(opened->check_images(*scale).code(), Code::kCorrupt) << offset;
  }
}

TEST_F(HostileIndex, ImagesOutsideTheDataAreRefused) {
  for (const std::uint64_t place : {0ULL, 0xffffffffULL, 1000ULL}) {
    EXPECT_NE(message_with(kImages + image_entry::kPlace, place, 4).find("image 0 lies at byte"),
              std::string::npos);
  }
  EXPECT_NE(message_with(kImages + image_entry::kSizeAt, 0xffffffff, 4).find("image 0 lies at"),
            std::string::npos);
  EXPECT_NE(message_with(kImages + image_entry::kSize + image_entry::kPlace, 1, 4)
                .find("image 1 lies at byte"),
            std::string::npos);
}

TEST_F(HostileIndex, UnknownTargetsAreRefused) {
  EXPECT_EQ(message_with(kImages, 9, 1), "corrupt: index: image 0 has no valid target; damaged");
}

TEST_F(HostileIndex, ReservedBytesThatAreNotZeroAreRefused) {
  EXPECT_NE(message_with(header::kZero, 1, 1).find("reserved bytes"), std::string::npos);
  EXPECT_NE(message_with(kBody - 1, 1, 1).find("padding"), std::string::npos);
  EXPECT_NE(message_with(kUses + use_entry::kZero, 1, 2).find("use 0"), std::string::npos);
}

TEST_F(HostileIndex, EveryByteSetToAnyExtremeIsRefusedOrReadable) {
  const std::vector<std::byte> sound = sample_cache().index;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      std::vector<std::byte> index = sound;
      index[i] = static_cast<std::byte>(value);
      index = reseal_index(index);
      const Result<IndexView> parsed = IndexView::parse(index);
      if (!parsed.ok()) continue;
      for (std::uint32_t k = 0; k < parsed->kernel_count(); ++k) {
        EXPECT_TRUE(parsed->find(parsed->kernel(k).key));
        EXPECT_FALSE(parsed->find(parsed->kernel(k).name)->empty());
      }
    }
  }
}

}  // namespace
}  // namespace larder::inline v1::format
