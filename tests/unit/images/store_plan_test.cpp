// Where a program's own store lies, and what its limits are.
#include "runtime/images/store_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/environment.h"

namespace larder {
namespace {

using testing::HasSubstr;
using tests::ScopedVariable;

images::StorePlan plan(const StoreOptions& options = {}) {
  return images::plan_store(options, "/opt/bin/app");
}

TEST(StorePlan, FolderByArgumentThenLarderStoreThenXdgThenHome) {
  const ScopedVariable home("HOME", "/home/me");
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable no_store("LARDER_STORE", std::nullopt);
  EXPECT_EQ(plan().settings.folder.find("/home/me/.cache/larder/app-"), 0U);
  const ScopedVariable xdg("XDG_CACHE_HOME", "/var/me");
  EXPECT_EQ(plan().settings.folder.find("/var/me/larder/app-"), 0U);
  {
    const ScopedVariable relative("XDG_CACHE_HOME", "here");
    EXPECT_EQ(plan().settings.folder.find("/home/me/.cache/larder/app-"), 0U);
  }
  const ScopedVariable store("LARDER_STORE", "/scratch");
  EXPECT_EQ(plan().settings.folder.find("/scratch/app-"), 0U);
  StoreOptions options;
  options.folder = "/argument";
  EXPECT_EQ(plan(options).settings.folder.find("/argument/app-"), 0U);
}

TEST(StorePlan, HomeUnsetIsTheAccounts) {
  const ScopedVariable no_home("HOME", std::nullopt);
  const ScopedVariable no_xdg("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable no_store("LARDER_STORE", "");
  EXPECT_THAT(plan().settings.folder, HasSubstr("/.cache/larder/app-"));
}

TEST(StorePlan, OffByEnvironmentUnlessTheProgramInsists) {
  const ScopedVariable off("LARDER_STORE", "off");
  EXPECT_FALSE(plan().enabled);
  StoreOptions options;
  options.enabled = true;
  EXPECT_TRUE(plan(options).enabled);
}

TEST(StorePlan, WithoutSettingsItIsOnAndKeepsOneGibibyteOfAnyNumberOfEntries) {
  const ScopedVariable no_store("LARDER_STORE", std::nullopt);
  const ScopedVariable no_entries("LARDER_STORE_MAX_ENTRIES", std::nullopt);
  const ScopedVariable no_bytes("LARDER_STORE_MAX_BYTES", std::nullopt);
  const ScopedVariable no_mode("LARDER_STORE_MODE", std::nullopt);
  EXPECT_TRUE(plan().enabled);
  EXPECT_EQ(plan().mode, StoreMode::kHash);
  EXPECT_EQ(plan().settings.max_entries, 0U);
  EXPECT_EQ(plan().settings.max_bytes, std::uint64_t{1} << 30);
  EXPECT_TRUE(plan().warnings.empty());
}

TEST(StorePlan, LimitsAndModeFromTheEnvironment) {
  const ScopedVariable entries("LARDER_STORE_MAX_ENTRIES", "10");
  const ScopedVariable bytes("LARDER_STORE_MAX_BYTES", "0");
  const ScopedVariable mode("LARDER_STORE_MODE", "flush_on_change");
  EXPECT_EQ(plan().settings.max_entries, 10U);
  EXPECT_EQ(plan().settings.max_bytes, 0U);
  EXPECT_EQ(plan().mode, StoreMode::kFlushOnChange);
  EXPECT_TRUE(plan().warnings.empty());
}

TEST(StorePlan, WordsThatAreNoneAreToldWithTheirVariable) {
  const ScopedVariable entries("LARDER_STORE_MAX_ENTRIES", "-1");
  const ScopedVariable bytes("LARDER_STORE_MAX_BYTES", "1G");
  const ScopedVariable mode("LARDER_STORE_MODE", "keep");
  const images::StorePlan settled = plan();
  ASSERT_EQ(settled.warnings.size(), 3U);
  EXPECT_EQ(settled.warnings[0],
            "LARDER_STORE_MODE=keep is not hash or flush_on_change: hash is taken");
  EXPECT_EQ(settled.warnings[1],
            "LARDER_STORE_MAX_ENTRIES=-1 is not a number of 0 or more: 0 is taken");
  EXPECT_EQ(settled.settings.max_bytes, std::uint64_t{1} << 30);
}

TEST(StorePlan, ProgramsOfOneNameHaveFoldersOfTheirOwn) {
  using images::program_folder;
  EXPECT_NE(program_folder("/s", "/a/app"), program_folder("/s", "/b/app"));
  EXPECT_EQ(program_folder("/s", "/a/app"), program_folder("/s", "/a/app"));
  const std::string odd = program_folder("/s", "/a/" + std::string(300, 'x') + "/../..\n");
  EXPECT_LE(odd.size(), 100U);
  EXPECT_EQ(odd.find('\n'), std::string::npos);
  EXPECT_EQ(odd.find("/."), std::string::npos);
}

TEST(StorePlan, FoldersOfProgramsAreKnownByTheirNames) {
  using images::is_program_folder;
  const std::string x(300, 'x');
  for (const std::string& program :
       {std::string("/a/app"), "/a/" + x, std::string("/.b"), x + "/"}) {
    EXPECT_TRUE(is_program_folder(images::program_folder("", program).substr(1))) << program;
  }
  for (const char* name : {"", "app", "ab", "-0123456789abcdef", ".a-0123456789abcdef",
                           "a-0123456789abcdeF", "a/b-0123456789abcdef", "a_0123456789abcdef"}) {
    EXPECT_FALSE(is_program_folder(name)) << name;
  }
}

TEST(StorePlan, TheRootIsTheFolderOfAllPrograms) {
  const ScopedVariable store("LARDER_STORE", "/scratch");
  EXPECT_EQ(images::store_root(""), "/scratch");
  EXPECT_EQ(images::store_root("/argument"), "/argument");
  const ScopedVariable xdg("XDG_CACHE_HOME", "/var/me");
  const ScopedVariable off("LARDER_STORE", "off");  // a program may keep its store all the same
  EXPECT_EQ(images::store_root(""), "/var/me/larder");
}

}  // namespace
}  // namespace larder
