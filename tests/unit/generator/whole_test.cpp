#include "generator/emit/whole.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

View view(unsigned architecture, std::string text) {
  View out;
  out.architecture = architecture;
  out.whole_files = {{"a.cpp", std::move(text), {}}};
  return out;
}

TEST(WholeSource, IsTheUsersText) {
  const std::string text =
      whole_source(std::vector{view(80, "int a;\n"), view(90, "int a;\n")}, {});
  EXPECT_NE(text.find("#line 1 \"a.cpp\"\nint a;\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("__CUDA_ARCH__"), std::string::npos);
}

TEST(WholeSource, HasASectionForEachPassThatSawOtherCode) {
  const std::string text =
      whole_source(std::vector{view(80, "int a;\n"), view(90, "int b;\n")}, {});
  EXPECT_NE(text.find("#elif __CUDA_ARCH__ == 900\n"), std::string::npos) << text;
}

TEST(WholeSource, InstantiatesWhatTheSourceDoesNot) {
  std::vector<View> views = {view(80, "int a;")};
  Kernel implicit;
  implicit.symbol = "_Z1fIiEvv";
  implicit.where = {"a.cpp", 3, 1};
  implicit.instantiation = "template void f<int>();";
  Kernel written = implicit;
  written.instantiated = true;
  written.instantiation = "template void f<short>();";
  views[0].kernels = {implicit, written};
  const std::string text = whole_source(views, {});
  EXPECT_NE(text.find("#if !defined(LARDER_SOME) || defined(LARDER_WANT__Z1fIiEvv)\n"
                      "#line 3 \"a.cpp\"\ntemplate void f<int>();\n#endif\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("short"), std::string::npos);
}

TEST(CudaFile, EndsTheTextWhateverItEndsIn) {
  const std::string text = cuda_file(std::vector{view(80, "int a;  // \\")}, {});
  EXPECT_NE(text.find("// \\\n\n#endif  // LARDER_WHOLE\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace larder::generate
