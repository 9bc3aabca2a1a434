#include "runtime/store/write.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "runtime/store/cache.h"
#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using tests::MemoryFileSystem;

format::EncodedCache other_cache() {
  format::CacheInput input = tests::sample_input();
  input.images[0].bytes[0] ^= std::byte{1};
  return *format::encode(input);
}

// The calls with the temporary names' numbers left out.
std::vector<std::string> plain_calls(const MemoryFileSystem& disk) {
  std::vector<std::string> calls;
  for (const std::string& call : disk.calls) {
    const bool temporary = call.ends_with(".tmp");
    calls.push_back(temporary ? call.substr(0, call.rfind('.', call.size() - 5)) + ".tmp" : call);
  }
  return calls;
}

TEST(WriteCache, WritesDataFirstAndIndexLast) {
  MemoryFileSystem disk;
  ASSERT_TRUE(write_cache("/out/app.larder", tests::sample_cache(), disk).ok());
  const std::vector<std::string> expected = {
      "create /out/app.larder-data.tmp", "create /out/app.larder.tmp",
      "rename /out/app.larder-data",     "sync /out",
      "rename /out/app.larder",          "sync /out"};
  EXPECT_EQ(plain_calls(disk), expected);
  EXPECT_TRUE(Cache::open("/out/app.larder", disk).ok());
}

TEST(WriteCache, FailingAnywhereLeavesOldOrNewOrARefusedPairAndNoTemporary) {
  for (int call = 0; call < 6; ++call) {
    MemoryFileSystem disk;
    ASSERT_TRUE(write_cache("/out/app.larder", tests::sample_cache(), disk).ok());
    disk.calls.clear();
    disk.fail_at = call;
    EXPECT_EQ(write_cache("/out/app.larder", other_cache(), disk).code(), Code::kIo) << call;
    EXPECT_EQ(disk.files.size(), 2U) << call;
    const Result<Cache> cache = Cache::open("/out/app.larder", disk);
    const bool between_the_renames = call == 3 || call == 4;
    EXPECT_EQ(cache.ok(), !between_the_renames) << call << cache.status().text();
    if (call < 3) {
      EXPECT_EQ(disk.files["/out/app.larder-data"], tests::sample_cache().data);
    }
  }
}

TEST(WriteFile, WritesASyncedTemporaryAndRenamesIt) {
  MemoryFileSystem disk;
  ASSERT_TRUE(write_file("/out/a", tests::to_bytes("old"), disk).ok());
  const std::vector<std::string> expected = {"create /out/a.tmp", "rename /out/a", "sync /out"};
  EXPECT_EQ(plain_calls(disk), expected);
  ASSERT_TRUE(write_file("/out/a", tests::to_bytes("new"), disk).ok());
  EXPECT_EQ(disk.files["/out/a"], tests::to_bytes("new"));
}

TEST(WriteFile, FailingLeavesTheOldFileOrTheNewOneAndNoTemporary) {
  for (int call = 0; call < 3; ++call) {
    MemoryFileSystem disk;
    ASSERT_TRUE(write_file("/out/a", tests::to_bytes("old"), disk).ok());
    disk.calls.clear();
    disk.fail_at = call;
    EXPECT_EQ(write_file("/out/a", tests::to_bytes("new"), disk).code(), Code::kIo) << call;
    EXPECT_EQ(disk.files.size(), 1U) << call;
    EXPECT_EQ(disk.files["/out/a"], tests::to_bytes(call < 2 ? "old" : "new")) << call;
  }
}

class RealFolder : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  tests::Folder owner_;
  std::filesystem::path folder_ = owner_.path();
};

TEST_F(RealFolder, HoldsWhatWasWrittenAndNothingElse) {
  ASSERT_TRUE(write_cache(path("app.larder"), tests::sample_cache()).ok());
  const Result<Cache> cache = Cache::open(path("app.larder"));
  ASSERT_TRUE(cache.ok()) << cache.status().text();
  EXPECT_TRUE(cache->verify().empty());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2);
}

TEST_F(RealFolder, KeepsAnOpenCacheWhileItIsReplaced) {
  ASSERT_TRUE(write_cache(path("app.larder"), tests::sample_cache()).ok());
  const Result<Cache> cache = Cache::open(path("app.larder"));
  ASSERT_TRUE(cache.ok());
  ASSERT_TRUE(write_cache(path("app.larder"), other_cache()).ok());
  EXPECT_TRUE(cache->verify().empty());
  EXPECT_TRUE(Cache::open(path("app.larder")).ok());
}

TEST_F(RealFolder, IsWrittenThroughARelativePath) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  const Status status = write_cache("app.larder", tests::sample_cache());
  std::filesystem::current_path(before);
  EXPECT_TRUE(status.ok()) << status.text();
  EXPECT_TRUE(Cache::open(path("app.larder")).ok());
}

TEST_F(RealFolder, KeepsWhatASymbolicLinkLeadsTo) {
  ASSERT_TRUE(write_file(path("victim"), tests::to_bytes("precious")).ok());
  std::filesystem::create_symlink(path("victim"), path("link"));
  ASSERT_TRUE(write_file(path("link"), tests::to_bytes("new")).ok());
  EXPECT_FALSE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(std::filesystem::file_size(path("link")), 3U);
  EXPECT_EQ(std::filesystem::file_size(path("victim")), 8U);
}

TEST_F(RealFolder, ThatIsNotThereIsSaid) {
  const Status status = write_cache(path("no/app.larder"), tests::sample_cache());
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_NE(status.message().find("No such file or directory"), std::string::npos);
}

TEST_F(RealFolder, FilesThatAreNoRegularFilesAreRefused) {
  EXPECT_EQ(Cache::open(folder_.string()).status().code(), Code::kIo);
  EXPECT_EQ(Cache::open("/dev/null").status().code(), Code::kIo);
  std::ofstream(path("empty.larder")).flush();
  EXPECT_EQ(Cache::open(path("empty.larder")).status().code(), Code::kCorrupt);
}

}  // namespace
}  // namespace larder::inline v1::store
