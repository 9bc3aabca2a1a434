// Which blocks run with a warp as a vector, and what a failed one says.
#include "runtime/simulator/vectors.h"

#include <gtest/gtest.h>

#include <string>

namespace larder::simulator {
namespace {

int rows_v3(detail::VectorBlock*) { return 0; }
int rows_v4(detail::VectorBlock*) { return 1; }
int any_v3(detail::VectorBlock*) { return 2; }
int any_v4(detail::VectorBlock*) { return 3; }

constexpr detail::VectorCode kCode{
    {&rows_v3, &rows_v4, &any_v3, &any_v4, nullptr, nullptr}, {0, 0, 0}, 0, 0, nullptr};

detail::KernelRecord kernel(const detail::VectorCode* vectors) {
  detail::KernelRecord out{};
  out.vectors = vectors;
  return out;
}

bool has(const char* set) {
  if (std::string(set) == "v4") return __builtin_cpu_supports("x86-64-v4") != 0;
  return __builtin_cpu_supports("x86-64-v3") != 0;
}

TEST(Vectors, AreTakenByTheShapeOfBlocks) {
  if (!has("v3")) GTEST_SKIP() << "this processor has no AVX2";
  const detail::KernelRecord with = kernel(&kCode);
  EXPECT_EQ(vector_function(with, {64, 2, 1}, "vectors-v3"), &rows_v3);
  EXPECT_EQ(vector_function(with, {16, 16, 1}, "vectors-v3"), &any_v3);
  EXPECT_EQ(vector_function(with, {33, 1, 1}, "vectors-v3"), &any_v3);
}

TEST(Vectors, AreThoseOfTheProcessor) {
  const RunVectors best = has("v4") ? &rows_v4 : has("v3") ? &rows_v3 : nullptr;
  for (const char* word : {"", "vectors", "nonsense"})
    EXPECT_EQ(vector_function(kernel(&kCode), {32, 1, 1}, word), best) << word;
  EXPECT_EQ(vector_function(kernel(&kCode), {32, 1, 1}, "vectors-v4"),
            has("v4") ? &rows_v4 : nullptr);
}

TEST(Vectors, AreNotTakenWhereNobodyHasOrWantsThem) {
  EXPECT_EQ(vector_function(kernel(nullptr), {32, 1, 1}, ""), nullptr);
  for (const char* word : {"plain", "fibers"})
    EXPECT_EQ(vector_function(kernel(&kCode), {32, 1, 1}, word), nullptr) << word;
}

TEST(Vectors, HaveTheIndexOfEachThread) {
  ThreadIndexes indexes;
  const std::uint32_t* words = indexes.of({3, 2, 2});
  EXPECT_EQ(words[11], 2u);
  EXPECT_EQ(words[1024 + 11], 1u);
  EXPECT_EQ(words[2048 + 11], 1u);
  words = indexes.of({16, 1, 1});
  EXPECT_EQ(words[11], 11u);
  EXPECT_EQ(words[1024 + 11], 0u);
}

TEST(Vectors, NameAThreadThatMissesOthers) {
  detail::VectorBlock block{};
  block.failed_file = "sum.cpp";
  block.failed_line = 7;
  block.failed_thread = 33;
  const std::string barrier = vectors_text(-2, kCode, block, {64, 1, 1});
  EXPECT_EQ(barrier.find("divergent barrier: thread (33,0,0) waits at sum.cpp:7"), 0u) << barrier;
  const std::string operation = vectors_text(-3, kCode, block, {64, 1, 1});
  EXPECT_EQ(operation.find("deadlock: thread (33,0,0) waits at sum.cpp:7"), 0u) << operation;
  EXPECT_EQ(vectors_text(-1, kCode, block, {64, 1, 1}), "thread (33,0,0) trapped at sum.cpp:7");
  EXPECT_NE(vectors_text(-4, kCode, block, {64, 1, 1}).find("warps wait at different places"),
            std::string::npos);
}

TEST(Vectors, NameTheSiteOfAFailureByItsNumber) {
  const detail::VectorSite sites[] = {{"sum.cpp", 7}, {"scan.h", 12}};
  detail::VectorCode code = kCode;
  code.sites = sites;
  detail::VectorBlock block{};
  block.failed_line = 1;
  EXPECT_EQ(vectors_text(-1, code, block, {64, 1, 1}), "thread (0,0,0) trapped at scan.h:12");
}

}  // namespace
}  // namespace larder::simulator
