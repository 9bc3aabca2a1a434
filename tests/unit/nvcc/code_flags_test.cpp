#include "generator/nvcc/code_flags.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

DryRun run() {
  DryRun out;
  out.preprocessor = {
      "gcc",      "-D__CUDA_ARCH__=900", "-D__NVCC__", "-D", "X=1", "-UY", "-E", "-DZ(a)=a", "-o",
      "/tmp/x.ii"};
  out.cicc = {
      "cicc",   "--c++17",   "--orig_src_file_name",  "a.cu",      "-arch",     "compute_90",
      "-ftz=0", "-fmad=1",   "--module_id_file_name", "/tmp/x.id", "/tmp/x.ii", "--simt-only",
      "-o",     "/tmp/x.ptx"};
  out.ptxas = {"ptxas",      "-arch=sm_90", "-m64",   "--fmad", "false", "-maxrregcount=40",
               "/tmp/x.ptx", "-o",          "o.cubin"};
  return out;
}

TEST(CodeFlags, AreAllButNamesAndTheArchitecture) {
  const CodeFlags flags = code_flags(run());
  EXPECT_EQ(flags.all, (Words{"cicc --c++17", "cicc -ftz=0", "cicc -fmad=1", "cicc --simt-only",
                              "ptxas -m64", "ptxas --fmad false", "ptxas -maxrregcount=40"}));
  EXPECT_EQ(flags.floating_point, (Words{"cicc -ftz=0", "cicc -fmad=1", "ptxas --fmad false"}));
  EXPECT_FALSE(flags.lines);
}

TEST(CodeFlags, LinesAreHeldInEverySpelling) {
  for (const char* flag : {"-generate-line-info", "-g"}) {
    DryRun lines = run();
    lines.cicc.insert(lines.cicc.begin() + 1, flag);
    EXPECT_TRUE(code_flags(lines).lines) << flag;
    EXPECT_EQ(code_flags(lines).debug, std::string_view(flag) == "-g");
  }
}

TEST(CodeFlags, PtxasMakesWholeImages) {
  DryRun relocatable = run();
  relocatable.ptxas.insert(relocatable.ptxas.begin() + 1, "--compile-only");
  EXPECT_EQ(ptxas_flags(relocatable), (Words{"-m64", "--fmad", "false", "-maxrregcount=40"}));
}

TEST(CodeFlags, DefinitionsOfTheUserAreTakenWithoutNvccsOwn) {
  EXPECT_EQ(definitions(run()), (Words{"-DX=1", "-UY", "-DZ(a)=a"}));
}

}  // namespace
}  // namespace larder::nvcc
