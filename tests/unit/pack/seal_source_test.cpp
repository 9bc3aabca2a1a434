#include "generator/pack/seal_source.h"

#include <gtest/gtest.h>

#include "runtime/format/seal.h"
#include "tests/support/sample_cache.h"

namespace larder::pack {
namespace {

TEST(SealSource, CarriesTheIndexsDigest) {
  const format::EncodedCache cache =
      *format::encode(tests::sample_input(), format::DigestKind::kBlake2b);
  const Result<std::string> source = seal_source(cache.index);
  ASSERT_TRUE(source.ok()) << source.status().text();
  const std::string line = "\nLARDER_SEALED_WITH(\"";
  const std::size_t at = source->find(line);
  ASSERT_NE(at, std::string::npos) << *source;
  const format::Seal seal = format::parse_seal("digest " + source->substr(at + line.size(), 64));
  const format::IndexView index = *format::IndexView::open(cache.index);
  EXPECT_TRUE(format::check_seals(index, std::vector{seal}).ok());
}

TEST(SealSource, IsNotWrittenForWhatCannotBeSealed) {
  EXPECT_EQ(seal_source(tests::sample_cache().index).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(seal_source({}).status().code(), Code::kCorrupt);
}

}  // namespace
}  // namespace larder::pack
