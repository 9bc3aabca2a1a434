#include "generator/options.h"

#include <gmock/gmock.h>

namespace larder::generate {
namespace {

using testing::ElementsAre;

TEST(ScannedArchitectures, AreTheNumbersAscendingAndOnce) {
  EXPECT_THAT(scanned_architectures("90-real;75;90-virtual;120"), ElementsAre(75, 90, 120));
}

TEST(ScannedArchitectures, IgnoreSuffixes) {
  EXPECT_THAT(scanned_architectures("90a-real;100f"), ElementsAre(90, 100));
}

TEST(ScannedArchitectures, FallBackWhereThereIsNoNumber) {
  EXPECT_THAT(scanned_architectures(""), ElementsAre(80));
  EXPECT_THAT(scanned_architectures("native"), ElementsAre(80));
}

TEST(ScannedArchitectures, SurviveAnythingElse) {
  EXPECT_THAT(scanned_architectures("99999999999999999999;7;;80"), ElementsAre(80));
}

}  // namespace
}  // namespace larder::generate
