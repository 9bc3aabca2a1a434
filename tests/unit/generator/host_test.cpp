#include "generator/emit/host.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

TEST(EditedText, ReplacesInPlace) {
  const std::vector<HostFile> files = {{"a.cpp", "int x;\nint y;\n", {{4, 1, "z", -1}}}};
  EXPECT_EQ(edited_text(files, 0), "#line 1 \"a.cpp\"\nint z;\nint y;\n");
}

TEST(EditedText, InlinesAFileAndGoesOnAtTheRightLine) {
  const std::vector<HostFile> files = {
      {"a.cpp", "int x;\n#include \"b.h\"\nint y;\n", {{7, 14, "", 1}}},
      {"b.h", "int b;", {}},
  };
  EXPECT_EQ(edited_text(files, 0),
            "#line 1 \"a.cpp\"\nint x;\n\n#line 1 \"b.h\"\nint b;\n#line 2 \"a.cpp\"\n\nint y;\n");
}

TEST(HostSource, OfASourceWithoutKernelsIsItsText) {
  View view;
  view.files = {{"a.cpp", "int x;\n", {}}};
  EXPECT_EQ(host_source(view, {}), "#line 1 \"a.cpp\"\nint x;\n");
}

TEST(HostSource, HasARecordForEachKernel) {
  View view;
  view.files = {{"a.cpp", "", {}}};
  KeyedKernel keyed;
  keyed.kernel.name = "f";
  keyed.kernel.symbol = "_Z1fv";
  keyed.kernel.expression = "&::f";
  keyed.keys = {{80, {}}, {90, {}}};
  const std::string text = host_source(view, std::vector<KeyedKernel>{keyed});
  EXPECT_NE(text.find("\"_Z1fv\""), std::string::npos);
  EXPECT_NE(text.find("Entry<larder_kernel_0>::run"), std::string::npos);
  EXPECT_NE(text.find("00000000000000000000000000000000 80 f\\011plain\" \"\\n\""),
            std::string::npos);
  EXPECT_NE(text.find("constexpr auto larder_kernel_0 = &::f;\n"), std::string::npos);
  EXPECT_NE(text.find("larder_keys_0, 2, 0,"), std::string::npos);
  EXPECT_NE(text.find("Lowering::kPlain,"), std::string::npos);
  EXPECT_NE(text.find("&::larder::detail::Entry<larder_kernel_0>::parameters}"), std::string::npos);
}

TEST(HostSource, GivesACudaOnlyKernelNoCpuVariant) {
  View view;
  view.files = {{"a.cpp", "", {}}};
  KeyedKernel keyed;
  keyed.kernel.expression = "&::f";
  keyed.kernel.parameter_types = "(int)";
  keyed.kernel.cuda_only = true;
  const std::string text = host_source(view, std::vector<KeyedKernel>{keyed});
  EXPECT_EQ(text.find("::run"), std::string::npos);
  EXPECT_NE(text.find("constexpr void (*larder_kernel_0)(int) = &::f;\n"), std::string::npos);
  EXPECT_NE(text.find("Entry<larder_kernel_0>::parameters}"), std::string::npos);
  EXPECT_NE(text.find("nullptr,\n     larder_keys_0"), std::string::npos);
}

}  // namespace
}  // namespace larder::generate
