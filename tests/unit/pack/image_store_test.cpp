#include "generator/pack/image_store.h"

#include <gtest/gtest.h>

namespace larder::pack {
namespace {

const std::string kIdentity(64, 'a');

Compiled image() {
  Compiled compiled;
  compiled.arch = {90, 'a'};
  compiled.ptx_isa = 87;
  compiled.sass.assign(5, std::byte{1});
  compiled.ptx.assign(3, std::byte{2});
  compiled.entries = {{"_Z1av", {32, 1024, 16}}, {"_Z1bv", {1, 2, 3}}};
  return compiled;
}

TEST(ImageStore, GivesBackWhatWasSaved) {
  const std::optional<Compiled> found = decode_image(kIdentity, encode_image(kIdentity, image()));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->arch, image().arch);
  EXPECT_EQ(found->ptx_isa, 87);
  EXPECT_EQ(found->sass, image().sass);
  EXPECT_EQ(found->ptx, image().ptx);
  EXPECT_EQ(found->entries, image().entries);
}

TEST(ImageStore, EveryTruncationOfTheHeaderIsAMiss) {
  const std::string text = encode_image(kIdentity, image());
  const std::size_t payload = text.rfind('\n') + 1;
  for (std::size_t at = 0; at < payload; ++at)
    EXPECT_FALSE(decode_image(kIdentity, text.substr(0, at))) << at;
}

TEST(ImageStore, AnotherIdentityIsAMiss) {
  EXPECT_FALSE(decode_image(std::string(64, 'b'), encode_image(kIdentity, image())));
}

}  // namespace
}  // namespace larder::pack
