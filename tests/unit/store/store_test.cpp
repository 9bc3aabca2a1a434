#include "runtime/store/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <set>

#include "tests/support/memory_file_system.h"
#include "tests/support/store_entries.h"

namespace larder::inline v1::store {
namespace {

using tests::entry_contents;
using tests::entry_identity;
using tests::image_of;
using tests::MemoryFileSystem;

constexpr const char* kFolder = "/home/me/.cache/larder/app";

class StoreTest : public ::testing::Test {
 protected:
  Store make(std::uint64_t entries = 0, std::uint64_t bytes = 0) {
    return Store({kFolder, entries, bytes, std::chrono::milliseconds(10)}, disk_);
  }
  std::set<int> present(Store& store, int up_to) {
    std::set<int> numbers;
    for (int i = 0; i < up_to; ++i) {
      if (disk_.files.contains(store.path_of(entry_identity(i)))) numbers.insert(i);
    }
    return numbers;
  }

  MemoryFileSystem disk_;
};

TEST_F(StoreTest, GivesBackWhatWasSaved) {
  Store store = make();
  EXPECT_EQ(store.load(entry_identity(1)).status().code(), Code::kNotFound);
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  ASSERT_TRUE(store.save(entry_identity(2), entry_contents(2)).ok());
  EXPECT_EQ(image_of(store.load(entry_identity(1)), 1), "image 1");
  EXPECT_EQ(image_of(store.load(entry_identity(2)), 2), "image 2");
  EXPECT_EQ(store.usage()->entries, 2U);
}

TEST_F(StoreTest, AnImageMayBeVeryLarge) {
  format::CacheInput large = entry_contents(1);
  large.images[0].bytes.assign(std::size_t{64} << 20, std::byte{0x5a});
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), large).ok());
  const std::string image = image_of(store.load(entry_identity(1)), 1);
  EXPECT_EQ(image.size(), large.images[0].bytes.size());
  EXPECT_EQ(image.find_first_not_of('Z'), std::string::npos);
}

TEST_F(StoreTest, SavingAgainReplacesOneEntry) {
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1, " old")).ok());
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1, " new")).ok());
  EXPECT_EQ(store.usage()->entries, 1U);
  EXPECT_EQ(image_of(store.load(entry_identity(1)), 1), "image 1 new");
}

TEST_F(StoreTest, FlushRemovesAllAndSavingGoesOn) {
  Store store = make();
  EXPECT_TRUE(store.flush().ok());
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_TRUE(store.flush().ok());
  EXPECT_EQ(store.load(entry_identity(3)).status().code(), Code::kNotFound);
  EXPECT_EQ(store.usage()->entries, 0U);
  EXPECT_TRUE(store.save(entry_identity(3), entry_contents(3)).ok());
  EXPECT_EQ(image_of(store.load(entry_identity(3)), 3), "image 3");
}

TEST_F(StoreTest, CountsWhatAFlushRemoves) {
  Store store = make();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  const StoreUsage usage = *store.usage();
  EXPECT_EQ(usage.used, disk_.used[store.path_of(entry_identity(2))]);
  disk_.kept = {store.path_of(entry_identity(1))};
  StoreUsage removed;
  EXPECT_EQ(store.flush(&removed).code(), Code::kIo);
  EXPECT_EQ(removed.entries, 2U);
  EXPECT_EQ(removed.bytes + store.usage()->bytes, usage.bytes);
}

TEST_F(StoreTest, FilesOfOthersAreNeitherCountedNorRemoved) {
  const std::string other = std::string(kFolder) + "/app.larder";
  disk_.files[other].resize(100);
  Store store = make(1);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_EQ(store.usage()->entries, 1U);
  EXPECT_TRUE(store.flush().ok());
  EXPECT_TRUE(disk_.files.contains(other));
}

TEST_F(StoreTest, TheFolderGoesWithTheNotesAndOnlyWhenNothingElseIsThere) {
  Store store = make(3);
  ASSERT_TRUE(store.keep_only(entry_identity(100)).ok());
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  disk_.files[std::string(kFolder) + "/lock"] = {};
  EXPECT_EQ(store.remove_folder().code(), Code::kIo);
  EXPECT_EQ(disk_.files.size(), 3U);
  ASSERT_TRUE(store.flush().ok());
  EXPECT_TRUE(store.remove_folder().ok());
  EXPECT_TRUE(disk_.files.empty());
  EXPECT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
}

TEST_F(StoreTest, LookingAtAnEntryIsNoUse) {
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  const auto used = disk_.used;
  const std::vector<FileInfo> entries = *store.entries();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(image_of(store.look_at(entries[0].name), 1), "image 1");
  EXPECT_EQ(disk_.used, used);
}

TEST_F(StoreTest, OneEntryThatCannotBeRemovedDoesNotKeepTheOthers) {
  Store store = make();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  disk_.calls.clear();
  disk_.fail_at = 1;  // the first remove, behind list
  EXPECT_EQ(store.flush().code(), Code::kIo);
  EXPECT_EQ(store.usage()->entries, 1U);
}

TEST_F(StoreTest, LimitOfEntriesIsExactAndKeepsTheLastUsed) {
  Store store = make(3);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_EQ(present(store, 3), (std::set<int>{0, 1, 2}));
  ASSERT_TRUE(store.load(entry_identity(0)).ok());  // now 1 was used longest ago
  ASSERT_TRUE(store.save(entry_identity(3), entry_contents(3)).ok());
  EXPECT_EQ(present(store, 4), (std::set<int>{0, 2, 3}));
  ASSERT_TRUE(store.load(entry_identity(2)).ok());
  ASSERT_TRUE(store.save(entry_identity(4), entry_contents(4)).ok());
  EXPECT_EQ(present(store, 5), (std::set<int>{2, 3, 4}));
  EXPECT_EQ(store.evicted(), 2U);
}

TEST_F(StoreTest, AnEntryThatCannotBeRemovedIsToldAndPassedOver) {
  Store store = make(3);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_TRUE(store.overfull().ok());
  disk_.kept = {store.path_of(entry_identity(0))};
  ASSERT_TRUE(store.save(entry_identity(3), entry_contents(3)).ok());
  EXPECT_EQ(present(store, 4), (std::set<int>{0, 2, 3}));
  EXPECT_EQ(store.evicted(), 1U);
  EXPECT_EQ(store.overfull().message(), "cannot remove " + disk_.kept[0] + ": told to fail");
}

TEST_F(StoreTest, WhatIsSavedAfterTheClockWasSetBackIsNotTheFirstToGo) {
  constexpr std::int64_t kDay = 86'400'000'000'000;
  Store store = make(3);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
    disk_.used[store.path_of(entry_identity(i))] += kDay;  // saved before
  }
  for (int i = 3; i < 5; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_EQ(present(store, 5), (std::set<int>{2, 3, 4}));
  disk_.used[store.path_of(entry_identity(4))] = std::numeric_limits<std::int64_t>::max();
  for (int i = 5; i < 7; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_EQ(present(store, 7), (std::set<int>{4, 5, 6}));
}

TEST_F(StoreTest, SweepingGoesByTheClockAlone) {
  constexpr std::int64_t kDay = 86'400'000'000'000;
  Store store = make(3);
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::string writing = store.path_of(entry_identity(3)) + ".5f-1-3.tmp";
  disk_.files[writing] = {};
  disk_.used[writing] = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  disk_.used[store.path_of(entry_identity(1))] += kDay;
  ASSERT_TRUE(store.save(entry_identity(2), entry_contents(2)).ok());
  EXPECT_TRUE(store.sweep().ok());
  EXPECT_TRUE(disk_.files.contains(writing));
}

TEST_F(StoreTest, ReplacingAtTheLimitEvictsNothing) {
  Store store = make(2);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  ASSERT_TRUE(store.save(entry_identity(0), entry_contents(0, " new")).ok());
  EXPECT_EQ(present(store, 2), (std::set<int>{0, 1}));
}

TEST_F(StoreTest, LimitOfBytesHoldsAtAnyTime) {
  Store unlimited = make();
  ASSERT_TRUE(unlimited.save(entry_identity(0), entry_contents(0)).ok());
  const std::uint64_t one = unlimited.usage()->bytes;
  Store store = make(0, 3 * one);
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
    EXPECT_LE(store.usage()->bytes, 3 * one);
  }
  EXPECT_EQ(present(store, 9), (std::set<int>{6, 7, 8}));
  Store tiny = make(0, one - 1);
  const Status status = tiny.save(entry_identity(10), entry_contents(10));
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_NE(status.message().find("raise the limit"), std::string::npos);
  EXPECT_EQ(present(store, 9).size(), 3U);
}

TEST_F(StoreTest, ALockThatIsHeldDoesNotStopASave) {
  const auto held = disk_.lock(std::string(kFolder) + "/lock", std::chrono::milliseconds(1));
  ASSERT_TRUE(held.ok());
  Store store = make(2);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(store.save(entry_identity(i), entry_contents(i)).ok());
  EXPECT_EQ(image_of(store.load(entry_identity(3)), 3), "image 3");
}

TEST_F(StoreTest, AnEntryUnderAnotherNameIsNotBelieved) {
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  disk_.files[store.path_of(entry_identity(2))] = disk_.files[store.path_of(entry_identity(1))];
  const Result<Cache> entry = store.load(entry_identity(2));
  EXPECT_EQ(entry.status().code(), Code::kCorrupt);
  EXPECT_NE(entry.status().message().find("not what its name says"), std::string::npos);
}

TEST_F(StoreTest, ADamagedEntryIsAMissAndReplacedByTheNextSave) {
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  const std::string path = store.path_of(entry_identity(1));
  const std::vector<std::byte> sound = disk_.files[path];
  for (std::size_t i = 0; i < sound.size(); ++i) {
    disk_.files[path] = sound;
    disk_.files[path][i] ^= std::byte{1};
    ASSERT_NE(image_of(store.load(entry_identity(1)), 1), "image 1") << i;
    disk_.files[path].assign(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(i));
    ASSERT_NE(image_of(store.load(entry_identity(1)), 1), "image 1") << "cut to " << i;
  }
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  EXPECT_EQ(image_of(store.load(entry_identity(1)), 1), "image 1");
}

TEST_F(StoreTest, ReadingNeedsNoWriting) {
  Store writer = make();
  ASSERT_TRUE(writer.save(entry_identity(1), entry_contents(1)).ok());
  Store reader = make();
  disk_.calls.clear();
  disk_.fail_at = 2;  // check, map, time: the time of use can't be written
  EXPECT_EQ(image_of(reader.load(entry_identity(1)), 1), "image 1");
  EXPECT_EQ(disk_.calls.size(), 3U);
}

TEST_F(StoreTest, LeftoversAreSweptByAge) {
  Store store = make();
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  const std::string old = store.path_of(entry_identity(2)) + ".5f-1-2.tmp";
  const std::string fresh = store.path_of(entry_identity(3)) + ".5f-1-3.tmp";
  const std::string others = std::string(kFolder) + "/notes.tmp";
  disk_.files[old] = disk_.files[fresh] = disk_.files[others] = {};
  disk_.used[fresh] = disk_.used[store.path_of(entry_identity(1))];
  EXPECT_TRUE(store.sweep().ok());
  EXPECT_FALSE(disk_.files.contains(old));
  EXPECT_TRUE(disk_.files.contains(fresh));
  EXPECT_TRUE(disk_.files.contains(others));
  EXPECT_EQ(image_of(store.load(entry_identity(1)), 1), "image 1");
}

TEST_F(StoreTest, KeepOnlyFlushesWhenTheDefinitionIsAnother) {
  Store store = make();
  ASSERT_TRUE(store.keep_only(entry_identity(100)).ok());
  ASSERT_TRUE(store.save(entry_identity(1), entry_contents(1)).ok());
  ASSERT_TRUE(store.keep_only(entry_identity(100)).ok());
  EXPECT_EQ(store.usage()->entries, 1U);
  ASSERT_TRUE(store.keep_only(entry_identity(101)).ok());
  EXPECT_EQ(store.usage()->entries, 0U);
}

TEST_F(StoreTest, ContentsThatCannotBeEncodedTouchNothing) {
  Store store = make();
  format::CacheInput wrong = entry_contents(1);
  wrong.kernels[0].uses[0].image = 7;
  EXPECT_EQ(store.save(entry_identity(1), wrong).code(), Code::kInvalidArgument);
  EXPECT_TRUE(disk_.calls.empty());
}

// A save that fails, or whose process is killed, at any of its calls: the old entry or the new one,
// and every other entry, whatever of the folder's names had reached the disk.
TEST_F(StoreTest, FailingAtAnyCallLeavesTheOldEntryOrTheNew) {
  for (int call = 0;; ++call) {
    disk_.files.clear();
    disk_.used.clear();
    disk_.fail_at = -1;
    Store first = make(8);
    ASSERT_TRUE(first.save(entry_identity(1), entry_contents(1, " old")).ok());
    ASSERT_TRUE(first.save(entry_identity(2), entry_contents(2)).ok());
    disk_.calls.clear();
    disk_.fail_at = call;
    Store store = make(8);
    const Status status = store.save(entry_identity(1), entry_contents(1, " new"));
    const int calls = static_cast<int>(disk_.calls.size());
    disk_.fail_at = -1;
    const std::string image = image_of(make().load(entry_identity(1)), 1);
    EXPECT_TRUE(image == "image 1 old" || image == "image 1 new") << call << image;
    if (status.ok()) {
      EXPECT_EQ(image, "image 1 new") << call;
    }
    EXPECT_EQ(image_of(make().load(entry_identity(2)), 2), "image 2") << call;
    if (call >= calls) break;
  }
}

}  // namespace
}  // namespace larder::inline v1::store
