#include "generator/nvcc/dry_run.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

Result<DryRun> parse(const std::string& text) {
  return parse_dry_run(text, [](const std::string&) { return std::string(); });
}

// As nvcc 13.0 prints it, less some flags.
const std::string kNvcc13 =
    R"(#$ _NVVM_BRANCH_=nvvm
#$ _SPACE_= )"
    "\n"
    R"(#$ _HERE_=/cuda/bin
#$ TOP=/cuda/bin/..
#$ CICC_PATH=/cuda/bin/../nvvm/bin
#$ LD_LIBRARY_PATH=/cuda/bin/../lib:
#$ PATH=/cuda/bin/../nvvm/bin:/cuda/bin:/usr/bin
#$ INCLUDES="-I/cuda/bin/../targets/x86_64-linux/include"  )"
    "\n"
    R"(#$ SYSTEM_INCLUDES="-isystem" "/cuda/bin/../targets/x86_64-linux/include/cccl"  )"
    "\n"
    R"(#$ LIBRARIES=  "-L/cuda/bin/../targets/x86_64-linux/lib/stubs"
#$ CUDAFE_FLAGS=
#$ gcc -std=c++20 -D__CUDA_ARCH__=900 -E -x c++  -D__CUDACC__ -I"a b"   -D "X=\"q r\"" -include "cuda_runtime.h" -include "dev.h" -m64 "/dev/null" -o "/tmp/x.cpp1.ii" )"
    "\n"
    R"(#$ "$CICC_PATH/cicc" --c++20 --orig_src_file_name "/dev/null"   -arch compute_90 -m64 -ftz=0 -fmad=0 -generate-line-info --gen_module_id_file --module_id_file_name "/tmp/x.module_id"  "/tmp/x.cpp1.ii" -o "/tmp/x.ptx"
#$ ptxas -arch=sm_90 -m64 -O2 -v  --fmad false -maxrregcount=40 "/tmp/x.ptx"  -o "o.cubin" )"
    "\n";

// nvcc 11 finds cicc in PATH and knows no folder of system headers.
const std::string kNvcc11 =
    R"(#$ _SPACE_= )"
    "\n"
    R"(#$ _HERE_=/cuda/bin
#$ PATH=/cuda/bin/../nvvm/bin:/cuda/bin
nvcc warning : The 'compute_35' architectures are deprecated
#$ INCLUDES="-I/cuda/bin/..//include"  )"
    "\n"
    R"(#$ PTXAS_FLAGS=
#$ gcc -D__CUDA_ARCH__=800 -E -x c++  -DCUDA_DOUBLE_MATH_FUNCTIONS -D__CUDACC__ -D__NVCC__  "-I/cuda/bin/..//include"    -D__CUDACC_VER_MAJOR__=11 -include "cuda_runtime.h" -m64 "/dev/null" -o "/tmp/x.cpp1.ii" )"
    "\n"
    R"(#$ cicc --c++14 --gnu_version=90300 --orig_src_file_name "/dev/null" --allow_managed   -arch compute_80 -m64 --no-version-ident -ftz=0 -prec_div=1 -prec_sqrt=1 -fmad=1 --include_file_name "x.fatbin.c" -tused --gen_module_id_file --module_id_file_name "/tmp/x.module_id" "/tmp/x.cpp1.ii" -o "/tmp/x.ptx"
#$ ptxas -arch=sm_80 -m64  "/tmp/x.ptx"  -o "o.cubin" )"
    "\n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  text.replace(text.find(what), what.size(), by);
  return text;
}

TEST(DryRun, HasThreeCommands) {
  const Result<DryRun> run = parse(kNvcc13);
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run->preprocessor,
            (Words{"gcc", "-std=c++20", "-D__CUDA_ARCH__=900", "-E", "-x", "c++", "-D__CUDACC__",
                   "-Ia b", "-D", "X=\"q r\"", "-include", "cuda_runtime.h", "-include", "dev.h",
                   "-m64", "/dev/null", "-o", "/tmp/x.cpp1.ii"}));
  EXPECT_EQ(run->cicc.front(), "/cuda/bin/../nvvm/bin/cicc");
  EXPECT_EQ(run->ptxas.back(), "o.cubin");
  EXPECT_EQ(run->folder, "/cuda/bin");
  EXPECT_EQ(run->environment, (Words{"LD_LIBRARY_PATH=/cuda/bin/../lib:",
                                     "PATH=/cuda/bin/../nvvm/bin:/cuda/bin:/usr/bin"}));
}

TEST(DryRun, OlderReleasesFindCiccInPath) {
  const Result<DryRun> run = parse(kNvcc11);
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run->cicc.front(), "cicc");
  EXPECT_EQ(in_environment(*run, {"gcc"}),
            (Words{"env", "PATH=/cuda/bin/../nvvm/bin:/cuda/bin", "gcc"}));
}

TEST(DryRun, OtherHostCompilersAndCrossCompilersAreTakenByWhatTheyDo) {
  const Result<DryRun> run = parse(replaced(kNvcc13, "#$ gcc ", "#$ \"/opt/my gcc/g++-14\" "));
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run->preprocessor.front(), "/opt/my gcc/g++-14");
}

TEST(DryRun, FilesForMessagesAreNoPartOfACommand) {
  const Result<DryRun> run =
      parse(replaced(kNvcc13, "\"o.cubin\" ", "\"o.cubin\"  > /tmp/x_stdout 2>/tmp/x_stderr"));
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ(run->ptxas.back(), "o.cubin");
}

TEST(DryRun, WhatIsNotUnderstoodIsAnError) {
  const auto message = [](const std::string& text) { return parse(text).status().message(); };
  EXPECT_NE(message("nvcc fatal   : something\n").find("expected"), std::string::npos);
  EXPECT_NE(message(kNvcc13 + "#$ nvlink -arch=sm_90 x.cubin\n").find("nvlink"), std::string::npos);
  EXPECT_NE(message(kNvcc13 + kNvcc13).find("more than one"), std::string::npos);
  EXPECT_NE(message(replaced(kNvcc13, "-ftz=0", "`date`")).find('`'), std::string::npos);
  EXPECT_NE(message(replaced(kNvcc13, "/tmp/x.cpp1.ii\" -o", "/tmp/y.ii\" -o")).find("reads"),
            std::string::npos);
}

TEST(DryRun, NvccsOwnRefusalIsShown) {
  const RunProcess refuses = [](const Words&) -> Result<Finished> {
    return Finished{1, "nvcc fatal   : Unknown option '-foo'\n"};
  };
  const Status status = dry_run("nvcc", "90", {"-foo"}, refuses).status();
  EXPECT_NE(status.message().find("Unknown option '-foo'"), std::string::npos);
}

TEST(DryRun, AsksWithTheFlagsOfTheCompilation) {
  Words asked;
  const RunProcess answers = [&](const Words& command) -> Result<Finished> {
    asked = command;
    return Finished{0, kNvcc13};
  };
  EXPECT_TRUE(dry_run("/cuda/bin/nvcc", "90a", {"-Xptxas", "-O2"}, answers).ok());
  EXPECT_EQ(asked, (Words{"/cuda/bin/nvcc", "--dryrun", "-cubin", "-arch=sm_90a",
                          "--expt-relaxed-constexpr", "-Xptxas", "-O2", "-x", "cu", "/dev/null",
                          "-o", "larder.cubin"}));
}

}  // namespace
}  // namespace larder::nvcc
