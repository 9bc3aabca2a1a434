// An index that is too large to be checked when it is opened, with damage in one block: look-ups
// that need that block fail, none gets a wrong answer, and all others work.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/format/index.h"
#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

constexpr std::uint32_t kKernels = 4000;

struct Expected {
  Key key;
  std::string name;
  std::uint16_t registers = 0;  // no two kernels' are the same
};

std::vector<Expected> expected_kernels() {
  std::vector<Expected> kernels;
  for (std::uint32_t i = 0; i < kKernels; ++i) {
    const std::string name = "library::kernel<" + std::to_string(i) + ">";
    kernels.push_back({{digest({as_bytes(name)}).bytes}, name, static_cast<std::uint16_t>(i)});
  }
  std::ranges::sort(kernels, {}, &Expected::key);
  return kernels;
}

std::vector<std::byte> encode_index(const std::vector<Expected>& kernels) {
  CacheInput input;
  for (std::uint32_t i = 0; i < kernels.size(); ++i) {
    const Expected& kernel = kernels[i];
    input.images.push_back({tests::sass(8, 0), tests::to_bytes("code of " + kernel.name)});
    input.kernels.push_back(
        {kernel.key, kernel.name, "_Z" + kernel.name, "k.cpp:1", {{i, kernel.registers, 0, 0}}});
  }
  return encode(input)->index;
}

class IndexBlocks : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kNames = std::uint64_t{kKernels} * kernel_entry::kSize;
  static constexpr std::uint64_t kUses = kNames + std::uint64_t{kKernels} * kNameEntrySize;
  static constexpr std::uint64_t kImages = kUses + std::uint64_t{kKernels} * use_entry::kSize;
  static constexpr std::uint64_t kTexts = kImages + std::uint64_t{kKernels} * image_entry::kSize;

  static void SetUpTestSuite() {
    kernels_ = new std::vector<Expected>(expected_kernels());
    sound_ = new std::vector<std::byte>(encode_index(*kernels_));
  }
  static void TearDownTestSuite() {
    delete kernels_;
    delete sound_;
  }

  // The index with one bit flipped at this place of the body.
  static std::vector<std::byte> damaged(std::uint64_t place) {
    std::vector<std::byte> index = *sound_;
    const auto texts = load<std::uint32_t>(index, header::kTextSize);
    index.at(index.size() - texts - kTexts + place) ^= std::byte{4};
    return index;
  }

  // Asks for each kernel's first use: it must be the right one, or the reason is damage. For each
  // kernel whether it was damage.
  static std::vector<bool> look_up_all(const IndexView& index) {
    std::vector<bool> damaged;
    for (const Expected& kernel : *kernels_) {
      const Result<KernelEntry> found = index.find(kernel.key);
      const Status status = found.ok() ? index.check_images(*found) : found.status();
      EXPECT_TRUE(status.ok() || status.code() == Code::kCorrupt) << status.text();
      damaged.push_back(!status.ok());
      if (!status.ok()) continue;
      EXPECT_EQ(found->key, kernel.key);
      EXPECT_EQ(index.use(found->first_use).registers, kernel.registers);
      EXPECT_EQ(index.image(index.use(found->first_use).image).target, tests::sass(8, 0));
    }
    return damaged;
  }

  static std::vector<Expected>* kernels_;
  static std::vector<std::byte>* sound_;
};
std::vector<Expected>* IndexBlocks::kernels_ = nullptr;
std::vector<std::byte>* IndexBlocks::sound_ = nullptr;

TEST_F(IndexBlocks, SoundOnesGiveEveryKernel) {
  ASSERT_GT(sound_->size(), store::kCheckedWhole);
  const Result<IndexView> index = IndexView::open(*sound_);
  ASSERT_TRUE(index.ok()) << index.status().text();
  EXPECT_EQ(std::ranges::count(look_up_all(*index), true), 0);
  EXPECT_TRUE(index->check().ok());
}

TEST_F(IndexBlocks, AreNotReadByOpening) {
  std::vector<std::byte> index = *sound_;
  const auto texts = load<std::uint32_t>(index, header::kTextSize);
  const auto body = static_cast<std::ptrdiff_t>(index.size() - texts - kTexts);
  std::fill(index.begin() + body, index.end(), std::byte{0xa5});
  const Result<IndexView> opened = IndexView::open(index);
  ASSERT_TRUE(opened.ok()) << opened.status().text();
  EXPECT_EQ(std::ranges::count(look_up_all(*opened), true), kKernels);
  EXPECT_TRUE(opened->producer().empty());
  EXPECT_EQ(opened->check().code(), Code::kCorrupt);
}

// In every table and every block of it: those that lie there are refused, those that lie further
// than one block away are right. Between them a search may have passed through the block.
TEST_F(IndexBlocks, OfKernelsThatAreDamagedStopTheirKernels) {
  for (std::uint64_t block = 0; block < kNames / kBlockSize; ++block) {
    const std::vector<std::byte> bytes = damaged(block * kBlockSize + block % kBlockSize);
    const Result<IndexView> index = IndexView::open(bytes);
    ASSERT_TRUE(index.ok()) << index.status().text();
    const std::vector<bool> refused = look_up_all(*index);
    for (std::uint64_t i = 0; i < kKernels; ++i) {
      const std::uint64_t first = i * kernel_entry::kSize / kBlockSize;
      const std::uint64_t last = ((i + 1) * kernel_entry::kSize - 1) / kBlockSize;
      if (first <= block && block <= last) {
        ASSERT_TRUE(refused[i]) << i << " in block " << block;
      } else if (last + 1 < block || block + 1 < first) {
        ASSERT_FALSE(refused[i]) << i << " for block " << block;
      }
    }
    EXPECT_EQ(index->check().code(), Code::kCorrupt);
  }
}

TEST_F(IndexBlocks, OfUsesThatAreDamagedStopTheirKernels) {
  for (std::uint64_t place = kUses; place < kImages; place += kBlockSize) {
    const std::vector<std::byte> bytes = damaged(place);
    const Result<IndexView> index = IndexView::open(bytes);
    ASSERT_TRUE(index.ok()) << index.status().text();
    const std::vector<bool> refused = look_up_all(*index);
    EXPECT_TRUE(refused[(place - kUses) / use_entry::kSize]);
    // Not more than a block holds of the smallest thing that can lie in it.
    EXPECT_LE(std::ranges::count(refused, true), kBlockSize / use_entry::kSize + 2);
    EXPECT_EQ(index->check().code(), Code::kCorrupt);
  }
}

TEST_F(IndexBlocks, OfImagesThatAreDamagedStopTheKernelsThatUseThem) {
  for (std::uint64_t place = kImages + kBlockSize; place < kTexts; place += kBlockSize) {
    const std::vector<std::byte> bytes = damaged(place);
    const Result<IndexView> index = IndexView::open(bytes);
    ASSERT_TRUE(index.ok()) << index.status().text();
    const auto refused = std::ranges::count(look_up_all(*index), true);
    EXPECT_GE(refused, 1);
    EXPECT_LE(refused, kBlockSize / image_entry::kSize + 2);
    EXPECT_EQ(index->check().code(), Code::kCorrupt);
  }
}

TEST_F(IndexBlocks, OfTextsThatAreDamagedStopNamesOnly) {
  const std::uint64_t end = kTexts + load<std::uint32_t>(*sound_, header::kTextSize);
  for (std::uint64_t place = kTexts + kBlockSize; place < end; place += kBlockSize) {
    const std::vector<std::byte> bytes = damaged(place);
    const Result<IndexView> index = IndexView::open(bytes);
    ASSERT_TRUE(index.ok()) << index.status().text();
    EXPECT_EQ(std::ranges::count(look_up_all(*index), true), 0);
    int refused = 0;
    for (const Expected& kernel : *kernels_) {
      const Result<std::vector<KernelView>> found = index->find(kernel.name);
      if (found.ok()) {
        ASSERT_EQ(found->size(), 1U) << kernel.name;
        ASSERT_EQ(found->front().key, kernel.key);
      } else {
        ASSERT_EQ(found.status().code(), Code::kCorrupt);
        ++refused;
      }
    }
    EXPECT_GE(refused, 1);
    EXPECT_EQ(index->check().code(), Code::kCorrupt);
  }
}

}  // namespace
}  // namespace larder::inline v1::format
