// The folders of the real file system; what it does with files, other tests show.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "runtime/store/file_system.h"
#include "tests/support/folder.h"

namespace larder::store {
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
}  // namespace larder::store
