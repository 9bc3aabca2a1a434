#include "generator/nvcc/host_command.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

TEST(HostCommand, KeepsTheCompilerAndWhatDecidesMacros) {
  EXPECT_EQ(
      host_preprocessor({"ccache",   "g++",   "-Iinc",    "-I",  "x y", "-O2",  "-fopenmp", "-DA",
                         "-D",       "B=1",   "-Wp,-DWP", "-MD", "-MQ", "a.o",  "-MF",      "a.d",
                         "-include", "pch.h", "-o",       "a.o", "-c",  "a.cpp"}),
      (Words{"ccache", "g++", "-Iinc", "-I", "x y", "-O2", "-fopenmp", "-DA", "-D", "B=1",
             "-Wp,-DWP", "-E", "-dD", "-x", "c++"}));
}

TEST(HostCommand, IsEmptyWithoutACompiler) {
  EXPECT_EQ(host_preprocessor({"-std=c++17"}), Words());
  EXPECT_EQ(host_preprocessor({}), Words());
}

}  // namespace
}  // namespace larder::nvcc
