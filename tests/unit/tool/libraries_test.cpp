// Which libraries a program loads, and from where: as ld.so(8) has it.
#include "runtime/tool/libraries.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "runtime/tool/loader_cache.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_elf.h"

namespace larder::tool {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::SampleDynamic;

class LibrariesTest : public ::testing::Test {
 protected:
  void put(const std::string& path, const SampleDynamic& dynamic = {}) {
    disk_.files[path] = tests::dynamic_elf(dynamic);
  }
  Libraries libraries(const std::string& search = "") {
    return find_libraries("/opt/bin/app", disk_.files["/opt/bin/app"], search, disk_);
  }
  std::vector<std::string> paths(const std::string& search = "") {
    std::vector<std::string> paths;
    for (const Library& each : libraries(search).found) paths.push_back(each.path);
    return paths;
  }
  void list(const std::vector<std::pair<std::string, std::string>>& entries);

  tests::MemoryFileSystem disk_;
};

// Puts /etc/ld.so.cache there.
void LibrariesTest::list(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string file = "glibc-ld.so.cache1.1";
  const auto number = [&file](std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i));
  };
  const std::size_t texts_at = 48 + 24 * entries.size();
  std::string texts;
  number(entries.size(), 4);
  file.resize(48);
  for (const auto& [name, path] : entries) {
    number(0x303, 4);
    number(texts_at + texts.size(), 4);
    texts += name + '\0';
    number(texts_at + texts.size(), 4);
    texts += path + '\0';
    number(0, 12);
  }
  file += texts;
  const auto* const begin = reinterpret_cast<const std::byte*>(file.data());
  disk_.files[kLoaderCache] = {begin, begin + file.size()};
}

TEST_F(LibrariesTest, OfAProgramWithoutAnyAreNone) {
  put("/opt/bin/app");
  EXPECT_THAT(libraries().found, IsEmpty());
  disk_.files["/opt/bin/app"] = tests::sample_program();  // it needs no loader
  EXPECT_THAT(libraries().found, IsEmpty());
  EXPECT_THAT(libraries().missing, IsEmpty());
}

TEST_F(LibrariesTest, AreFoundBesideTheFileThatNeedsThem) {
  put("/opt/bin/app", {.needed = {"liba.so"}, .runpath = "/nowhere:$ORIGIN/../lib:${ORIGIN}"});
  put("/opt/bin/../lib/liba.so", {.needed = {"libb.so"}, .runpath = "$ORIGIN/deep"});
  put("/opt/bin/../lib/deep/libb.so");
  EXPECT_THAT(paths(), ElementsAre("/opt/bin/../lib/liba.so", "/opt/bin/../lib/deep/libb.so"));
}

TEST_F(LibrariesTest, ARunpathIsOfItsOwnFileAlone) {
  put("/opt/bin/app", {.needed = {"liba.so"}, .runpath = "/libs"});
  put("/libs/liba.so", {.needed = {"libb.so"}});
  put("/libs/libb.so");
  EXPECT_THAT(paths(), ElementsAre("/libs/liba.so"));
  EXPECT_EQ(libraries().missing[0].name, "libb.so");
  EXPECT_EQ(libraries().missing[0].needed_by, "/libs/liba.so");
}

TEST_F(LibrariesTest, AnRpathIsOfAllThatAFileBringsUnlessARunpathIsThere) {
  put("/opt/bin/app", {.needed = {"liba.so"}, .rpath = "/libs"});
  put("/libs/liba.so", {.needed = {"libb.so"}});
  put("/libs/libb.so");
  EXPECT_THAT(paths(), ElementsAre("/libs/liba.so", "/libs/libb.so"));
  put("/libs/liba.so", {.needed = {"libb.so"}, .runpath = "/other"});
  EXPECT_THAT(paths(), ElementsAre("/libs/liba.so"));
  put("/opt/bin/app", {.needed = {"liba.so"}, .rpath = "/libs", .runpath = "/other"});
  EXPECT_THAT(paths(), IsEmpty());
}

TEST_F(LibrariesTest, TheEnvironmentComesAfterAnRpathAndBeforeARunpath) {
  for (const char* folder : {"/own", "/env", "/opt/bin/lib"}) {
    put(std::string(folder) + "/liba.so");
  }
  put("/opt/bin/app", {.needed = {"liba.so"}, .rpath = "/own"});
  EXPECT_THAT(paths("/env"), ElementsAre("/own/liba.so"));
  put("/opt/bin/app", {.needed = {"liba.so"}, .runpath = "/own"});
  EXPECT_THAT(paths(), ElementsAre("/own/liba.so"));
  EXPECT_THAT(paths("/nowhere;/env:/own"), ElementsAre("/env/liba.so"));
  EXPECT_THAT(paths("$ORIGIN/lib"), ElementsAre("/opt/bin/lib/liba.so"));
}

TEST_F(LibrariesTest, TheLoadersListComesBeforeItsUsualFolders) {
  put("/opt/bin/app", {.needed = {"liba.so", "libb.so"}});
  put("/usr/lib/liba.so");
  put("/usr/lib/libb.so");
  put("/far/away/liba.so");
  list({{"libaa.so", "/far/away/libb.so"}, {"liba.so", "/gone"}, {"liba.so", "/far/away/liba.so"}});
  EXPECT_THAT(paths(), ElementsAre("/far/away/liba.so", "/usr/lib/libb.so"));
  put("/opt/bin/app", {.needed = {"liba.so", "libb.so"}, .flags_1 = DF_1_NODEFLIB});
  EXPECT_THAT(paths(), ElementsAre("/far/away/liba.so"));
  for (std::size_t size = 0; size < disk_.files[kLoaderCache].size(); ++size) {
    const format::Bytes cut = format::Bytes(disk_.files[kLoaderCache]).first(size);
    EXPECT_LE(listed_libraries(cut, "liba.so").size(), 2U);
  }
}

TEST_F(LibrariesTest, AnotherProcessorsFileIsPassedOver) {
  put("/opt/bin/app", {.needed = {"liba.so"}, .runpath = "/first:/second:/third"});
  put("/first/liba.so", {.machine = EM_AARCH64});
  disk_.files["/second/liba.so"] = {std::byte{'#'}, std::byte{'!'}};
  put("/third/liba.so");
  EXPECT_THAT(paths(), ElementsAre("/third/liba.so"));
}

TEST_F(LibrariesTest, EachIsLoadedOnceUnderWhateverName) {
  put("/opt/bin/app",
      {.needed = {"liba.so", "libb.so", "liba.so.1", "/libs/liba.so"}, .runpath = "/libs"});
  put("/libs/liba.so", {.needed = {"libb.so"}, .own_name = "liba.so.1", .runpath = "/libs"});
  put("/libs/liba.so.1");
  put("/libs/libb.so", {.needed = {"liba.so"}});
  EXPECT_THAT(paths(), ElementsAre("/libs/liba.so", "/libs/libb.so"));
}

TEST_F(LibrariesTest, WithASlashAPathIsMeant) {
  put("/opt/bin/app", {.needed = {"$ORIGIN/plug/liba.so"}, .runpath = "/libs"});
  put("/opt/bin/plug/liba.so");
  EXPECT_THAT(paths(), ElementsAre("/opt/bin/plug/liba.so"));
}

}  // namespace
}  // namespace larder::tool
