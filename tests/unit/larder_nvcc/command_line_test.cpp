#include "generator/larder_nvcc/command_line.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/folder.h"

namespace larder::larder_nvcc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

Command parsed(const Words& words) {
  const Result<Command> command = parse_command_line(words);
  EXPECT_TRUE(command.ok()) << command.status().text();
  return command.ok() ? *command : Command();
}

std::string refused(const Words& words) {
  const Result<Command> command = parse_command_line(words);
  return command.ok() ? "" : command.status().message();
}

TEST(LarderNvcc, FlagsGoToWhomTheyConcern) {
  const Command command =
      parsed({"-O3", "-std=c++17", "-I", "inc", "-DN=3", "-Xcompiler", "-Wall,-fopenmp",
              "--use_fast_math", "-Xptxas", "-v", "-lineinfo", "a.cu"});
  EXPECT_THAT(command.compile,
              ElementsAre("-O3", "-std=c++17", "-Iinc", "-DN=3", "-Wall", "-fopenmp"));
  EXPECT_THAT(command.device, ElementsAre("-use_fast_math", "-Xptxas=-v", "-lineinfo"));
  EXPECT_THAT(command.inputs, ElementsAre("a.cu"));
  EXPECT_TRUE(command.optimised);
  EXPECT_EQ(command.stage, Stage::kLink);
}

TEST(LarderNvcc, ValuesAreJoinedOrEqualOrTheNextWord) {
  EXPECT_THAT(parsed({"--std", "c++20"}).compile, ElementsAre("-std=c++20"));
  EXPECT_THAT(parsed({"--std=c++20"}).compile, ElementsAre("-std=c++20"));
  EXPECT_THAT(parsed({"-include", "a.h", "-isystem=sys"}).compile,
              ElementsAre("-include", "a.h", "-isystem", "sys"));
  EXPECT_THAT(parsed({"-D", R"(A=1,B=f(2\,3))", "-I.,sub", "-isystem", "a,b"}).compile,
              ElementsAre("-DA=1", "-DB=f(2,3)", "-I.", "-Isub", "-isystem", "a", "-isystem", "b"));
  EXPECT_THAT(parsed({"a.o", "-l", "m,z"}).inputs, ElementsAre("a.o", "-lm", "-lz"));
  EXPECT_EQ(parsed({"-oapp"}).output, "app");
  EXPECT_EQ(parsed({"--output-file=app"}).output, "app");
  EXPECT_EQ(parsed({"-x", "cu"}).language, "cu");
}

TEST(LarderNvcc, TextsForOtherToolsAreReadAsAShellDoes) {
  EXPECT_THAT(parsed({"-Xcompiler", "-fPIC -Wall", "--compiler-options=-O3,-fopenmp -g"}).compile,
              ElementsAre("-fPIC", "-Wall", "-O3", "-fopenmp", "-g"));
  EXPECT_THAT(parsed({"-Xcompiler", R"(-DA=\"a\" '-DB=b c' -Wl\,-x)"}).compile,
              ElementsAre("-DA=\"a\"", "-DB=b c", "-Wl,-x"));
  EXPECT_THAT(parsed({"-Xlinker", "-rpath /x,-z"}).inputs,
              ElementsAre("-Xlinker", "-rpath", "-Xlinker", "/x", "-Xlinker", "-z"));
}

TEST(LarderNvcc, UnknownOptionsAreForwardedWhereThatIsAskedFor) {
  const Command command = parsed({"-Wall", "-funroll-loops", "-Wl,-z,now", "a.cu", "-lm",
                                  "-forward-unknown-to-host-compiler"});
  EXPECT_THAT(command.compile, ElementsAre("-Wall", "-funroll-loops"));
  EXPECT_THAT(command.inputs, ElementsAre("-Wl,-z,now", "a.cu", "-lm"));
}

TEST(LarderNvcc, WhereObjectsAreLinkedUnknownOptionsAreTheLinkers) {
  EXPECT_THAT(
      parsed({"-fPIC", "-shared", "-Wl,-soname,liba.so", "a.o", "-z", "now", "-o", "liba.so"})
          .inputs,
      ElementsAre("-fPIC", "-Wl,-soname,liba.so", "a.o", "-z", "now"));
  EXPECT_THAT(refused({"-rdynamic", "a.o", "b.cu"}), HasSubstr("unknown option '-rdynamic'"));
}

TEST(LarderNvcc, CudasOwnRuntimeIsNotLinked) {
  EXPECT_THAT(
      parsed({"a.o", "/cuda/lib64/libcudart_static.a", "-lcudart", "libcudadevrt.a", "-lm"}).inputs,
      ElementsAre("a.o", "-lm"));
}

TEST(LarderNvcc, OptionsCanBeInAFile) {
  const tests::Folder folder;
  const std::string file = folder.path() + "/options";
  std::ofstream(file) << "-O2 -DNAME='a b'\n-c\n";
  const Command command = parsed({"--options-file", file, "a.cu"});
  EXPECT_THAT(command.compile, ElementsAre("-O2", "-DNAME=a b"));
  EXPECT_EQ(command.stage, Stage::kCompile);
  EXPECT_THAT(parsed({"a.cu", "@" + file}).inputs, ElementsAre("a.cu"));
  EXPECT_THAT(refused({"-optf", folder.path() + "/gone"}), HasSubstr("can't be read"));
}

TEST(LarderNvcc, ArchitecturesAreCMakes) {
  EXPECT_THAT(parsed({"-arch=sm_80"}).archs, ElementsAre("80"));
  EXPECT_THAT(parsed({"-arch", "native"}).archs, ElementsAre("native"));
  EXPECT_THAT(parsed({"-arch=compute_90"}).archs, ElementsAre("90-virtual"));
  EXPECT_THAT(parsed({"-arch=compute_80", "-code=sm_86,compute_80"}).archs,
              ElementsAre("86-real", "80-virtual"));
  EXPECT_THAT(parsed({"-gencode", "arch=compute_90a,code=sm_90a",
                      "-gencode=arch=compute_75,code=[sm_75,compute_75]", "--generate-code",
                      "arch=compute_80,code=\"sm_80\""})
                  .archs,
              ElementsAre("90a-real", "75-real", "75-virtual", "80-real"));
  EXPECT_THAT(parsed({"a.cu"}).archs, IsEmpty());
  EXPECT_THAT(refused({"-gencode", "arch=compute_80"}), HasSubstr("names no code="));
  EXPECT_THAT(refused({"-arch=gfx90a"}), HasSubstr("'gfx90a' is not an architecture"));
}

TEST(LarderNvcc, TheLinkersInputsKeepTheirOrder) {
  EXPECT_THAT(parsed({"a.o", "-Llib", "-lm", "b.o", "-Xlinker", "-rpath,dir", "-lcudart",
                      "-lcudadevrt", "-lnvToolsExt"})
                  .inputs,
              ElementsAre("a.o", "-Llib", "-lm", "b.o", "-Xlinker", "-rpath", "-Xlinker", "dir"));
}

TEST(LarderNvcc, WhatIsNotKnownIsNamed) {
  EXPECT_EQ(refused({"-Wall"}),
            "unknown option '-Wall'; words for the host compiler go behind -Xcompiler");
  EXPECT_EQ(refused({"a.cu", "-o"}), "option '-o' lacks its value");
  EXPECT_THAT(refused({"--ptx", "a.cu"}), HasSubstr("option '-ptx' is not supported"));
}

TEST(LarderNvcc, LanguagesAreThoseOfNames) {
  const Command plain;
  EXPECT_TRUE(is_cuda(plain, "dir/a.cu"));
  EXPECT_TRUE(is_source(plain, "a.cpp"));
  EXPECT_FALSE(is_cuda(plain, "a.cpp"));
  EXPECT_FALSE(is_source(plain, "a.o"));
  EXPECT_FALSE(is_source(plain, "-lm"));
  Command cuda;
  cuda.language = "cu";
  EXPECT_TRUE(is_cuda(cuda, "a.cpp"));
}

TEST(LarderNvcc, HelpNamesEachOption) {
  EXPECT_THAT(help_text(), HasSubstr("--gpu-architecture, -arch VALUE\n"));
  EXPECT_THAT(help_text(), testing::Not(HasSubstr("--ptx\n")));
}

}  // namespace
}  // namespace larder::larder_nvcc
