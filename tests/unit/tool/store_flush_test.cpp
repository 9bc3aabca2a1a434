#include <fstream>

#include "tests/unit/tool/store_fixture.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StoreFlushCommand : public StoresInMemory {};

TEST_F(StoreFlushCommand, RemovesWhatOneProgramKeeps) {
  const Output output = larder({"store", "flush", kSaxpy});
  EXPECT_EQ(output.err, "");
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_EQ(output.out,
            "/stores: removed 2 entries, 1.5 KiB\n"
            "  saxpy-00000000000000bb: 2 entries, 1.5 KiB, and the folder\n");
  EXPECT_EQ(disk_.files.size(), 1U);
  EXPECT_TRUE(disk_.files.contains(path(kBlur, 3)));
}

TEST_F(StoreFlushCommand, RemovesWhatAllKeep) {
  const nlohmann::json flushed = parsed({"store", "flush", "--all", "--json"});
  EXPECT_EQ(flushed["folder"], "/stores");
  ASSERT_EQ(flushed["programs"].size(), 2U);
  EXPECT_EQ(flushed["programs"][0]["name"], kBlur);
  EXPECT_EQ(flushed["programs"][1]["removed_entries"], 2);
  EXPECT_EQ(flushed["programs"][1]["removed_folder"], true);
  EXPECT_TRUE(disk_.files.empty());
  EXPECT_EQ(larder({"store", "flush", "--all"}).out, "/stores: removed 0 entries, 0 B\n");
}

TEST_F(StoreFlushCommand, RemovesNothingWhereItIsNotSaidWhose) {
  const auto files = disk_.files;
  disk_.calls.clear();
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"store", "flush"},
                                             {"store", "flush", ""},
                                             {"store", "flush", kBlur, "--all"},
                                             {"store", "flush", kBlur, kSaxpy}}) {
    const Output output = larder(arguments);
    EXPECT_EQ(output.exit_code, kUsage);
    EXPECT_NE(output.err, "");
  }
  EXPECT_THAT(larder({"store", "flush"}).err, HasSubstr("use --all"));
  EXPECT_TRUE(disk_.calls.empty());
  EXPECT_EQ(larder({"store", "flush", "nobody-0123456789abcdef"}).exit_code, kProblem);
  EXPECT_EQ(disk_.files, files);
}

TEST_F(StoreFlushCommand, RemovesDamagedEntriesNotesAndWhatKilledProcessesLeft) {
  disk_.files[path(kBlur, 3)].resize(10);
  disk_.files[path(kBlur, 4)] = {};
  for (const char* name : {"/lock", "/definition", "/definition.5f-1-0.tmp"}) {
    disk_.files[folder(kBlur) + name] = {};
  }
  disk_.files[path(kBlur, 3) + ".5f-1-0.tmp"] = {};
  EXPECT_EQ(larder({"store", "flush", kBlur}).exit_code, kFine);
  for (const auto& [file, bytes] : disk_.files) EXPECT_FALSE(file.starts_with(folder(kBlur)));
}

// A save that goes on while this happens finds its temporary file, its folder and its lock.
TEST_F(StoreFlushCommand, LeavesWhatASaveIsWriting) {
  const std::string writing = path(kBlur, 4) + ".5f-1-0.tmp";
  const std::string lock = folder(kBlur) + "/lock";
  disk_.files[writing] = disk_.files[lock] = {};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  disk_.used[writing] = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  const Output output = larder({"store", "flush", kBlur});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("1 entry, 768 B; folder " + folder(kBlur) + " still holds " +
                                    entry_name(4)));
  EXPECT_TRUE(disk_.files.contains(writing));
  EXPECT_TRUE(disk_.files.contains(lock));
  EXPECT_FALSE(disk_.files.contains(path(kBlur, 3)));
}

TEST_F(StoreFlushCommand, LeavesWhatIsNotLarders) {
  std::vector<std::string> others = {"/stores/ab/abcdef.image", "/stores/app.larder",
                                     "/stores/notes/" + entry_name(1)};
  for (const char* name : {"/notes.txt", "/app.larder", "/notes.tmp", "/app.larder.tmp"}) {
    others.push_back(folder(kBlur) + name);
  }
  for (const std::string& path : others) disk_.files[path] = {};
  const Output output = larder({"store", "flush", "--all"});
  EXPECT_EQ(output.exit_code, kFine);
  EXPECT_THAT(output.out, HasSubstr("removed 3 entries"));
  EXPECT_THAT(output.out, HasSubstr("still holds app.larder"));
  EXPECT_EQ(disk_.files.size(), others.size());
  for (const std::string& path : others) EXPECT_TRUE(disk_.files.contains(path)) << path;
}

TEST_F(StoreFlushCommand, SaysWhatCannotBeRemovedAndRemovesTheRest) {
  disk_.kept = {path(kSaxpy, 1)};
  const Output output = larder({"store", "flush", "--all"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.err,
            "larder: input/output: cannot remove " + path(kSaxpy, 1) + ": told to fail\n");
  EXPECT_THAT(output.out, HasSubstr("removed 2 entries"));
  EXPECT_EQ(disk_.files.size(), 1U);
  const nlohmann::json flushed = parsed({"store", "flush", kSaxpy, "--json"});
  EXPECT_THAT(flushed["programs"][0]["error"].get<std::string>(), HasSubstr("told to fail"));
  EXPECT_EQ(flushed["programs"][0]["removed_folder"], false);
}

TEST_F(StoreFlushCommand, HelpTellsWhatStays) {
  EXPECT_THAT(larder({"store", "flush", "--help"}).out, HasSubstr("not a store's stay"));
  EXPECT_EQ(larder({"store"}).exit_code, kUsage);
}

class StoreFlushOnDisk : public StoresOnDisk {};

TEST_F(StoreFlushOnDisk, RemovesFoldersButTheOneTheyLieIn) {
  EXPECT_EQ(larder({"store", "flush", "--all"}).err, "");
  EXPECT_TRUE(fs::is_empty(machine_.stores));
  store::Store store({folder(kBlur)});  // which goes on where it was
  EXPECT_TRUE(store.save(tests::entry_identity(1), tests::entry_contents(1)).ok());
}

TEST_F(StoreFlushOnDisk, RemovesNothingThatALinkLeadsTo) {
  const std::string victim = folder_.path() + "/victim-0000000000000000";
  fs::copy(folder(kSaxpy), victim, fs::copy_options::recursive);
  fs::create_directory_symlink(victim, folder("link-0000000000000000"));
  fs::create_symlink(victim + "/" + entry_name(1), path(kBlur, 1));
  fs::create_directory(path(kBlur, 2));
  const Output output = larder({"store", "flush", "--all"});
  EXPECT_EQ(output.exit_code, kFine) << output.err;
  EXPECT_THAT(output.out, HasSubstr("cannot remove folder " + folder(kBlur)));
  EXPECT_FALSE(fs::exists(path(kBlur, 3)));
  EXPECT_TRUE(fs::is_symlink(path(kBlur, 1)));
  EXPECT_TRUE(fs::is_directory(path(kBlur, 2)));
  EXPECT_TRUE(fs::is_symlink(folder("link-0000000000000000")));
  EXPECT_EQ(larder({"store", "flush", "link-0000000000000000"}).exit_code, kProblem);
  for (const int number : {1, 2}) EXPECT_TRUE(fs::exists(victim + "/" + entry_name(number)));
}

TEST_F(StoreFlushOnDisk, RefusesAFolderThatItsProgramWouldNotUse) {
  fs::permissions(folder(kBlur), fs::perms::all);
  const Output output = larder({"store", "flush", "--all"});
  EXPECT_EQ(output.exit_code, kProblem);
  EXPECT_EQ(output.err,
            "larder: unsupported: folder " + folder(kBlur) + " can be written by everybody\n");
  EXPECT_TRUE(fs::exists(path(kBlur, 3)));
  EXPECT_FALSE(fs::exists(folder(kSaxpy)));
  fs::permissions(folder(kBlur), fs::perms::owner_all);
  fs::permissions(machine_.stores,
                  fs::perms::all);  // anybody could put another folder in its place
  EXPECT_EQ(larder({"store", "flush", kBlur}).exit_code, kProblem);
  EXPECT_TRUE(fs::exists(path(kBlur, 3)));
}

}  // namespace
}  // namespace larder::tool
