#include "generator/emit/cuda.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

View view(unsigned architecture, std::string body) {
  View out;
  out.architecture = architecture;
  Unit unit;
  unit.scopes = {{"namespace n"}};
  unit.tokens = {{std::move(body), {"a.cpp", 1, 1}}};
  out.units = {unit};
  return out;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

TEST(CudaSource, IsOneTextWhereAllPassesSawTheSame) {
  const std::vector<View> views = {view(80, "int a;"), view(90, "int a;")};
  const std::string text = cuda_source(views);
  EXPECT_EQ(count(text, "int a;"), 1u);
  EXPECT_EQ(count(text, "__CUDA_ARCH__"), 0u);
}

TEST(CudaSource, HasASectionForEachDifferentView) {
  const std::vector<View> views = {view(80, "int a;"), view(90, "int b;"), view(100, "int a;")};
  const std::string text = cuda_source(views);
  EXPECT_EQ(count(text, "int a;"), 1u);
  EXPECT_NE(text.find("#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ == 800 || "
                      "__CUDA_ARCH__ == 1000\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("#elif __CUDA_ARCH__ == 900\n"), std::string::npos);
  EXPECT_NE(text.find("#error"), std::string::npos);
}

TEST(CudaSource, DeclaresNamespacesBeforeTheyAreNamed) {
  const std::vector<View> views = {view(80, "int a;")};
  EXPECT_EQ(cuda_source(views).find("namespace n { }\n"), 0u);
}

TEST(CudaSource, GuardsWhatNotAllKernelsReach) {
  View three = view(80, "int all;");
  for (const char* symbol : {"a", "b", "c"}) {
    three.kernels.emplace_back();
    three.kernels.back().symbol = symbol;
  }
  three.units = {three.units[0], three.units[0], three.units[0]};
  three.units[0].kernels = {0, 1, 2};
  three.units[1].kernels = {1};
  three.units[2].kernels = {0, 2};
  three.includes = {{"<cmath>", {1}}};
  const std::string text = cuda_source(std::vector{three});
  EXPECT_EQ(text.find("#ifndef LARDER_SOME\n#define LARDER_WANT_a\n#define LARDER_WANT_b\n"
                      "#define LARDER_WANT_c\n#endif\n"
                      "#if defined(LARDER_WANT_a) || defined(LARDER_WANT_c)\n#define LARDER_SET_"),
            0u)
      << text;
  EXPECT_NE(text.find("#ifdef LARDER_WANT_b\n#include <cmath>\n#endif\nnamespace n"),
            std::string::npos)
      << text;
  EXPECT_EQ(count(text, "#if"), count(text, "#endif"));
}

TEST(CudaSource, OneKernelNeedsNoGuards) {
  View one = view(80, "int a;");
  one.kernels.emplace_back();
  one.units[0].kernels = {0};
  EXPECT_EQ(count(cuda_source(std::vector{one}), "#if"), 0u);
}

TEST(CudaSource, InstantiatesTemplatesOnly) {
  std::vector<View> views = {view(80, "int a;")};
  Kernel plain;
  plain.where = {"a.cpp", 1, 1};
  Kernel special = plain;
  special.instantiation = "template void f<1>();";
  views[0].kernels = {plain, special};
  EXPECT_NE(cuda_source(views).find("#line 1 \"a.cpp\"\ntemplate void f<1>();\n"),
            std::string::npos);
}

}  // namespace
}  // namespace larder::generate
