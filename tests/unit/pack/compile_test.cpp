#include "generator/pack/compile.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace larder::pack {
namespace {

class Compile : public testing::Test {
 protected:
  Compile() {
    std::filesystem::create_directories(folder_);
    toolkit_.nvcc = "nvcc";
  }
  ~Compile() override { std::filesystem::remove_all(folder_); }

  // Stands in for nvcc and ptxas: writes what each would write to its -o.
  RunProcess run() {
    return [this](const std::vector<std::string>& command) -> Result<Finished> {
      const bool is_nvcc = command[0] == "nvcc";
      const Finished& finished = is_nvcc ? nvcc_ : ptxas_;
      if (finished.exit_code == 0) std::ofstream(command.back()) << (is_nvcc ? ptx_ : "CUBIN");
      return finished;
    };
  }

  Result<FrontEnd> front_end() {
    return compile_to_ptx(toolkit_, {}, {{80}}, folder_ + "/0", run());
  }
  Result<Compiled> assembled() {
    return assemble({"ptxas", {}, {80}}, ptx_, folder_ + "/1", run());
  }

  std::string folder_ = testing::TempDir() + "compile_test_" + std::to_string(getpid());
  Toolkit toolkit_;
  std::string ptx_ = ".version 9.0\n.target sm_80\n.visible .entry k()\n{\nret;\n}\n";
  Finished nvcc_{0, "k.cpp(3): warning: w\n"};
  Finished ptxas_{0,
                  "ptxas info    : Compiling entry function 'k' for 'sm_80'\nptxas warning : x\n"};
};

TEST_F(Compile, ReadsWhatNvccWroteAndKeepsItsWarnings) {
  const Result<FrontEnd> made = front_end();
  ASSERT_TRUE(made.ok()) << made.status().message();
  ASSERT_EQ(made->module.statements.size(), 1U);
  EXPECT_EQ(made->module.statements[0].name, "k");
  EXPECT_EQ(made->messages, "k.cpp(3): warning: w\n");
}

TEST_F(Compile, AssemblesPtxToACubin) {
  const Result<Compiled> compiled = assembled();
  ASSERT_TRUE(compiled.ok()) << compiled.status().message();
  EXPECT_EQ(compiled->sass.size(), 5U);
  ASSERT_EQ(compiled->ptx.size(), ptx_.size() + 1);
  EXPECT_EQ(compiled->ptx.back(), std::byte{0});
  EXPECT_EQ(compiled->ptx_isa, 90);
  EXPECT_EQ(compiled->entries.count("k"), 1U);
  EXPECT_EQ(compiled->messages, "ptxas warning : x\n");
}

TEST_F(Compile, APtxThatDoesNotAssembleFails) {
  ptxas_ = {255, "ptxas fatal\n"};
  EXPECT_EQ(assembled().status().message(), "ptxas fatal\n");
}

TEST_F(Compile, NvccsErrorsAreKeptAsTheyAre) {
  nvcc_ = {2, "k.cpp(3): error: e\n"};
  EXPECT_EQ(front_end().status().message(), "k.cpp(3): error: e\n");
}

TEST_F(Compile, ASilentFailureStillSaysSomething) {
  nvcc_ = {3, ""};
  EXPECT_EQ(front_end().status().message(), "nvcc failed with code 3\n");
  nvcc_ = {128 + 9, ""};
  EXPECT_EQ(front_end().status().message(), "nvcc was ended by signal 9 (Killed)\n");
}

TEST_F(Compile, PtxWithoutAVersionIsRefused) {
  ptx_ = ".target sm_80\n";
  EXPECT_EQ(assembled().status().code(), Code::kUnsupported);
}

TEST_F(Compile, PtxThatCanNotBeReadIsRefused) {
  ptx_ = "hello\n";
  EXPECT_EQ(front_end().status().code(), Code::kUnsupported);
}

}  // namespace
}  // namespace larder::pack
