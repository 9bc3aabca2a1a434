#include "runtime/choose/ptx.h"

#include <gtest/gtest.h>

namespace larder::inline v1::choose {
namespace {

void expect(std::uint16_t ptx_isa, int cuda_version, bool assumed) {
  const PtxRequirement needed = cuda_for_ptx(ptx_isa);
  EXPECT_EQ(needed.cuda_version, cuda_version) << "PTX " << ptx_isa;
  EXPECT_EQ(needed.assumed, assumed) << "PTX " << ptx_isa;
}

TEST(Ptx, ReleasedVersions) {
  expect(50, 8000, false);
  expect(64, 10010, false);
  expect(70, 11000, false);
  expect(78, 11080, false);
  expect(80, 12000, false);
  expect(85, 12050, false);
  expect(86, 12070, false);
  expect(87, 12080, false);
  expect(88, 12090, false);
  expect(90, 13000, false);
  expect(91, 13010, false);
  expect(92, 13020, false);
  expect(95, 13050, false);
}

TEST(Ptx, VersionsBetweenReleasesNeedTheNextOne) {
  expect(24, 4010, true);
  expect(79, 12000, true);
  expect(89, 13000, true);
}

TEST(Ptx, VersionsPastTheTableCarryThePatternOn) {
  expect(96, 13060, true);
  expect(99, 13090, true);
  expect(100, 14000, true);
  expect(123, 16030, true);
}

TEST(Ptx, VersionsOlderThanTheTableRunOnEveryDriver) {
  expect(0, 1000, true);
  expect(9, 1000, true);
}

TEST(Ptx, NoLaterVersionNeedsAnOlderDriver) {
  for (std::uint16_t isa = 0; isa < 300; ++isa) {
    EXPECT_LE(cuda_for_ptx(isa).cuda_version, cuda_for_ptx(isa + 1).cuda_version) << isa;
  }
}

TEST(Ptx, CudaVersionText) {
  EXPECT_EQ(cuda_version_text(13000), "13.0");
  EXPECT_EQ(cuda_version_text(12080), "12.8");
  EXPECT_EQ(cuda_version_text(10020), "10.2");
}

}  // namespace
}  // namespace larder::inline v1::choose
