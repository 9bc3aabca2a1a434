// Problems with the folder of a program's own store: one warning, and the program never stops.
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "runtime/images/user_store.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/store_entries.h"
#include "tests/unit/device/store_folder.h"

namespace larder {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using tests::CpuStore;
using tests::DiskCache;
using tests::ScopedVariable;

/// Runs checks in a process that has limits and a user of its own.
template <class Checks>
void in_child(const Checks& checks) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    checks();
    std::fflush(nullptr);
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "the child's failures stand above";
}

/// Makes the folders below `root` read-only. As root, for whom that means nothing, gives all to
/// nobody, and becomes nobody.
void lose_writing(const std::string& root) {
  constexpr uid_t kNobody = 65534;
  std::vector<std::string> paths = {root};
  for (const auto& each : fs::recursive_directory_iterator(root)) paths.push_back(each.path());
  const bool is_root = ::geteuid() == 0;
  for (const std::string& path : paths) {
    const int given = is_root ? ::chown(path.c_str(), kNobody, kNobody) : 0;
    const int closed = fs::is_directory(path) ? ::chmod(path.c_str(), 0555) : 0;
    ASSERT_EQ(given | closed, 0) << path;
  }
  if (!is_root) return;
  ASSERT_EQ(::setgroups(0, nullptr), 0);
  ASSERT_EQ(::setgid(kNobody), 0);
  ASSERT_EQ(::setuid(kNobody), 0);
}

class StoreTrouble : public CpuStore {
 protected:
  /// Opens twice with one store whose folder can't be used: a warning, and memory serves.
  void expect_memory_only(const Store& store, const std::string& reason) const {
    const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
    const ScopedVariable warn("LARDER_LOG", "warn");
    testing::internal::CaptureStderr();
    Options options;
    options.policy = Policy::kCpu;
    options.store = store;
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(Device::open(options).status().ok());
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, HasSubstr(reason));
    EXPECT_EQ(said.find("kept in memory only"), said.rfind("kept in memory only")) << said;
    EXPECT_EQ(store.folder(), "");
    EXPECT_EQ(store.statistics().hits, 8U);
    EXPECT_EQ(store.statistics().misses, 4U);
  }
  /// Or a user's test could not remove it.
  void give_back_writing() const {
    for (const auto& each : fs::recursive_directory_iterator(root_)) {
      if (each.is_directory()) fs::permissions(each.path(), fs::perms::owner_all);
    }
    fs::permissions(root_, fs::perms::owner_all);
  }
  static void expect_saved(const Store& store) {
    const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
    static_cast<void>(open(store, Policy::kCpu));
    EXPECT_NE(store.folder(), "");
    EXPECT_EQ(entries(store), 1U);
  }
};

TEST_F(StoreTrouble, NoFolderToBeHad) {
  StoreOptions anywhere = options();
  anywhere.folder.clear();
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable home("HOME", "/");  // as accounts of services have it
  expect_memory_only(Store(anywhere), "neither XDG_CACHE_HOME, HOME nor the user's account names");
}

TEST_F(StoreTrouble, NoFolderToBeHadIsNotToldWhereNoneIsNeeded) {
  const DiskCache cache(with_records());
  StoreOptions anywhere = options();
  anywhere.folder.clear();
  anywhere.mode = StoreMode::kFlushOnChange;
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable home("HOME", "/");
  const ScopedVariable warn("LARDER_LOG", "warn");
  const ScopedVariable cpu("LARDER_DEVICE", "cpu");
  Options needs_none;
  needs_none.store = Store(anywhere);
  testing::internal::CaptureStderr();
  EXPECT_TRUE(Device::open(needs_none).status().ok());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(StoreTrouble, AFileInTheWay) {
  StoreOptions wrong = options();
  wrong.folder = root_ + "/file";
  std::ofstream(wrong.folder) << "not a folder";
  expect_memory_only(Store(wrong), "Not a directory");
}

TEST_F(StoreTrouble, AFolderThatEverybodyCanWrite) {
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chmod(store.folder().c_str(), 0777), 0);
  expect_memory_only(store, "can be written by everybody");
}

TEST_F(StoreTrouble, AFolderThatAnotherGroupCanWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder to any group";
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), 0, 12345), 0);
  ASSERT_EQ(::chmod(store.folder().c_str(), 0770), 0);
  expect_memory_only(store, "can be written by group 12345");
}

TEST_F(StoreTrouble, AFolderBelowOneThatAnotherGroupCanWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder to any group";
  ASSERT_EQ(::chown(root_.c_str(), 0, 12345), 0);
  ASSERT_EQ(::chmod(root_.c_str(), 0770), 0);
  expect_memory_only(fresh(), "can be written by group 12345");
  ASSERT_EQ(::chmod(root_.c_str(), 01770), 0);  // sticky: the group can't replace what is in it
  expect_saved(fresh());
}

TEST_F(StoreTrouble, AFolderThatTheUsersOwnGroupCanWriteServes) {
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), ::geteuid(), ::getegid()), 0);
  ASSERT_EQ(::chmod(store.folder().c_str(), 0770), 0);
  expect_saved(store);
}

TEST_F(StoreTrouble, AFolderOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  const Store store = fresh();
  fs::create_directories(store.folder());
  ASSERT_EQ(::chown(store.folder().c_str(), 12345, 12345), 0);
  expect_memory_only(store, "belongs to user 12345");
}

TEST_F(StoreTrouble, ALinkLeadsNowhereThatIsNotTrusted) {
  const std::string open_to_all = root_ + "/open";
  fs::create_directories(open_to_all);
  ASSERT_EQ(::chmod(open_to_all.c_str(), 0777), 0);
  const Store store = fresh();
  fs::create_directory_symlink(open_to_all, store.folder());
  expect_memory_only(store, "can be written by everybody");
  EXPECT_TRUE(fs::is_empty(open_to_all));
}

TEST_F(StoreTrouble, ADiskThatIsFull) {
  in_child([this] {
    // No file can grow any further, as where the disk has no room left.
    constexpr rlimit kRoom = {64 << 10, 64 << 10};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &kRoom), 0);
    static_cast<void>(std::signal(SIGXFSZ, SIG_DFL));  // which would end the program
    const images::StorePlan plan = images::plan_store(options(), "/opt/bin/app");
    detail::UserStore store(plan);
    format::CacheInput large = tests::entry_contents(1);
    large.images[0].bytes.resize(100 << 10);
    testing::internal::CaptureStderr();
    for (int i = 0; i < 2; ++i) store.save(tests::entry_identity(1), large);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, HasSubstr("File too large"));
    EXPECT_EQ(said.find("kept in memory only"), said.rfind("kept in memory only")) << said;
    EXPECT_TRUE(store.load(tests::entry_identity(1)).ok());
    EXPECT_TRUE(fs::is_empty(plan.settings.folder));  // nor half of it
  });
}

TEST_F(StoreTrouble, AFolderThatCanOnlyBeReadServes) {
  const ScopedVariable nowhere("LARDER_CACHE", "/nowhere/program.larder");
  static_cast<void>(open(fresh(), Policy::kCpu));
  const Store store = fresh();
  in_child([&] {
    ASSERT_NO_FATAL_FAILURE(lose_writing(root_));
    EXPECT_TRUE(open(store, Policy::kCpu).status().ok());
    EXPECT_EQ(store.statistics().hits, 4U);
    EXPECT_NE(store.folder(), "");
  });
  give_back_writing();
}

TEST_F(StoreTrouble, AFolderThatCanOnlyBeRead) {
  const Store store = fresh();
  fs::create_directories(store.folder());
  in_child([&] {
    ASSERT_NO_FATAL_FAILURE(lose_writing(root_));
    expect_memory_only(store, "Permission denied");
  });
  give_back_writing();
}

TEST(StoreLimits, AnEntryThatCannotBeRemovedIsToldOnce) {
  images::StorePlan limited;
  limited.settings.folder = "/store/app";
  limited.settings.max_entries = 1;
  tests::MemoryFileSystem disk;
  detail::UserStore store(limited, disk);
  store.save(tests::entry_identity(0), tests::entry_contents(0));
  for (const auto& [path, bytes] : disk.files) disk.kept.push_back(path);
  const ScopedVariable warn("LARDER_LOG", "warn");
  testing::internal::CaptureStderr();
  for (int i = 1; i < 4; ++i) store.save(tests::entry_identity(i), tests::entry_contents(i));
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("may pass its limits (1 entries, 0 bytes; 0: none): cannot remove"));
  EXPECT_EQ(said.find("may pass"), said.rfind("may pass")) << said;
  EXPECT_EQ(store.folder(), "/store/app");  // it is used all the same
  EXPECT_TRUE(store.load(tests::entry_identity(3)).ok());
}

}  // namespace
}  // namespace larder
