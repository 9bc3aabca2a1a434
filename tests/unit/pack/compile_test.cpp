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
    toolkit_.ptxas = "ptxas";
  }
  ~Compile() override { std::filesystem::remove_all(folder_); }

  // Stands in for nvcc and ptxas: writes what each would write to its -o.
  Result<Finished> run(const std::vector<std::string>& command) {
    programs_.push_back(command[0]);
    const bool is_nvcc = command[0] == "nvcc";
    const Finished& finished = is_nvcc ? nvcc_ : ptxas_;
    if (finished.exit_code == 0) std::ofstream(command.back()) << (is_nvcc ? ptx_ : "CUBIN");
    return finished;
  }

  Result<Compiled> compile_for(const ArchRequest& request) {
    return compile(toolkit_, {}, request, folder_ + "/0",
                   [this](const std::vector<std::string>& command) { return run(command); });
  }

  std::string folder_ = testing::TempDir() + "compile_test_" + std::to_string(getpid());
  Toolkit toolkit_;
  std::string ptx_ = "//\n.version 9.0\n.target sm_80\n";
  Finished nvcc_{0, "k.cpp(3): warning: w\n"};
  Finished ptxas_{0,
                  "ptxas info    : Compiling entry function 'k' for 'sm_80'\nptxas warning : x\n"};
  std::vector<std::string> programs_;
};

TEST_F(Compile, MakesWhatIsAskedFor) {
  const Result<Compiled> both = compile_for({{80}, true, true});
  ASSERT_TRUE(both.ok()) << both.status().message();
  EXPECT_EQ(both->sass.size(), 5U);
  ASSERT_EQ(both->ptx.size(), ptx_.size() + 1);
  EXPECT_EQ(both->ptx.back(), std::byte{0});
  EXPECT_EQ(both->ptx_isa, 90);
  EXPECT_EQ(both->entries.count("k"), 1U);
  EXPECT_EQ(both->messages, "k.cpp(3): warning: w\nptxas warning : x\n");

  const Result<Compiled> real = compile_for({{80}, true, false});
  ASSERT_TRUE(real.ok());
  EXPECT_TRUE(real->ptx.empty());
}

TEST_F(Compile, AssemblesPtxThatShipsAlone) {
  const Result<Compiled> compiled = compile_for({{80}, false, true});
  ASSERT_TRUE(compiled.ok());
  EXPECT_TRUE(compiled->sass.empty());
  EXPECT_EQ(programs_, (std::vector<std::string>{"nvcc", "ptxas"}));
}

TEST_F(Compile, APtxThatDoesNotAssembleFails) {
  ptxas_ = {255, "ptxas fatal\n"};
  EXPECT_EQ(compile_for({{80}, false, true}).status().message(), "ptxas fatal\n");
}

TEST_F(Compile, NvccsErrorsAreKeptAsTheyAre) {
  nvcc_ = {2, "k.cpp(3): error: e\n"};
  EXPECT_EQ(compile_for({{80}, true, false}).status().message(), "k.cpp(3): error: e\n");
  EXPECT_EQ(programs_, std::vector<std::string>{"nvcc"});
}

TEST_F(Compile, ASilentFailureStillSaysSomething) {
  nvcc_ = {139, ""};
  EXPECT_EQ(compile_for({{80}, true, false}).status().message(), "nvcc failed with code 139\n");
}

TEST_F(Compile, PtxWithoutAVersionIsRefused) {
  ptx_ = "hello\n";
  EXPECT_EQ(compile_for({{80}, true, true}).status().code(), Code::kUnsupported);
}

TEST(PtxIsa, IsReadFromTheText) {
  EXPECT_EQ(parse_ptx_isa("//\n.version 8.7\n"), 87);
  EXPECT_EQ(parse_ptx_isa("\n.version 10.1\n"), 101);
  for (const char* text : {"", "\n.version ", "\n.version 9", "\n.version 9.", "\n.version x.y",
                           "\n.version 9.12", ".versionary 9.0"}) {
    EXPECT_EQ(parse_ptx_isa(text), 0) << text;
  }
}

}  // namespace
}  // namespace larder::pack
