// An index's announcements of its next reads: everything that look-ups then read, in few calls.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/format/index.h"
#include "runtime/format/layout.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

constexpr std::uint32_t kKernels = 4000;
constexpr std::uint32_t kTargets = 3;

Key key_of(std::uint32_t kernel) { return {digest({as_bytes(std::to_string(kernel))}).bytes}; }

// As in caches for several architectures, a kernel's images lie far from each other.
std::vector<std::byte> encode_index() {
  CacheInput input;
  for (std::uint32_t i = 0; i < kKernels; ++i) {
    const std::string name = "kernel<" + std::to_string(i) + ">";
    input.kernels.push_back({key_of(i), name, "_Z" + name, "k.cpp:1", {}});
  }
  for (std::uint32_t target = 0; target < kTargets; ++target) {
    for (KernelInput& kernel : input.kernels) {
      kernel.uses.push_back({static_cast<std::uint32_t>(input.images.size()), 32, 0, 0});
      const std::string code = kernel.name + std::to_string(target);
      input.images.push_back(
          {tests::sass(8, static_cast<std::uint8_t>(target)), tests::to_bytes(code)});
    }
  }
  return encode(input)->index;
}

class IndexExpect : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { bytes_ = new std::vector<std::byte>(encode_index()); }
  static void TearDownTestSuite() { delete bytes_; }

  static Result<IndexView> open(const std::vector<std::byte>& bytes, std::vector<Bytes>& told) {
    return IndexView::open(bytes, [&told](Bytes part) { told.push_back(part); });
  }

  static bool holds(const std::vector<Bytes>& told, const std::byte* begin, std::uint64_t size) {
    return std::ranges::any_of(told, [&](Bytes part) {
      return part.data() <= begin && begin + size <= part.data() + part.size();
    });
  }

  static std::vector<Key> some_keys() {
    std::vector<Key> keys;
    for (std::uint32_t i = 0; i < kKernels; i += 97) keys.push_back(key_of(i));
    return keys;
  }

  static std::vector<std::byte>* bytes_;
};
std::vector<std::byte>* IndexExpect::bytes_ = nullptr;

TEST_F(IndexExpect, TellsOfEachKernelItsUsesAndItsImages) {
  std::vector<Bytes> told;
  const Result<IndexView> index = open(*bytes_, told);
  ASSERT_TRUE(index.ok()) << index.status().text();
  const std::vector<Key> keys = some_keys();
  index->prefetch(keys);
  const std::vector<Bytes> before = told;
  const auto texts = load<std::uint32_t>(*bytes_, header::kTextSize);
  const std::byte* const images =
      bytes_->data() + bytes_->size() - texts - index->image_count() * image_entry::kSize;
  const std::byte* const uses = images - index->use_count() * use_entry::kSize;
  const std::byte* const kernels = uses - kKernels * (kNameEntrySize + kernel_entry::kSize);
  for (const Key& key : keys) {
    const Result<KernelEntry> kernel = index->find(key);
    ASSERT_TRUE(kernel.ok()) << kernel.status().text();
    ASSERT_EQ(kernel->use_count, kTargets);
    EXPECT_TRUE(holds(before, kernels + kernel->number * kernel_entry::kSize, kernel_entry::kSize));
    for (std::uint32_t use = kernel->first_use; use < kernel->first_use + kTargets; ++use) {
      EXPECT_TRUE(holds(before, uses + use * use_entry::kSize, use_entry::kSize));
      const std::uint32_t image = index->use(use).image;
      EXPECT_TRUE(holds(before, images + image * image_entry::kSize, image_entry::kSize));
    }
  }
}

TEST_F(IndexExpect, TellsNothingOfWhatWasFoundSound) {
  std::vector<Bytes> told;
  const Result<IndexView> index = open(*bytes_, told);
  ASSERT_TRUE(index.ok()) << index.status().text();
  ASSERT_TRUE(index->check().ok());
  told.clear();
  index->prefetch(some_keys());
  EXPECT_TRUE(told.empty());
}

TEST_F(IndexExpect, KeysThatAreNotThereDoNoHarm) {
  std::vector<Bytes> told;
  const Result<IndexView> index = open(*bytes_, told);
  ASSERT_TRUE(index.ok()) << index.status().text();
  const std::vector<Key> absent = {key_of(kKernels), key_of(kKernels + 1), Key{}};
  index->prefetch(absent);
  for (const Key& key : absent) EXPECT_EQ(index->find(key).status().code(), Code::kNotFound);
}

// Numbers in damaged tables point anywhere; blocks are checked before they are believed.
TEST_F(IndexExpect, DamagedTablesDoNoHarm) {
  std::vector<std::byte> damaged = *bytes_;
  const auto texts = load<std::uint32_t>(damaged, header::kTextSize);
  const std::uint64_t tables =
      kKernels * (kernel_entry::kSize + kNameEntrySize) +
      std::uint64_t{kKernels} * kTargets * (use_entry::kSize + image_entry::kSize);
  const auto begin = static_cast<std::ptrdiff_t>(damaged.size() - texts - tables);
  std::fill(damaged.begin() + begin, damaged.end() - texts, std::byte{0xa5});
  std::vector<Bytes> told;
  const Result<IndexView> index = open(damaged, told);
  ASSERT_TRUE(index.ok()) << index.status().text();
  index->prefetch(some_keys());
  for (const Key& key : some_keys()) {
    EXPECT_EQ(index->find(key).status().code(), Code::kCorrupt);
  }
}

TEST_F(IndexExpect, AnEmptyIndexExpectsNothing) {
  const std::vector<std::byte> empty = encode({})->index;
  std::vector<Bytes> told;
  const Result<IndexView> index = open(empty, told);
  ASSERT_TRUE(index.ok()) << index.status().text();
  index->prefetch(some_keys());
  EXPECT_TRUE(told.empty());
}

}  // namespace
}  // namespace larder::inline v1::format
