#include "generator/pack/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/sample_manifest.h"

namespace larder::pack {
namespace {

using testing::ElementsAre;

TEST(PackManifest, NamesTheCudaFileFromWherePackRuns) {
  const std::string folder = testing::TempDir();
  const std::string path = folder + "reduce.larder.json";
  std::ofstream(path) << *manifest::write(tests::sample_manifest());
  const Result<Manifest> manifest = read_manifest(path);
  ASSERT_TRUE(manifest.ok()) << manifest.status().message();
  EXPECT_EQ(manifest->cuda, folder + "reduce.larder.cuda");
  EXPECT_EQ(read_manifest("/nonexistent/x.larder.json").status().code(), Code::kNotFound);
}

TEST(PackManifest, TellsConstantsFromVariablesThatMayBeWritten) {
  EXPECT_THAT(variable_symbols(tests::sample_manifest()), ElementsAre("counter", "table"));
  EXPECT_THAT(constant_symbols(tests::sample_manifest()), ElementsAre("table"));
}

}  // namespace
}  // namespace larder::pack
