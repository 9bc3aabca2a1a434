#include "generator/nvcc/probe.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace larder::nvcc {
namespace {

namespace fs = std::filesystem;

/// Stands in for nvcc and the preprocessor that it runs.
class Probe : public testing::Test {
 protected:
  Probe() { write(header_, "x"); }
  ~Probe() override {
    unsetenv("NVCC_APPEND_FLAGS");
    fs::remove_all(folder_);
  }

  static void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << text;
  }

  RunProcess run() {
    return [this](const Words& command) -> Result<Finished> {
      if (std::ranges::find(command, "--dryrun") != command.end()) {
        ++dry_runs_;
        return Finished{0, dry_run_};
      }
      if (command.back() == "-print-prog-name=cc1plus") return Finished{0, "cc1plus\n"};
      preprocessed_.push_back(command);
      const bool any = std::ranges::find(command, "-D__CUDA_ARCH__=9990") != command.end();
      write(command.back(), "#define __CUDA_ARCH__ 900\n# 1 \"" + header_ +
                                "\" 1\n#define CUDART_VERSION 13000\n" +
                                (any ? "int any;\n" : "int here;\n") + text_);
      return Finished{0, ""};
    };
  }

  Result<Answer> asked() {
    HeaderDigests known;
    return ask_once(question_, folder_ + "/probes", run(), known);
  }

  std::string folder_ = testing::TempDir() + "probe_test_" + std::to_string(getpid());
  std::string header_ = folder_ + "/cuda_runtime.h";
  std::string text_ = "int x;\n";
  std::string dry_run_ =
      "#$ PATH=/cuda/bin\n"
      "#$ gcc -D__CUDA_ARCH__=900 -DTILE=3 -E -include \"cuda_runtime.h\" -include \"own.h\" "
      "\"/dev/null\" -o \"x.ii\"\n"
      "#$ cicc -ftz=0 --c++17 \"x.ii\" -o \"x.ptx\"\n#$ ptxas -arch=sm_90 \"x.ptx\" -o \"x\"\n";
  Question question_{"nvcc", "90", {}, {"own.h"}};
  int dry_runs_ = 0;
  std::vector<Words> preprocessed_;
};

TEST_F(Probe, TellsMacrosFlagsAndWhatHeadersSay) {
  const Result<Answer> answer = asked();
  ASSERT_TRUE(answer.ok()) << answer.status().message();
  EXPECT_EQ(answer->world.macros.at("CUDART_VERSION"), " 13000");
  EXPECT_EQ(answer->flags.all, (Words{"cicc -ftz=0", "cicc --c++17"}));
  EXPECT_EQ(answer->definitions, Words{"-DTILE=3"});
  EXPECT_NE(answer->headers, answer->headers_here);
  EXPECT_EQ(answer->headers, answer->headers_without_floats);
  EXPECT_NE(std::ranges::find(answer->files, header_), answer->files.end());
  ASSERT_EQ(preprocessed_.size(), 2U);
  EXPECT_EQ(std::ranges::find(preprocessed_[0], "own.h"), preprocessed_[0].end());
}

TEST_F(Probe, WhatAllArchitecturesShareIsAskedOnce) {
  HeaderDigests known;
  for (const char* arch : {"80", "90"}) {
    question_.arch = arch;
    ASSERT_TRUE(ask(question_, folder_ + "/probes", run(), known).ok());
  }
  EXPECT_EQ(preprocessed_.size(), 3U);
}

TEST_F(Probe, AFloatingPointMacroHasADigestOfItsOwn) {
  dry_run_.insert(dry_run_.find("-DTILE"), "-D__USE_FAST_MATH__ ");
  ASSERT_TRUE(asked().ok());
  ASSERT_EQ(preprocessed_.size(), 3U);
  EXPECT_NE(std::ranges::find(preprocessed_[1], "-D__USE_FAST_MATH__"), preprocessed_[1].end());
  EXPECT_EQ(std::ranges::find(preprocessed_[2], "-D__USE_FAST_MATH__"), preprocessed_[2].end());
}

TEST_F(Probe, AsksOnceAndRemembersAll) {
  const Result<Answer> first = asked();
  const Result<Answer> second = asked();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(dry_runs_, 1);
  EXPECT_EQ(first->world.macros, second->world.macros);
  EXPECT_EQ(first->world.questions, second->world.questions);
  EXPECT_EQ(first->flags.all, second->flags.all);
  EXPECT_EQ(first->definitions, second->definitions);
  EXPECT_EQ(first->headers, second->headers);
  EXPECT_EQ(first->headers_here, second->headers_here);
  EXPECT_EQ(first->headers_without_floats, second->headers_without_floats);
  EXPECT_EQ(first->files, second->files);
  EXPECT_EQ(first->programs, second->programs);
  EXPECT_EQ(first->run.environment, second->run.environment);
}

TEST_F(Probe, AsksAgainWhereAnythingChanged) {
  int expected = 1;
  ASSERT_TRUE(asked().ok());
  write(header_, "longer than before");
  ASSERT_TRUE(asked().ok());
  EXPECT_EQ(dry_runs_, ++expected);
  setenv("NVCC_APPEND_FLAGS", "-lineinfo", 1);
  ASSERT_TRUE(asked().ok());
  EXPECT_EQ(dry_runs_, ++expected);
  question_.flags = {"-G"};
  ASSERT_TRUE(asked().ok());
  EXPECT_EQ(dry_runs_, ++expected);
  question_.arch = "90a";
  ASSERT_TRUE(asked().ok());
  EXPECT_EQ(dry_runs_, ++expected);
}

TEST_F(Probe, ADamagedAnswerIsAskedAgain) {
  ASSERT_TRUE(asked().ok());
  for (const auto& entry : fs::directory_iterator(folder_ + "/probes"))
    fs::resize_file(entry.path(), fs::file_size(entry.path()) - 10);
  ASSERT_TRUE(asked().ok());
  EXPECT_EQ(dry_runs_, 2);
}

TEST_F(Probe, LeavesNothingBesideItsAnswer) {
  ASSERT_TRUE(asked().ok());
  const fs::directory_iterator files(folder_ + "/probes");
  EXPECT_EQ(std::distance(files, fs::directory_iterator()), 1);
}

TEST_F(Probe, TheHeadersTextDecidesTheirDigest) {
  const Result<Answer> before = asked();
  text_ = "int y;\n";
  question_.flags = {"-DSTEERS"};
  const Result<Answer> after = asked();
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_NE(before->headers, after->headers);
}

TEST_F(Probe, AHostCompilersWorldIsKeptToo) {
  for (int i = 0; i < 2; ++i) {
    const auto world = host_world_once({"g++", "-E"}, folder_ + "/probes", run());
    ASSERT_TRUE(world.ok()) << world.status().message();
    EXPECT_EQ(world->macros.at("__CUDA_ARCH__"), " 900");
  }
  EXPECT_EQ(preprocessed_.size(), 1U);
}

}  // namespace
}  // namespace larder::nvcc
