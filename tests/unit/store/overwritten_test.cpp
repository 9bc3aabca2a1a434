// Caches of more than 1 MiB that somebody overwrites in place, or cuts, while programs start and
// run: never a signal, never a wrong image.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "tests/support/folder.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::uint32_t kKernels = 20'000;

format::Key key_of(std::uint32_t kernel) {
  return {format::digest({format::as_bytes(std::to_string(kernel))}).bytes};
}

// What build `build` has for a kernel: other code under the same key, which no build does, so that
// a mixture shows.
std::string code_of(std::uint32_t kernel, int build) {
  return "build " + std::to_string(build) + " kernel " + std::to_string(kernel) +
         std::string(100, static_cast<char>('a' + build));
}

format::EncodedCache encoded(int build) {
  format::CacheInput input;
  for (std::uint32_t i = 0; i < kKernels; ++i) {
    input.kernels.push_back({key_of(i), "kernel", "kernel", "k.cpp:1", {{i, 16, 0, 0}}});
    input.images.push_back({tests::sass(9, 0), tests::to_bytes(code_of(i, build))});
  }
  return *format::encode(input);
}

format::Digest pair_of(const format::EncodedCache& build) {
  return format::parse_prefix(build.index, format::kIndexMagic, "index")->pair;
}

class Overwritten : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const int build : {0, 1}) builds_[build] = new format::EncodedCache(encoded(build));
    ASSERT_GT(builds_[0]->index.size(), std::size_t{1} << 20);
    ASSERT_GT(builds_[0]->data.size(), std::size_t{1} << 20);
    ASSERT_EQ(builds_[0]->data.size(), builds_[1]->data.size());
  }
  static void TearDownTestSuite() {
    for (format::EncodedCache*& build : builds_) delete std::exchange(build, nullptr);
  }
  Overwritten() { copy(0); }

  // As cp does: over the same file.
  static void overwrite(const std::string& path, const std::vector<std::byte>& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
  void copy(int build) const {
    overwrite(data_path(index_), builds_[build]->data);
    overwrite(index_, builds_[build]->index);
  }

  enum class Got { kRight, kRefused, kWrong };
  // Whether a cache gives a kernel's code of the build that its index is of, or says why not.
  static Got look_up(const Cache& cache, std::uint32_t kernel) {
    const auto refused = [](const Status& status) {
      return status.code() == Code::kCorrupt ? Got::kRefused : Got::kWrong;
    };
    const Result<std::vector<ImageEntry>> entries = cache.find(key_of(kernel));
    if (!entries.ok()) return refused(entries.status());
    const auto image = cache.image(key_of(kernel), entries->front());
    if (!image.ok()) return refused(image.status());
    const std::string text(reinterpret_cast<const char*>(image->data()), image->size());
    const bool first = cache.index().prefix().pair == pair_of(*builds_[0]);
    return text == code_of(kernel, first ? 0 : 1) ? Got::kRight : Got::kWrong;
  }

  static format::EncodedCache* builds_[2];
  const tests::Folder folder_;
  const std::string index_ = folder_.path() + "/app.larder";
};
format::EncodedCache* Overwritten::builds_[2] = {nullptr, nullptr};

TEST_F(Overwritten, WhatWasReadStaysAndTheRestIsRefused) {
  const Result<Cache> cache = Cache::open(index_);
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_EQ(look_up(*cache, 7), Got::kRight);
  const auto image = cache->image(key_of(7), cache->find(key_of(7))->front());
  copy(1);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(image->data()), image->size()),
            code_of(7, 0));
  EXPECT_EQ(look_up(*cache, 7), Got::kRight);
  int refused = 0;
  for (std::uint32_t i = 0; i < kKernels; i += 10) {
    const Got got = look_up(*cache, i);
    ASSERT_NE(got, Got::kWrong) << i;
    if (got == Got::kRefused) ++refused;
  }
  EXPECT_GT(refused, 1000);
  EXPECT_FALSE(cache->verify().empty());
  EXPECT_TRUE(Cache::open(index_)->verify().empty());
}

TEST_F(Overwritten, ACutFileIsAnErrorThatSaysSo) {
  const Result<Cache> cache = Cache::open(index_);
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  const Result<std::vector<ImageEntry>> entries = cache->find(key_of(7));
  ASSERT_TRUE(entries.ok()) << entries.status().text();
  fs::resize_file(data_path(index_), 100);
  const Status of_data = cache->image(key_of(7), entries->front()).status();
  EXPECT_EQ(of_data.code(), Code::kCorrupt);
  EXPECT_THAT(of_data.message(), HasSubstr("app.larder-data: the file has become shorter while"));
  fs::resize_file(index_, 100);
  int refused = 0;
  for (std::uint32_t i = 0; i < kKernels; i += 100) {
    const Result<std::vector<ImageEntry>> found = cache->find(key_of(i));
    if (found.ok()) continue;
    ++refused;
    EXPECT_EQ(found.status().code(), Code::kCorrupt);
    EXPECT_THAT(found.status().message(), HasSubstr("app.larder: the file has become shorter"));
  }
  EXPECT_GT(refused, 100);
}

// Programs that start and look up while files are overwritten, cut and come back.
TEST_F(Overwritten, AgainAndAgainNoProgramGetsAWrongImageOrASignal) {
  std::atomic<bool> done = false;
  std::atomic<int> counts[3] = {0, 0, 0};
  std::vector<std::jthread> programs;
  programs.reserve(2);
  for (std::uint32_t program = 0; program < 2; ++program) {
    programs.emplace_back([&, program] {
      for (std::uint32_t start = program; !done; start += 7) {
        const Result<Cache> cache = Cache::open(index_);
        if (!cache.ok()) {
          const bool said = cache.status().code() == Code::kCorrupt;
          ++counts[static_cast<int>(said ? Got::kRefused : Got::kWrong)];
          continue;
        }
        for (std::uint32_t i = 0; i < 40; ++i) {
          ++counts[static_cast<int>(look_up(*cache, (start + i * 499) % kKernels))];
        }
      }
    });
  }
  for (int round = 0; round < 40; ++round) {
    copy(round % 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const std::string& cut = round % 3 == 0 ? index_ : data_path(index_);
    fs::resize_file(cut, fs::file_size(cut) / (2 + static_cast<unsigned>(round) % 5));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    copy(round % 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  done = true;
  programs.clear();
  EXPECT_EQ(counts[static_cast<int>(Got::kWrong)], 0);
  EXPECT_GT(counts[static_cast<int>(Got::kRight)], 0);
  EXPECT_GT(counts[static_cast<int>(Got::kRefused)], 0);
}

}  // namespace
}  // namespace larder::inline v1::store
