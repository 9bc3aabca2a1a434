#include "runtime/store/locate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using testing::Contains;

using Strings = std::vector<std::string>;

TEST(Stems, OfPrograms) {
  EXPECT_EQ(stems("/opt/bin/app"), (Strings{"app"}));
  EXPECT_EQ(stems("/opt/bin/app.exe"), (Strings{"app"}));
  EXPECT_EQ(stems("/opt/bin/my.app"), (Strings{"my.app"}));
  EXPECT_EQ(stems("/opt/bin/my.soap"), (Strings{"my.soap"}));
  EXPECT_EQ(stems("/opt/bin/library"), (Strings{"library"}));
  EXPECT_EQ(stems(""), Strings{});
}

TEST(Stems, OfLibraries) {
  EXPECT_EQ(stems("/opt/lib/libblur.so"), (Strings{"libblur.so", "libblur", "blur"}));
  EXPECT_EQ(stems("/opt/lib/libblur.so.1.2"), (Strings{"libblur.so.1.2", "libblur", "blur"}));
  EXPECT_EQ(stems("/opt/lib/plugin.so"), (Strings{"plugin.so", "plugin"}));
}

TEST(Candidates, OfAProgram) {
  const Strings paths = candidates({"/opt/bin/app", "", ""});
  ASSERT_GE(paths.size(), 5U);
  EXPECT_EQ(paths[0], "/opt/bin/app.larder");
  EXPECT_EQ(paths[1], "/opt/bin/app/app.larder");
  EXPECT_EQ(paths[2], "/opt/lib/app/app.larder");
  EXPECT_EQ(paths[3], "/opt/lib64/app/app.larder");
  EXPECT_EQ(paths.back(), "/opt/share/app/app.larder");
#if defined(__x86_64__)
  EXPECT_EQ(paths[4], "/opt/lib/x86_64-linux-gnu/app/app.larder");
#endif
}

TEST(Candidates, OfALibrary) {
  const Strings paths = candidates({"/usr/lib/x86_64-linux-gnu/libblur.so.1", "", ""});
  EXPECT_EQ(paths[0], "/usr/lib/x86_64-linux-gnu/libblur.so.1.larder");
  EXPECT_THAT(paths, Contains("/usr/lib/x86_64-linux-gnu/blur.larder"));
  EXPECT_THAT(paths, Contains("/usr/lib/x86_64-linux-gnu/blur/blur.larder"));
}

TEST(Candidates, FromTheEnvironmentComeFirst) {
  const Strings paths = candidates({"/opt/bin/app", "/a/one.larder:/caches::rel/two.larder", ""});
  ASSERT_GT(paths.size(), 4U);
  EXPECT_EQ(paths[0], "/a/one.larder");
  EXPECT_EQ(paths[1], "/caches/app.larder");
  EXPECT_EQ(paths[2], "rel/two.larder");
  EXPECT_EQ(paths[3], "/opt/bin/app.larder");
}

TEST(Candidates, AskedForByNameStandAlone) {
  EXPECT_EQ(candidates({"/opt/bin/app", "/caches", "/mine"}), Strings{"/mine"});
}

TEST(Candidates, AreEachNamedOnce) {
  const Strings paths = candidates({"/opt/lib/app", "/opt/lib:/opt/lib/", ""});
  EXPECT_EQ(std::count(paths.begin(), paths.end(), "/opt/lib/app.larder"), 1);
  EXPECT_EQ(std::count(paths.begin(), paths.end(), "/opt/lib/app/app.larder"), 1);
}

TEST(Candidates, WithoutModuleAreTheEnvironmentsFiles) {
  EXPECT_EQ(candidates({"", "/a/one.larder:/caches", ""}), Strings{"/a/one.larder"});
  EXPECT_EQ(candidates({}), Strings{});
}

namespace fs = std::filesystem;

class Locating : public ::testing::Test {
 protected:
  void put(const std::string& path) {
    disk_.files[path] = tests::sample_cache().index;
    disk_.files[data_path(path)] = tests::sample_cache().data;
  }
  tests::MemoryFileSystem disk_;
};

TEST_F(Locating, TakesTheFirstThatOpens) {
  put("/opt/lib/app/app.larder");
  put("/opt/share/app/app.larder");
  const Located located = locate({"/opt/bin/app", "", ""}, disk_);
  ASSERT_TRUE(located.cache);
  EXPECT_EQ(located.cache->path(), "/opt/lib/app/app.larder");
  ASSERT_EQ(located.attempts.size(), 3U);
  EXPECT_EQ(located.attempts[0].status.code(), Code::kNotFound);
  EXPECT_TRUE(located.attempts[2].status.ok());
  EXPECT_TRUE(located.why_none().ok());
}

TEST_F(Locating, PassesOneWithoutTheModulesKernels) {
  put("/caches/app.larder");
  put("/other.larder");
  put("/opt/bin/app.larder");
  Places places{"/opt/bin/app", "/caches:/other.larder", ""};
  const auto found = [&](const std::string& serving) {
    places.serves = [serving](const Cache& cache) { return cache.path() == serving; };
    return locate(places, disk_);
  };
  for (const char* serving : {"/caches/app.larder", "/other.larder", "/opt/bin/app.larder"})
    EXPECT_EQ(found(serving).cache->path(), serving);
  EXPECT_EQ(found("/other.larder").attempts.front().status.message(),
            "/caches/app.larder has none of the kernels of /opt/bin/app: it is another program's, "
            "or was made from other code; build it again, together with the program");
  // If none has them, the first one tells why.
  disk_.files.erase("/opt/bin/app.larder");
  const Located none = found("");
  EXPECT_EQ(none.cache->path(), "/caches/app.larder");
  EXPECT_EQ(none.attempts.size(), 1U);
}

TEST_F(Locating, PassesADamagedOneAndSaysSo) {
  put("/opt/bin/app.larder");
  put("/opt/share/app/app.larder");
  disk_.files["/opt/bin/app.larder"][200] ^= std::byte{1};
  const Located located = locate({"/opt/bin/app", "", ""}, disk_);
  ASSERT_TRUE(located.cache);
  EXPECT_EQ(located.cache->path(), "/opt/share/app/app.larder");
  EXPECT_EQ(located.attempts[0].status.code(), Code::kCorrupt);
}

TEST_F(Locating, WithoutAnyNamesAllPathsTried) {
  const Located located = locate({"/opt/bin/app", "", ""}, disk_);
  EXPECT_FALSE(located.cache);
  EXPECT_EQ(located.why_none().code(), Code::kNotFound);
  for (const std::string& path : candidates({"/opt/bin/app", "", ""})) {
    EXPECT_NE(located.why_none().message().find(path), std::string::npos) << path;
  }
  EXPECT_EQ(locate({}, disk_).why_none().text(),
            "not found: no cache; tried no path; larder-pack makes it in the build (Meson: kwargs "
            "`pack`, CMake: larder_add_kernels), and it ships beside the program");
}

TEST_F(Locating, PassesOneThatFitsNoSealOfTheModule) {
  put("/opt/bin/app.larder");
  const format::EncodedCache sealed =
      *format::encode(tests::sample_input(), format::DigestKind::kBlake2b);
  const format::IndexView index = *format::IndexView::open(sealed.index);
  const format::Seal seal{format::SealKind::kDigest, format::inspect_seal(index).digest};
  const Located none = locate({"/opt/bin/app", "", "", {seal}}, disk_);
  EXPECT_FALSE(none.cache);
  EXPECT_EQ(none.why_none().code(), Code::kCorrupt);
  EXPECT_EQ(none.why_none().message().find("/opt/bin/app.larder: is not sealed: "), 0U);

  disk_.files["/opt/share/app/app.larder"] = sealed.index;
  disk_.files["/opt/share/app/app.larder-data"] = sealed.data;
  const Located located = locate({"/opt/bin/app", "", "", {seal}}, disk_);
  ASSERT_TRUE(located.cache);
  EXPECT_EQ(located.cache->path(), "/opt/share/app/app.larder");
  EXPECT_EQ(located.attempts[0].status.code(), Code::kCorrupt);
}

TEST_F(Locating, AsksOfFoldersThatNeitherTheUserNamedNorHoldTheModule) {
  put("/opt/share/app/app.larder");
  disk_.fail_at = 7;  // behind five places, the index and its data
  const Located none = locate({"/opt/bin/app", "", ""}, disk_);
  EXPECT_EQ(disk_.calls[7], "check /opt/share/app");
  EXPECT_FALSE(none.cache);
  EXPECT_NE(none.why_none().message().find("LARDER_CACHE"), std::string::npos)
      << none.why_none().text();

  disk_.calls.clear();
  EXPECT_TRUE(locate({"/opt/bin/app", "/opt/share/app/app.larder", ""}, disk_).cache);
  put("/opt/bin/app.larder");
  EXPECT_TRUE(locate({"/opt/bin/app", "", ""}, disk_).cache);
  for (const std::string& call : disk_.calls) EXPECT_FALSE(call.starts_with("check ")) << call;
}

// A program in a folder where everybody can put other folders beside it, as in /tmp.
class LocatingOnDisk : public ::testing::Test {
 protected:
  LocatingOnDisk() {
    fs::create_directories(root_ + "/bin");
    fs::create_directories(root_ + "/lib/app");
    fs::permissions(root_, fs::perms::all | fs::perms::sticky_bit);
    std::ofstream(program_) << "a program";
    EXPECT_TRUE(write_cache(root_ + "/lib/app/app.larder", tests::sample_cache()).ok());
  }
  [[nodiscard]] Located find() const { return locate({program_, "", ""}); }

  tests::Folder folder_;
  std::string root_ = fs::canonical(folder_.path()).string();
  std::string program_ = root_ + "/bin/app";
};

TEST_F(LocatingOnDisk, TakesFoldersOfTheSameOwner) {
  const Located located = find();
  ASSERT_TRUE(located.cache) << located.why_none().text();
  EXPECT_EQ(located.cache->path(), root_ + "/lib/app/app.larder");
}

TEST_F(LocatingOnDisk, PassesFoldersThatEverybodyCanWrite) {
  fs::permissions(root_ + "/lib/app", fs::perms::all);
  const Located located = find();
  EXPECT_FALSE(located.cache);
  EXPECT_EQ(located.why_none().code(), Code::kUnsupported);
  EXPECT_NE(located.why_none().message().find("can be written by everybody"), std::string::npos);
}

TEST_F(LocatingOnDisk, PassesFoldersOfSomebodyElse) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  ASSERT_EQ(::chown((root_ + "/lib").c_str(), 12345, 12345), 0);
  EXPECT_NE(find().why_none().message().find("belongs to user 12345"), std::string::npos);
  // Unless the program is theirs too.
  ASSERT_EQ(::chown(program_.c_str(), 12345, 12345), 0);
  EXPECT_TRUE(find().cache);
}

TEST_F(LocatingOnDisk, LooksAtWhereALinkLeads) {
  fs::create_directory(root_ + "/theirs");
  fs::rename(root_ + "/lib/app", root_ + "/theirs/app");
  fs::permissions(root_ + "/theirs", fs::perms::all);
  fs::create_directory_symlink(root_ + "/theirs/app", root_ + "/lib/app");
  EXPECT_FALSE(find().cache);
  fs::permissions(root_ + "/theirs", fs::perms::owner_all);
  EXPECT_TRUE(find().cache);
}

TEST_F(Locating, KeepsTheFirstTroubleAsTheReason) {
  put("/opt/lib/app/app.larder");
  disk_.files["/opt/lib/app/app.larder"].resize(100);
  const Status why = locate({"/opt/bin/app", "", ""}, disk_).why_none();
  EXPECT_EQ(why.code(), Code::kCorrupt);
  EXPECT_EQ(why.message().find("/opt/lib/app/app.larder: index: "), 0U);
}

}  // namespace
}  // namespace larder::inline v1::store
