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

TEST(CudaSource, GuardsKernelsAndNothingElse) {
  View two = view(80, "int all;");
  for (const char* symbol : {"a", "b"}) {
    two.kernels.emplace_back();
    two.kernels.back().symbol = symbol;
  }
  two.units = {two.units[0], two.units[0]};
  two.units[1].tokens[0].text = "void b() {}";
  two.units[1].kernel = 1;
  two.kernels[0].instantiation = "template void a<1>();";
  two.includes = {"<cmath>"};
  const std::string text = cuda_source(std::vector{two});
  EXPECT_EQ(text,
            "#ifndef LARDER_SOME\n#define LARDER_WANT_a\n#define LARDER_WANT_b\n#endif\n"
            "#include <cmath>\nnamespace n { }\n"
            "namespace n { \n#line 1 \"a.cpp\"\nint all;\n}\n"
            "#ifdef LARDER_WANT_b\nnamespace n { \n#line 1 \"a.cpp\"\nvoid b() {}\n}\n#endif\n"
            "#ifdef LARDER_WANT_a\n#line 0 \"\"\ntemplate void a<1>();\n#endif\n");
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
