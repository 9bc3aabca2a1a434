#include "generator/output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/support/folder.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;

class OutputFile : public testing::Test {
 protected:
  std::string path() const { return folder_.path() + "/file"; }
  std::string content() const {
    std::ifstream file(path());
    return {std::istreambuf_iterator<char>(file), {}};
  }

  tests::Folder folder_;
};

TEST_F(OutputFile, IsWrittenWhereItIsMissing) {
  ASSERT_TRUE(write_if_changed(path(), "text").ok());
  EXPECT_EQ(content(), "text");
}

TEST_F(OutputFile, KeepsItsTimeWhereNothingChanged) {
  ASSERT_TRUE(write_if_changed(path(), "text").ok());
  const fs::file_time_type old = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(path(), old);
  ASSERT_TRUE(write_if_changed(path(), "text").ok());
  EXPECT_EQ(fs::last_write_time(path()), old);
  ASSERT_TRUE(write_if_changed(path(), "other").ok());
  EXPECT_NE(fs::last_write_time(path()), old);
  EXPECT_EQ(content(), "other");
}

TEST_F(OutputFile, LeavesNoTemporaryBehind) {
  ASSERT_TRUE(write_if_changed(path(), "text").ok());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
}

TEST_F(OutputFile, SaysWhichFolderIsNotThere) {
  const Status status = write_if_changed(folder_.path() + "/missing/file", "text");
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_NE(status.message().find("missing/file"), std::string::npos) << status.message();
}

TEST(DepfileText, EscapesWhatMakeWouldRead) {
  const std::vector<std::string> targets = {"out.cpp", "out.json"};
  const std::vector<std::string> dependencies = {"a b.h", "c$d.h", "e#f.h"};
  EXPECT_EQ(*depfile_text(targets, dependencies),
            "out.cpp out.json: \\\n  a\\ b.h \\\n  c$$d.h \\\n  e\\#f.h\n");
}

TEST(DepfileText, PhonyRulesNameEachFileThatWasRead) {
  const std::vector<std::string> targets = {"out.cpp"};
  const std::vector<std::string> dependencies = {"a b.h", "c.h"};
  EXPECT_EQ(*depfile_text(targets, dependencies, true),
            "out.cpp: \\\n  a\\ b.h \\\n  c.h\na\\ b.h:\nc.h:\n");
}

TEST(DepfileText, DoublesBackslashesBeforeASpaceAlone) {
  const std::vector<std::string> targets = {"o"};
  const std::vector<std::string> dependencies = {R"(a\b)", R"(a\ b)", R"(a\\ b)", R"(a\#b)"};
  EXPECT_EQ(*depfile_text(targets, dependencies),
            "o: \\\n  "
            R"(a\b)"
            " \\\n  "
            R"(a\\\ b)"
            " \\\n  "
            R"(a\\\\\ b)"
            " \\\n  "
            R"(a\\#b)"
            "\n");
}

TEST(DepfileText, RefusesALineBreak) {
  const std::vector<std::string> targets = {"o"};
  const std::vector<std::string> dependencies = {"a\nb.h"};
  const auto text = depfile_text(targets, dependencies);
  ASSERT_FALSE(text);
  EXPECT_NE(text.status().message().find(R"("a\012b.h")"), std::string::npos)
      << text.status().message();
}

}  // namespace
}  // namespace larder::generate
