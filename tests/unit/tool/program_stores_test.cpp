#include "runtime/tool/program_stores.h"

#include <fstream>

#include "runtime/images/store_plan.h"
#include "tests/unit/tool/store_fixture.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

Result<ProgramStores> find_in(const Machine& machine, const std::string& program,
                              const std::string& folder) {
  StoreRequest request;
  request.file = program;
  request.folder = folder;
  return find_stores(request, machine);
}

class FindStores : public StoresInMemory {
 protected:
  Result<ProgramStores> find(const std::string& program, const std::string& folder = "") {
    return find_in(machine_, program, folder);
  }
};

TEST_F(FindStores, FindsAllInTheOrderOfTheirNames) {
  const Result<ProgramStores> stores = find("");
  ASSERT_TRUE(stores.ok());
  EXPECT_EQ(stores->root, "/stores");
  EXPECT_THAT(stores->names, ElementsAre(kBlur, kSaxpy));
  EXPECT_EQ(stores->folder(kBlur), folder(kBlur));
}

TEST_F(FindStores, FindsOneByItsName) { EXPECT_THAT(find(kBlur)->names, ElementsAre(kBlur)); }

TEST_F(FindStores, TakesTheFolderThatIsNamed) {
  disk_.files["/elsewhere/app-0123456789abcdef/x"] = {};
  EXPECT_THAT(find("", "/elsewhere")->names, ElementsAre("app-0123456789abcdef"));
}

TEST_F(FindStores, SaysWhatIsNotThere) {
  EXPECT_EQ(find("app-0123456789abcdef").status().text(),
            "not found: nothing is kept for app-0123456789abcdef: /stores has no folder "
            "app-0123456789abcdef (links do not count); \"larder store list\" shows which there "
            "are");
  machine_.stores = "";
  EXPECT_THAT(find("").status().message(), HasSubstr("name one with --folder"));
  EXPECT_TRUE(find("", "/stores").ok());
}

class FindStoresOnDisk : public StoresOnDisk {
 protected:
  Result<ProgramStores> find(const std::string& program, const std::string& folder = "") {
    return find_in(machine_, program, folder);
  }
  /// Where the runtime keeps what a program at `path` stores, and something in it.
  std::string kept_for(const std::string& path) {
    const std::string name =
        fs::path(images::program_folder(machine_.stores, path)).filename().string();
    keep(name, 4);
    return name;
  }
};

TEST_F(FindStoresOnDisk, FindsAProgramsByItsFileAndThroughLinksToIt) {
  const std::string program = fs::canonical(folder_.path()).string() + "/app";
  std::ofstream(program) << "a program";
  const std::string name = kept_for(program);
  fs::create_symlink(program, folder_.path() + "/link");
  EXPECT_THAT(find(program)->names, ElementsAre(name));
  EXPECT_THAT(find(folder_.path() + "/link")->names, ElementsAre(name));
  EXPECT_THAT(find(fs::relative(program).string())->names, ElementsAre(name));
  fs::remove(program);  // what it kept can still be removed
  EXPECT_THAT(find(folder_.path() + "/./app")->names, ElementsAre(name));
}

TEST_F(FindStoresOnDisk, WhereNothingWasKeptYetIsEmptyAndAWrongFolderAnError) {
  machine_.stores = folder_.path() + "/none";
  EXPECT_TRUE(find("")->names.empty());
  EXPECT_EQ(find("", folder_.path() + "/none").status().code(), Code::kNotFound);
  std::ofstream(folder_.path() + "/file") << "no folder";
  EXPECT_FALSE(find("", folder_.path() + "/file").ok());
}

TEST(UsageText, CountsAsAPersonDoes) {
  EXPECT_EQ(usage_text({1, 20, 0}), "1 entry, 20 B");
  EXPECT_EQ(usage_text({0, 0, 0}), "0 entries, 0 B");
}

}  // namespace
}  // namespace larder::tool
