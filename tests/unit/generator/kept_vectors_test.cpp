#include "generator/kept_vectors.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

vectors::VectorKernel kernel() {
  vectors::VectorKernel out;
  out.symbols = {"larder_vectors_rows", "larder_vectors_any"};
  out.shared_bytes = 128;
  out.frame_bytes = 64;
  out.block = {16, 16, 1};
  out.assembly = "larder_vectors_rows_v3:\n\tretq\n";
  return out;
}

TEST(KeptVectors, GiveBackWhatWasKept) {
  const auto found = decode_vectors(encode_vectors(kernel()));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->refusal, "");
  EXPECT_EQ(found->symbols, kernel().symbols);
  EXPECT_EQ(found->shared_bytes, 128U);
  EXPECT_EQ(found->frame_bytes, 64U);
  EXPECT_EQ(found->block, kernel().block);
  EXPECT_EQ(found->assembly, kernel().assembly);
}

TEST(KeptVectors, KeepARefusal) {
  vectors::VectorKernel refused;
  refused.refusal = "calls printf";
  const auto found = decode_vectors(encode_vectors(refused));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->refusal, "calls printf");
  EXPECT_TRUE(found->symbols.empty());
}

TEST(KeptVectors, EveryTruncationIsAMiss) {
  const std::string text = encode_vectors(kernel());
  for (std::size_t at = 0; at < text.size(); ++at)
    EXPECT_FALSE(decode_vectors(text.substr(0, at))) << at;
}

}  // namespace
}  // namespace larder::generate
