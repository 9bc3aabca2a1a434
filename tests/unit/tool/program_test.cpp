#include "runtime/tool/program.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "runtime/store/file_system.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

// Does the same as generated code, in this very program.
__asm__(
    ".pushsection .larder.kernels,\"\"\n"
    ".ascii \"0123456789abcdef0123456789abcdef 75 planted by program_test\\n\"\n"
    ".popsection\n");

namespace larder::tool {
namespace {

using Kernels = std::vector<ProgramKernel>;
using tests::sample_key;

const std::string kOne(32, '1');
const std::string kTwo(32, '2');

Result<Kernels> parse(const std::string& text) { return parse_kernels(format::as_bytes(text)); }

TEST(Program, ListsKernelsWithTheirKeys) {
  const Result<Kernels> kernels = parse(kOne + " 80 blur<4>\n" + kTwo + " 90 blur<4>\n");
  ASSERT_TRUE(kernels.ok()) << kernels.status().text();
  const Kernels expected{{"blur<4>", {{80, sample_key(0x11)}, {90, sample_key(0x22)}}, false, {}}};
  EXPECT_EQ(*kernels, expected);
}

TEST(Program, KnowsWhichKernelsHaveNoCpuVariant) {
  const Result<Kernels> kernels = parse(kOne + " 0 a\n" + kTwo + " 90! b\n");
  ASSERT_TRUE(kernels.ok()) << kernels.status().text();
  EXPECT_FALSE((*kernels)[0].cuda_only);
  EXPECT_TRUE((*kernels)[1].cuda_only);
  EXPECT_EQ((*kernels)[1].keys[0].compute_capability, 90U);
}

TEST(Program, KnowsHowTheirCpuVariantsRunABlocksThreads) {
  const Result<Kernels> kernels =
      parse(kOne + " 0 a<int, 2>\tplain\n" + kTwo + " 0 b\tfibers: calls __syncthreads\n");
  ASSERT_TRUE(kernels.ok()) << kernels.status().text();
  EXPECT_EQ((*kernels)[0].name, "a<int, 2>");
  EXPECT_EQ((*kernels)[0].lowering, "plain");
  EXPECT_EQ((*kernels)[1].lowering, "fibers: calls __syncthreads");
}

TEST(Program, KeepsBlanksInNames) {
  EXPECT_EQ((*parse(kOne + " 0 sum<float, 256>\n"))[0].name, "sum<float, 256>");
}

TEST(Program, SkipsZerosBetweenPieces) {
  const std::string zeros(7, '\0');
  const Result<Kernels> kernels = parse(zeros + kOne + " 0 a\n" + zeros + kTwo + " 0 b\n" + zeros);
  ASSERT_TRUE(kernels.ok()) << kernels.status().text();
  EXPECT_EQ(kernels->size(), 2U);
}

TEST(Program, KeepsTwoKernelsOfOneNameApartAndEqualOnesOnce) {
  const std::string one = kOne + " 0 scale\n";
  const std::string two = kTwo + " 0 scale\n";
  EXPECT_EQ(parse(one + two)->size(), 2U);
  EXPECT_EQ(parse(one + two + one)->size(), 2U);
}

TEST(Program, OfNoLinesHasNoKernels) {
  EXPECT_TRUE(parse("")->empty());
  EXPECT_TRUE(parse(std::string(100, '\0'))->empty());
}

TEST(Program, RefusesOtherLinesByNumber) {
  for (const std::string& line :
       {std::string("x"), kOne, kOne + " 0", kOne + " 0 ", kOne + "  a", kOne + " x a",
        kOne + " -1 a", kOne + " 99999999999 a", std::string("12 0 a"), std::string("\n")}) {
    EXPECT_EQ(parse(kOne + " 0 a\n" + line + "\n").status().text(),
              "corrupt: line 2 of section .larder.kernels is not a kernel's")
        << line;
  }
}

TEST(Program, OfVeryManyKernelsIsReadAtOnce) {
  std::string lines;
  for (int i = 0; i < 50'000; ++i) lines += fmt::format("{:032x} 0 kernel<{}>\n", i, i);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(parse(lines + lines)->size(), 50'000U);
  // In time that grows with the square of their number it would be minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Program, WithoutTheSectionSaysSo) {
  EXPECT_EQ(read_program(tests::sample_elf({{".text", "code"}})).status().text(),
            "not found: holds no kernels of Larder (no section .larder.kernels); is a source that "
            "larder-generate wrote linked in?");
}

TEST(Program, IsReadFromARealFile) {
  const Result<store::Mapping> self = store::posix_file_system().map("/proc/self/exe");
  ASSERT_TRUE(self.ok()) << self.status().text();
  const Result<Kernels> kernels = read_program(self->bytes);
  ASSERT_TRUE(kernels.ok()) << kernels.status().text();
  const auto planted = std::ranges::find(*kernels, "planted by program_test", &ProgramKernel::name);
  ASSERT_NE(planted, kernels->end());
  EXPECT_EQ(planted->keys[0].compute_capability, 75U);
}

}  // namespace
}  // namespace larder::tool
