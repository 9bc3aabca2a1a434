// Caches in other folders of the build tree than the program's.
#include "runtime/store/build_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/store/locate.h"
#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

TEST(LeadsInside, IsAPathBelowAFolderInItsShortestForm) {
  for (const char* path : {"app.larder", "kernels/app.larder", "a b/c/app.larder", "a/..b/app"}) {
    EXPECT_TRUE(leads_inside(path)) << path;
  }
  for (const char* path : {"", ".", "..", "/app.larder", "../app.larder", "a/../../app.larder",
                           "a/../app.larder", "./app.larder", "a//app.larder", "a/", "a\nb"}) {
    EXPECT_FALSE(leads_inside(path)) << path;
  }
  EXPECT_FALSE(leads_inside(std::string("a\0b", 3)));
  EXPECT_TRUE(leads_inside(std::string(4095, 'a')));
  EXPECT_FALSE(leads_inside(std::string(4096, 'a')));
}

TEST(RecordName, IsTheIndexsAndADigest) {
  const std::string name = record_name("kernels/app.larder");
  EXPECT_EQ(name.size(), std::string("app.larder.").size() + 32);
  EXPECT_TRUE(name.starts_with("app.larder."));
  EXPECT_NE(name, record_name("other/app.larder"));
}

/// A build in /b with the program /b/app/app, on a disk in memory, where every folder is there.
class BuildTree : public ::testing::Test {
 protected:
  void put(const std::string& path) {
    disk_.files[path] = tests::sample_cache().index;
    disk_.files[data_path(path)] = tests::sample_cache().data;
  }
  std::string record(const std::string& text, const std::string& name) {
    const format::Bytes bytes = format::as_bytes(text);
    const std::string path = "/b/larder-caches/" + name;
    disk_.files[path].assign(bytes.begin(), bytes.end());
    return path;
  }
  std::string record(const std::string& index) {
    return record(record_text({index, "*.p"}), record_name(index));
  }

  tests::MemoryFileSystem disk_;
  Places places_{"/b/app/app", "", ""};
};

TEST_F(BuildTree, CacheInAnotherFolderIsFound) {
  put("/b/kernels/app.larder");
  record("kernels/app.larder");
  const Located located = locate(places_, disk_);
  ASSERT_TRUE(located.cache) << located.why_none().text();
  EXPECT_EQ(located.cache->path(), "/b/kernels/app.larder");
  EXPECT_EQ(located.attempts.size(), candidates(places_).size() + 1);
}

TEST_F(BuildTree, AllOtherPlacesGoFirst) {
  put("/b/kernels/app.larder");
  record("kernels/app.larder");
  put("/b/share/app/app.larder");
  EXPECT_EQ(locate(places_, disk_).cache->path(), "/b/share/app/app.larder");
  places_.explicit_path = "/b/none.larder";
  EXPECT_EQ(locate(places_, disk_).why_none().message().find("no cache; tried /b/none.larder; "),
            0U);
}

TEST_F(BuildTree, NothingIsAskedOfItWhereACacheWasFound) {
  put("/b/app/app.larder");
  record("kernels/app.larder");
  ASSERT_TRUE(locate(places_, disk_).cache);
  for (const std::string& call : disk_.calls) EXPECT_TRUE(call.starts_with("map ")) << call;
}

TEST_F(BuildTree, LibrarysCacheIsFoundByAnyOfItsNames) {
  put("/b/kernels/blur.larder");
  record("kernels/blur.larder");
  EXPECT_TRUE(locate({"/b/app/libblur.so.1", "", ""}, disk_).cache);
  EXPECT_FALSE(locate({"/b/app/libblu.so", "", ""}, disk_).cache);
}

TEST_F(BuildTree, RecordsOfANearerFolderCount) {
  put("/b/kernels/app.larder");
  record("kernels/app.larder");
  disk_.files["/b/app/larder-caches/other.larder." + std::string(32, '0')] = {};
  const Status why = locate(places_, disk_).why_none();
  EXPECT_EQ(why.code(), Code::kNotFound);
  EXPECT_THAT(why.message(), HasSubstr(", /b/app/larder-caches")) << why.text();
}

TEST_F(BuildTree, CacheThatIsGoneIsNamed) {
  record("kernels/app.larder");
  const Status why = locate(places_, disk_).why_none();
  EXPECT_EQ(why.code(), Code::kNotFound);
  EXPECT_THAT(why.message(), HasSubstr(", /b/kernels/app.larder")) << why.text();
}

TEST_F(BuildTree, OfSeveralCachesTheOneWithTheProgramsKernelsIsTaken) {
  for (const char* folder : {"one", "three", "two"}) {
    put("/b/" + std::string(folder) + "/app.larder");
    record(std::string(folder) + "/app.larder");
  }
  EXPECT_EQ(locate(places_, disk_).cache->path(), "/b/one/app.larder");
  places_.serves = [](const Cache& cache) { return cache.path().find("two") != std::string::npos; };
  const Located located = locate(places_, disk_);
  ASSERT_TRUE(located.cache);
  EXPECT_EQ(located.cache->path(), "/b/two/app.larder");
  const Attempt& passed = located.attempts[located.attempts.size() - 2];
  EXPECT_THAT(passed.status.message(), HasSubstr("/b/three/app.larder has none of the kernels of "
                                                 "/b/app/app: "))
      << passed.status.text();
  // A place where only this program's cache can lie is not asked.
  put("/b/app/app.larder");
  EXPECT_EQ(locate(places_, disk_).cache->path(), "/b/app/app.larder");
}

TEST_F(BuildTree, DamagedCacheIsTriedOnce) {
  put("/b/app/app.larder");
  disk_.files["/b/app/app.larder"].resize(100);
  record("app/app.larder");
  const Located located = locate(places_, disk_);
  EXPECT_EQ(located.why_none().code(), Code::kCorrupt);
  EXPECT_EQ(located.attempts.size(), candidates(places_).size());
}

TEST_F(BuildTree, RecordThatLeadsElsewhereIsNotFollowed) {
  put("/b/app.larder");
  put("/c/app.larder");
  for (const char* index :
       {"/c/app.larder", "../c/app.larder", "x/../app.larder", "./app.larder"}) {
    disk_.calls.clear();
    const std::string path = record(index);
    const Located located = locate(places_, disk_);
    EXPECT_FALSE(located.cache) << index;
    EXPECT_EQ(located.why_none().text(), "corrupt: " + path +
                                             " does not name an index below /b; "
                                             "build the cache again");
    disk_.files.erase(path);
  }
}

TEST_F(BuildTree, RecordThatIsNotWholeIsNotFollowed) {
  put("/b/app.larder");
  put("/b/x/app.larder");
  const std::string name = record_name("app.larder");
  for (const std::string& text :
       {std::string(), std::string("app.larder"), std::string("app.larder\n"),
        std::string("app.larder\n*.p"), std::string("x/app.larder\n*.p\n"),
        std::string("app.larder\n*.p\nmore\n"), std::string("app.larder\n\n"),
        std::string("app.larder\n.p\n"), std::string("app.larder\n*.*\n"),
        std::string("app.larder\n../*.p\n"), std::string("app.larder\n/*.p\n"),
        std::string(5000, 'a') + "\n*.p\n", "app.larder\n*" + std::string(5000, 'a') + "\n"}) {
    record(text, name);
    EXPECT_EQ(locate(places_, disk_).why_none().code(), Code::kCorrupt) << text;
  }
  record("app.larder\n*.p\n", name);
  EXPECT_TRUE(locate(places_, disk_).cache);
}

TEST_F(BuildTree, OtherFilesAmongTheRecordsArePassed) {
  put("/b/app.larder");
  const std::string name = record_name("app.larder");
  record("app.larder\n*.p\n", name + ".host-1-1.tmp");
  record("app.larder\n*.p\n", "app.larder");
  EXPECT_EQ(locate(places_, disk_).why_none().code(), Code::kNotFound);
}

TEST_F(BuildTree, RecordsThatCannotBeReadAreToldAndNoOthersLookedFor) {
  put("/b/app.larder");
  record("app.larder");
  ASSERT_TRUE(locate(places_, disk_).cache);
  for (const char* call : {"list /b/larder-caches", "map /b/larder-caches/"}) {
    std::size_t at = 0;
    while (!disk_.calls[at].starts_with(call)) ++at;
    tests::MemoryFileSystem failing;
    failing.files = disk_.files;
    failing.fail_at = static_cast<int>(at);
    const Status why = locate(places_, failing).why_none();
    EXPECT_EQ(why.code(), Code::kIo) << call;
    EXPECT_THAT(why.message(), HasSubstr(call)) << why.text();
  }
}

/// The same on the disk, below a folder where everybody can put other folders, as in /tmp.
class BuildTreeOnDisk : public ::testing::Test {
 protected:
  BuildTreeOnDisk() {
    for (const char* folder : {"/app/app.p", "/kernels", "/larder-caches"}) {
      fs::create_directories(root_ + folder);
    }
    fs::permissions(top_, fs::perms::all | fs::perms::sticky_bit);
    std::ofstream(program_) << "a program";
    std::ofstream(record_) << record_text({"kernels/app.larder", "*.p"});
    EXPECT_TRUE(write_cache(root_ + "/kernels/app.larder", tests::sample_cache()).ok());
  }
  [[nodiscard]] Located find() const { return locate({program_, "", ""}); }

  tests::Folder folder_;
  std::string top_ = fs::canonical(folder_.path()).string();
  std::string root_ = top_ + "/build";
  std::string program_ = root_ + "/app/app";
  std::string record_ = root_ + "/larder-caches/" + record_name("kernels/app.larder");
};

TEST_F(BuildTreeOnDisk, IsFoundWhereverTheTreeIsMoved) {
  ASSERT_TRUE(find().cache) << find().why_none().text();
  fs::rename(root_, top_ + "/moved");
  const Located located = locate({top_ + "/moved/app/app", "", ""});
  ASSERT_TRUE(located.cache) << located.why_none().text();
  EXPECT_EQ(located.cache->path(), top_ + "/moved/kernels/app.larder");
}

TEST_F(BuildTreeOnDisk, ProgramThatWasInstalledFindsNothing) {
  fs::create_directories(root_ + "/install/bin");
  fs::copy(program_, root_ + "/install/bin/app");
  const Places installed{root_ + "/install/bin/app", "", ""};
  const Located located = locate(installed);
  EXPECT_EQ(located.why_none().code(), Code::kNotFound);
  EXPECT_EQ(located.attempts.size(), candidates(installed).size());
}

TEST_F(BuildTreeOnDisk, MarkIsTheBuilds) {
  std::ofstream(record_) << record_text({"kernels/app.larder", "objects/*.dir"});
  EXPECT_EQ(find().why_none().code(), Code::kNotFound);
  fs::create_directories(root_ + "/app/objects/app.dir");
  EXPECT_TRUE(find().cache) << find().why_none().text();
}

TEST_F(BuildTreeOnDisk, TreeWithoutRecordsIsNoTrouble) {
  fs::remove_all(root_ + "/larder-caches");
  EXPECT_EQ(find().why_none().code(), Code::kNotFound);
}

TEST_F(BuildTreeOnDisk, RecordThatIsALinkIsNotFollowed) {
  fs::rename(record_, root_ + "/elsewhere");
  fs::create_symlink(root_ + "/elsewhere", record_);
  EXPECT_EQ(find().why_none().code(), Code::kNotFound);
}

TEST_F(BuildTreeOnDisk, RecordsInAFolderThatEverybodyCanWriteAreNotFollowed) {
  fs::permissions(root_ + "/larder-caches", fs::perms::all);
  const Status why = find().why_none();
  EXPECT_EQ(why.code(), Code::kUnsupported);
  EXPECT_THAT(why.message(), HasSubstr(record_ + " is not used: folder ")) << why.text();
  EXPECT_THAT(why.message(), HasSubstr("LARDER_CACHE")) << why.text();
}

TEST_F(BuildTreeOnDisk, CachesInAFolderThatEverybodyCanWriteAreNotTaken) {
  fs::permissions(root_ + "/kernels", fs::perms::all);
  const Status why = find().why_none();
  EXPECT_THAT(why.message(), HasSubstr("/kernels/app.larder is not used: folder ")) << why.text();
}

TEST_F(BuildTreeOnDisk, RecordsOfSomebodyElseAboveTheTreeAreNotFollowed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  fs::rename(root_ + "/larder-caches", top_ + "/larder-caches");
  std::ofstream(top_ + "/larder-caches/" + record_name("evil/app.larder"))
      << record_text({"evil/app.larder", "*.p"});
  ASSERT_EQ(::chown((top_ + "/larder-caches").c_str(), 12345, 12345), 0);
  const Status why = find().why_none();
  EXPECT_THAT(why.message(), HasSubstr("belongs to user 12345")) << why.text();
}

TEST_F(BuildTreeOnDisk, LinkedFolderLeadsToWhereItMustBeBelieved) {
  fs::create_directory(top_ + "/theirs");
  fs::rename(root_ + "/kernels", top_ + "/theirs/kernels");
  fs::create_directory_symlink(top_ + "/theirs/kernels", root_ + "/kernels");
  fs::permissions(top_ + "/theirs", fs::perms::all);
  EXPECT_FALSE(find().cache);
  fs::permissions(top_ + "/theirs", fs::perms::owner_all);
  EXPECT_TRUE(find().cache);
}

}  // namespace
}  // namespace larder::inline v1::store
