#include "generator/pack/toolkit.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace larder::pack {
namespace {

using Words = std::vector<std::string>;

Toolkit toolkit() {
  Toolkit kit;
  kit.nvcc = "/cuda/bin/nvcc";
  kit.ptxas = "/cuda/bin/ptxas";
  return kit;
}

Manifest manifest() {
  Manifest result;
  result.cuda = "out/blur.larder.cuda";
  result.flags = {"-std=c++17", "-I.."};
  return result;
}

TEST(Toolkit, CompilesToPtxWithTheManifestsThenTheUsersFlags) {
  Toolkit kit = toolkit();
  kit.flags = {"--use_fast_math"};
  EXPECT_EQ(ptx_command(kit, manifest(), {{90, 'a'}}, "t/0.ptx"),
            (Words{"/cuda/bin/nvcc", "-ptx", "-arch=compute_90a", "--expt-relaxed-constexpr",
                   "-std=c++17", "-I..", "--use_fast_math", "-x", "cu", "out/blur.larder.cuda",
                   "-o", "t/0.ptx"}));
}

TEST(Toolkit, AsksForSomeKernelsBySymbol) {
  const Words command =
      ptx_command(toolkit(), manifest(), {{80}, Text::kVariant, {"_Z1av", "_Z1bv"}}, "0.ptx");
  const auto some = std::ranges::find(command, "-DLARDER_SOME");
  ASSERT_GE(command.end() - some, 3);
  EXPECT_EQ(Words(some + 1, some + 3), (Words{"-DLARDER_WANT__Z1av", "-DLARDER_WANT__Z1bv"}));
}

TEST(Toolkit, AsksForTheWholeText) {
  const Words command = ptx_command(toolkit(), manifest(), {{80}, Text::kWhole}, "0.ptx");
  EXPECT_EQ(std::ranges::count(command, "-DLARDER_WHOLE"), 1);
}

TEST(Toolkit, PutsTheLauncherInFront) {
  Toolkit kit = toolkit();
  kit.launcher = {"env", "ccache"};
  const Words command = ptx_command(kit, manifest(), {{80}}, "0.ptx");
  EXPECT_EQ(Words(command.begin(), command.begin() + 5),
            (Words{"env", "ccache", "/cuda/bin/nvcc", "-c", "-ptx"}));
}

TEST(Toolkit, AssemblesWithTheFlagsThatNvccWouldGive) {
  EXPECT_EQ(
      assemble_command({"/cuda/bin/ptxas", {"-m64", "-maxrregcount=32"}, {80}}, "0.ptx", "0.cubin"),
      (Words{"/cuda/bin/ptxas", "-v", "-arch=sm_80", "-m64", "-maxrregcount=32", "0.ptx", "-o",
             "0.cubin"}));
}

TEST(Toolkit, AsksNvccWhatItKnows) {
  std::vector<Words> commands;
  const RunProcess run = [&](const Words& command) -> Result<Finished> {
    commands.push_back(command);
    if (command.back() == "--version") return Finished{0, "release 13.0, V13.0.88"};
    return Finished{0, "compute_80\ncompute_90\n"};
  };
  Toolkit wanted;
  wanted.nvcc = "nvcc";
  const Result<Toolkit> kit = inspect_toolkit(wanted, run);
  ASSERT_TRUE(kit.ok());
  EXPECT_EQ(commands, (std::vector<Words>{{"nvcc", "--version"}, {"nvcc", "--list-gpu-arch"}}));
  EXPECT_EQ(kit->release, "13.0.88");
  EXPECT_EQ(kit->known, (std::vector<std::uint32_t>{80, 90}));
  EXPECT_EQ(kit->ptxas, "ptxas");
}

TEST(Toolkit, ANvccThatDoesNotWorkIsAnError) {
  const auto inspected = [](Result<Finished> answer) {
    return inspect_toolkit(toolkit(), [&](const Words&) { return answer; }).status();
  };
  EXPECT_EQ(inspected(Status(Code::kNotFound, "not there")).message(), "not there");
  EXPECT_NE(inspected(Finished{1, "no license"}).message().find("no license"), std::string::npos);
  EXPECT_EQ(inspected(Finished{0, "hello"}).code(), Code::kUnsupported);
}

}  // namespace
}  // namespace larder::pack
