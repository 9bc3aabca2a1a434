#include "runtime/store/paged_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace larder::inline v1::store {
namespace {

constexpr std::uint64_t kPage = PagedFile::kPage;
constexpr std::uint64_t kPiece = 4 * kPage;
constexpr std::uint64_t kSize = 100 * kPage + 7;

struct Part {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  bool operator==(const Part&) const = default;
};

// A file whose bytes count up, and what was asked of it.
struct Disk {
  std::mutex mutex;
  std::vector<Part> told;
  std::vector<Part> read;
  std::atomic<std::uint64_t> size = kSize;
  std::atomic<int> added = 0;  ///< to each byte: what somebody overwrites it with
};

class DiskSource : public PageSource {
 public:
  explicit DiskSource(Disk& disk) : disk_(disk) {}
  void prefetch(std::uint64_t offset, std::uint64_t size) override {
    const std::lock_guard lock(disk_.mutex);
    disk_.told.push_back({offset, size});
  }
  Status read(std::uint64_t offset, std::span<std::byte> to) override {
    const std::lock_guard lock(disk_.mutex);
    disk_.read.push_back({offset, to.size()});
    if (!format::fits(offset, to.size(), disk_.size)) return {Code::kCorrupt, "cut"};
    for (std::size_t i = 0; i < to.size(); ++i) {
      to[i] = static_cast<std::byte>((offset + i) / kPage + static_cast<unsigned>(disk_.added));
    }
    return {};
  }

 private:
  Disk& disk_;
};

class PagedFileTest : public ::testing::Test {
 protected:
  PagedFile open(std::uint64_t lead = 0) {
    const auto memory = std::make_shared<std::vector<std::byte>>(kSize);
    return {*memory, memory, std::make_unique<DiskSource>(disk_), kPiece, lead};
  }
  static format::Bytes part(const PagedFile& file, std::uint64_t begin, std::uint64_t size) {
    return file.bytes().subspan(begin, size);
  }

  Disk disk_;
};

TEST_F(PagedFileTest, ReadsThePagesThatAreWantedOnce) {
  const PagedFile file = open();
  EXPECT_EQ(file.bytes().size(), kSize);
  ASSERT_TRUE(file.read(part(file, 5 * kPage - 1, 2)).ok());
  ASSERT_TRUE(file.read(part(file, 4 * kPage, kPage)).ok());
  ASSERT_TRUE(file.read({}).ok());
  EXPECT_EQ(disk_.read, (std::vector<Part>{{4 * kPage, 2 * kPage}}));
  EXPECT_EQ(file.bytes()[5 * kPage], std::byte{5});
}

TEST_F(PagedFileTest, ReadsWhatIsMissingAmongWhatIsThere) {
  const PagedFile file = open();
  ASSERT_TRUE(file.read(part(file, 3 * kPage, 1)).ok());
  ASSERT_TRUE(file.read(part(file, kPage, 4 * kPage)).ok());
  ASSERT_TRUE(file.read(part(file, kSize - 1, 1)).ok());
  EXPECT_EQ(disk_.read,
            (std::vector<Part>{
                {3 * kPage, kPage}, {kPage, 2 * kPage}, {4 * kPage, kPage}, {100 * kPage, 7}}));
}

TEST_F(PagedFileTest, BeginsPagesWhereItIsTold) {
  const PagedFile file = open(kPage - 100);
  ASSERT_TRUE(file.read(part(file, 100, kPage)).ok());
  ASSERT_TRUE(file.read(part(file, 0, 1)).ok());
  ASSERT_TRUE(file.read(part(file, kSize - 1, 1)).ok());
  EXPECT_EQ(disk_.read,
            (std::vector<Part>{{100, kPage}, {0, 100}, {99 * kPage + 100, kPage - 93}}));
}

TEST_F(PagedFileTest, KeepsWhatItReadWhenTheFileChanges) {
  const PagedFile file = open();
  const PagedFile copy = file;  // NOLINT(performance-unnecessary-copy-initialization)
  ASSERT_TRUE(file.read(part(file, 0, 2 * kPage)).ok());
  disk_.added = 100;
  ASSERT_TRUE(copy.read(part(copy, 0, 3 * kPage)).ok());
  EXPECT_EQ(copy.bytes()[kPage], std::byte{1});
  EXPECT_EQ(file.bytes()[2 * kPage], std::byte{102});
}

TEST_F(PagedFileTest, SaysThatTheFileWasCutAndReadsAgainLater) {
  const PagedFile file = open();
  disk_.size = 10 * kPage;
  EXPECT_TRUE(file.read(part(file, 9 * kPage, kPage)).ok());
  EXPECT_EQ(file.read(part(file, 9 * kPage, 2 * kPage)).code(), Code::kCorrupt);
  disk_.size = kSize;
  EXPECT_TRUE(file.read(part(file, 9 * kPage, 2 * kPage)).ok());
  EXPECT_EQ(file.bytes()[10 * kPage], std::byte{10});
}

TEST_F(PagedFileTest, TellsOfWholePiecesOnce) {
  const PagedFile file = open();
  file.prefetch(part(file, 5 * kPiece + 1, 2));
  file.prefetch(part(file, 5 * kPiece, kPiece));
  file.prefetch(part(file, 4 * kPiece, 3 * kPiece));
  file.prefetch({});
  file.prefetch(part(file, kSize - 1, 1));
  EXPECT_EQ(disk_.told,
            (std::vector<Part>{{5 * kPiece, kPiece}, {4 * kPiece, 3 * kPiece}, {25 * kPiece, 7}}));
  EXPECT_TRUE(disk_.read.empty());
}

TEST_F(PagedFileTest, InMemoryIsAskedNothing) {
  const auto memory = std::make_shared<std::vector<std::byte>>(kSize);
  const PagedFile file(*memory, memory);
  file.prefetch(file.bytes());
  EXPECT_TRUE(file.read(file.bytes()).ok());
  EXPECT_TRUE(PagedFile().bytes().empty());
  EXPECT_TRUE(PagedFile().read({}).ok());
}

TEST_F(PagedFileTest, IsReadByManyThreadsAndEachPageOnce) {
  const PagedFile file = open();
  std::vector<std::jthread> threads;
  threads.reserve(4);
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (std::uint64_t page = 0; page < 100; ++page) {
        file.prefetch(part(file, page * kPage, 1));
        if (!file.read(part(file, page * kPage, 1)).ok()) ++wrong;
        if (file.bytes()[page * kPage] != static_cast<std::byte>(page)) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(disk_.read.size(), 100U);
  EXPECT_EQ(disk_.told.size(), 25U);
}

}  // namespace
}  // namespace larder::inline v1::store
