#include "generator/inputs.h"

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/support/folder.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class InputsTest : public testing::Test {
 protected:
  InputsTest() {
    write("source", "int x;");
    write("output", "made");
    // Only what is no longer new can be told from what comes later.
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(path("source"), old);
  }

  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
  }
  Inputs inputs(const std::string& flag = "-DN=3") const {
    return {path("record"), {"tool", flag}, {path("output")}};
  }
  void keep() const { inputs().keep(std::vector<std::string>{path("source")}); }

  tests::Folder folder_;
};

TEST_F(InputsTest, WithoutARecordNothingIsKnown) { EXPECT_FALSE(inputs().unchanged()); }

TEST_F(InputsTest, AreUnchangedAfterARun) {
  keep();
  ASSERT_TRUE(inputs().unchanged());
  EXPECT_THAT(*inputs().unchanged(), ElementsAre(path("source")));
}

TEST_F(InputsTest, ChangeWithAFlag) {
  keep();
  EXPECT_FALSE(inputs("-DN=4").unchanged());
}

TEST_F(InputsTest, ChangeWithAFileThatWasRead) {
  keep();
  write("source", "int y;");
  EXPECT_FALSE(inputs().unchanged());
  fs::remove(path("source"));
  EXPECT_FALSE(inputs().unchanged());
}

TEST_F(InputsTest, ChangeWithAnOutput) {
  keep();
  fs::remove(path("output"));
  EXPECT_FALSE(inputs().unchanged());
  write("output", "by another hand");
  EXPECT_FALSE(inputs().unchanged());
}

TEST_F(InputsTest, WhatWasWrittenDuringTheRunIsNotTrusted) {
  keep();
  const Inputs running = inputs();
  write("source", "int z;");
  running.keep(std::vector<std::string>{path("source")});
  EXPECT_FALSE(inputs().unchanged());
}

TEST_F(InputsTest, ADamagedRecordIsNone) {
  for (const char* text : {"", "{", "{}", "[]", R"({"words":1,"files":[[]],"outputs":[]})"}) {
    write("record", text);
    EXPECT_FALSE(inputs().unchanged()) << text;
  }
}

}  // namespace
}  // namespace larder::generate
