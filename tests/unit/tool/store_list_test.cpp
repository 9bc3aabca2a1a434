#include <atomic>
#include <fstream>
#include <thread>

#include "tests/unit/tool/store_fixture.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class StoreListCommand : public StoresInMemory {};

TEST_F(StoreListCommand, ShowsALineForEachProgram) {
  const Output output = larder({"store", "list"});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/stores: 2 programs, 3 entries, 2.2 KiB\n"
            "\n"
            "PROGRAM                 ENTRIES     SIZE  LAST USED\n"
            "blur-00000000000000aa         1    768 B  1970-01-01T00:00:03Z\n"
            "saxpy-00000000000000bb        2  1.5 KiB  1970-01-01T00:00:02Z\n");
}

TEST_F(StoreListCommand, ShowsTheEntriesOfAProgramTheLatestUsedFirst) {
  const Output output = larder({"store", "list", kSaxpy});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out, folder(kSaxpy) +
                            ": 2 entries, 1.5 KiB\n"
                            "\n"
                            "ENTRY                                     SIZE  LAST USED             "
                            "ARCHITECTURES  MADE BY      KERNELS\n"
                            "cb358fcee0dfde56fb95a7322f5da314.larder  768 B  1970-01-01T00:00:02Z  "
                            "sm_90          larder test  kernel\n"
                            "df3ce784d856334d65cd25028f98f158.larder  768 B  1970-01-01T00:00:01Z  "
                            "sm_90          larder test  kernel\n");
}

TEST_F(StoreListCommand, PrintsJson) {
  const nlohmann::json programs = parsed({"store", "list", "--json"});
  EXPECT_EQ(programs["folder"], "/stores");
  ASSERT_EQ(programs["programs"].size(), 2U);
  EXPECT_EQ(programs["programs"][1]["name"], kSaxpy);
  EXPECT_EQ(programs["programs"][1]["entries"], 2);
  EXPECT_EQ(programs["programs"][1]["bytes"],
            disk_.files[path(kSaxpy, 1)].size() + disk_.files[path(kSaxpy, 2)].size());
  EXPECT_EQ(programs["programs"][1]["last_used"], "1970-01-01T00:00:02Z");
  const nlohmann::json entries = parsed({"store", "list", kBlur, "--json"});
  EXPECT_EQ(entries["folder"], folder(kBlur));
  ASSERT_EQ(entries["entries"].size(), 1U);
  EXPECT_EQ(entries["entries"][0]["name"], entry_name(3));
  EXPECT_THAT(entries["entries"][0]["kernels"], ElementsAre("kernel"));
  EXPECT_THAT(entries["entries"][0]["architectures"], ElementsAre("sm_90"));
  EXPECT_EQ(entries["entries"][0]["producer"], "larder test");
  EXPECT_EQ(entries["entries"][0]["bytes"], disk_.files[path(kBlur, 3)].size());
}

TEST_F(StoreListCommand, ChangesNothing) {
  const auto files = disk_.files;
  const auto used = disk_.used;
  EXPECT_EQ(larder({"store", "list"}).exit_code, kFine);
  EXPECT_EQ(larder({"store", "list", kSaxpy}).exit_code, kFine);
  EXPECT_EQ(disk_.files, files);
  EXPECT_EQ(disk_.used, used);
}

// A build's images may lie in the same root, and a program's folder may hold what others put there.
TEST_F(StoreListCommand, CountsOnlyWhatIsAStores) {
  const std::string before = larder({"store", "list"}).out;
  for (const char* name : {"/ab/abcdef.image", "/app.larder", "/notes/a.larder",
                           "/.x-0000000000000000/a", "/-0000000000000000/a"}) {
    disk_.files["/stores" + std::string(name)] = {};
  }
  for (const char* name : {"/lock", "/definition", "/app.larder", "/notes", "/00.larder",
                           "/0123456789abcdef0123456789abcdef.larder-data",
                           "/0123456789ABCDEF0123456789abcdef.larder"}) {
    disk_.files[folder(kBlur) + name] = {};
  }
  EXPECT_EQ(larder({"store", "list"}).out, before);
}

TEST_F(StoreListCommand, NamesDamagedEntriesAndShowsTheOthers) {
  disk_.files[path(kSaxpy, 1)][300] ^= std::byte{1};
  disk_.files[path(kSaxpy, 3)] = disk_.files[path(kSaxpy, 2)];
  const Output output = larder({"store", "list", kSaxpy});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("larder: corrupt: " + path(kSaxpy, 1)));
  EXPECT_THAT(output.err, HasSubstr(path(kSaxpy, 3) + ": is entry "));
  EXPECT_THAT(output.out, HasSubstr("3 entries"));
  EXPECT_THAT(output.out, HasSubstr("1970-01-01T00:00:02Z  sm_90"));
  const nlohmann::json entries = parsed({"store", "list", kSaxpy, "--json"});
  EXPECT_FALSE(entries["entries"][0].contains("error"));
  EXPECT_THAT(entries["entries"][1]["error"].get<std::string>(), HasSubstr("corrupt"));
  EXPECT_EQ(larder({"store", "list"}).exit_code, kFine);  // no entry is looked into
}

TEST_F(StoreListCommand, DoesNotLetEntriesControlTheTerminal) {
  format::CacheInput evil = tests::entry_contents(4);
  evil.kernels[0].name = "evil\x1b[2J";
  evil.producer = "\x1b[1m";
  store::Store store({folder(kBlur)}, disk_);
  ASSERT_TRUE(store.save(tests::entry_identity(4), evil).ok());
  const Output output = larder({"store", "list", kBlur});
  EXPECT_THAT(output.out, HasSubstr("evil\\x1b[2J"));
  EXPECT_THAT(output.out, Not(HasSubstr("\x1b")));
}

class StoreListOnDisk : public StoresOnDisk {};

TEST_F(StoreListOnDisk, DoesNotFollowLinks) {
  const std::string before = larder({"store", "list"}).out;
  const std::string entries_before = larder({"store", "list", kBlur}).out;
  fs::create_directory_symlink(folder(kBlur), folder("link-0000000000000000"));
  fs::create_symlink(path(kSaxpy, 1), path(kBlur, 1));
  EXPECT_EQ(larder({"store", "list"}).out, before);
  EXPECT_EQ(larder({"store", "list", kBlur}).out, entries_before);
  const Output output = larder({"store", "list", "link-0000000000000000"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_THAT(output.err, HasSubstr("links do not count"));
}

TEST_F(StoreListOnDisk, NamesAFolderThatIsNotTrustedAndShowsTheOthers) {
  fs::permissions(folder(kBlur), fs::perms::all);
  const Output output = larder({"store", "list"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.err,
            "larder: unsupported: folder " + folder(kBlur) + " can be written by everybody\n");
  EXPECT_THAT(output.out, HasSubstr(kSaxpy));
  EXPECT_THAT(output.out, Not(HasSubstr(kBlur)));
  const nlohmann::json programs = parsed({"store", "list", "--json"});
  EXPECT_THAT(programs["programs"][0]["error"].get<std::string>(), HasSubstr("everybody"));
  EXPECT_EQ(larder({"store", "list", kBlur}).exit_code, kProblem);
}

TEST_F(StoreListOnDisk, WhileItIsWrittenShowsWholeEntries) {
  std::atomic<bool> done = false;
  std::thread writer([&] {
    store::Store store({folder(kBlur), 3});
    for (int i = 0; i < 60; ++i) {
      EXPECT_TRUE(store.save(tests::entry_identity(i), tests::entry_contents(i)).ok());
    }
    done = true;
  });
  while (!done) {
    const Output output = larder({"store", "list", kBlur});
    EXPECT_EQ(output.exit_code, kFine) << output.err;
    EXPECT_EQ(larder({"store", "verify"}).exit_code, kFine);
  }
  writer.join();
}

}  // namespace
}  // namespace larder::tool
