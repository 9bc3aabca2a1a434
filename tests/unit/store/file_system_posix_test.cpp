// The folders of the real file system; what it does with files, other tests show.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "runtime/store/file_system.h"
#include "tests/support/folder.h"

namespace larder::inline v1::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class PosixFolders : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }

  const tests::Folder folder_;
  FileSystem& files_ = posix_file_system();
};

TEST_F(PosixFolders, AreListedWithoutFilesAndLinks) {
  fs::create_directories(path("one/below"));
  fs::create_directory(path(".two"));
  std::ofstream(path("file")) << "file";
  fs::create_directory_symlink(path("one"), path("link"));
  EXPECT_THAT(*files_.folders(folder_.path()), UnorderedElementsAre("one", ".two"));
  EXPECT_EQ(files_.list(folder_.path())->size(), 1U);
  EXPECT_EQ(files_.folders(path("none")).status().code(), Code::kNotFound);
  EXPECT_EQ(files_.folders(path("file")).status().code(), Code::kNotFound);
}

// A program that starts while somebody copies another cache over its own must not end by SIGBUS.
TEST_F(PosixFolders, WhatWasReadOfAFileStaysWhenTheFileIsOverwrittenInPlace) {
  for (const std::size_t size : {1, 4097, 1 << 20}) {
    std::ofstream(path("file")) << std::string(size, 'a');
    const Result<Mapping> file = files_.map(path("file"));
    ASSERT_TRUE(file.ok()) << file.status().text();
    std::ofstream(path("file")) << "b";
    ASSERT_EQ(file->bytes.size(), size);
    EXPECT_EQ(std::ranges::count(file->bytes, std::byte('a')), static_cast<long>(size));
    fs::remove(path("file"));
    EXPECT_EQ(file->bytes.back(), std::byte('a'));
  }
}

TEST_F(PosixFolders, AFileThatMayNotGrowIsAnErrorAndTheSignalGoesNowhereElse) {
  const auto write = [&](std::size_t bytes) {
    return files_.create(path("large" + std::to_string(bytes)), std::vector<std::byte>(bytes));
  };
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit little = {1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &little), 0);
  const Status large = write(2000);
  const Status small = write(500);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(large.code(), Code::kIo);
  EXPECT_THAT(large.message(), HasSubstr("File too large"));
  EXPECT_TRUE(small.ok()) << small.text();
  sigset_t pending{};
  ASSERT_EQ(sigpending(&pending), 0);
  EXPECT_EQ(sigismember(&pending, SIGXFSZ), 0);
}

TEST_F(PosixFolders, MayHoldFilesOfAnyTime) {
  std::ofstream(path("file")) << "file";
  for (const std::int64_t second : {std::int64_t{1} << 34, std::int64_t{0}}) {
    const timespec times[] = {{second, 0}, {second, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path("file").c_str(), times, 0), 0);
    const std::int64_t used = files_.list(folder_.path())->front().used;
    EXPECT_EQ(used / 1'000'000'000, std::min(second, std::int64_t{9'223'372'035})) << second;
  }
}

TEST_F(PosixFolders, AreMadeOneAtATimeAsMkdirDoes) {
  const mode_t before = ::umask(027);
  EXPECT_TRUE(files_.create_folder(path("new")).ok());
  ::umask(before);
  EXPECT_EQ(fs::status(path("new")).permissions(),
            fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec);
  EXPECT_TRUE(files_.create_folder(path("new")).ok());
  EXPECT_TRUE(files_.create_folder(path("slash/")).ok());
  const Status status = files_.create_folder(path("a/b"));
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_FALSE(fs::exists(path("a")));
  std::ofstream(path("file")) << "file";
  EXPECT_THAT(files_.create_folder(path("file")).message(), HasSubstr("File exists"));
}

TEST_F(PosixFolders, AreRemovedWhileTheyAreEmpty) {
  fs::create_directories(path("one/below"));
  EXPECT_EQ(files_.remove_folder(path("one")).code(), Code::kIo);
  EXPECT_TRUE(files_.remove_folder(path("one/below")).ok());
  EXPECT_TRUE(files_.remove_folder(path("one")).ok());
  EXPECT_EQ(files_.remove_folder(path("one")).code(), Code::kNotFound);
}

}  // namespace
}  // namespace larder::inline v1::store
