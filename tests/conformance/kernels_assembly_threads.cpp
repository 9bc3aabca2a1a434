// Inline PTX: memory, other threads, and the ways to write an asm statement.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "backends.h"
#include "kernels_assembly_in_header.h"

namespace {

CONFORMANCE_SUITE(AssemblyThreads);

LARDER_KERNEL void vectors(const float* in, float* out, std::uint8_t* bytes) {
  float a;
  float b;
  float c;
  float d;
  asm volatile("ld.global.nc.L1::no_allocate.v4.f32 {%0, %1, %2, %3}, [%4+16];"
               : "=f"(a), "=f"(b), "=f"(c), "=f"(d)
               : "l"(in));
  asm volatile("st.global.wt.v2.f32 [%0 + 8], {%1, %2};" ::"l"(out), "f"(d), "f"(c) : "memory");
  asm volatile("st.volatile.global.v2.f32 [%0], {%1, %2};" ::"l"(out), "f"(b), "f"(a) : "memory");
  int low;
  asm volatile("ld.global.s8 %0, [%1+-1];" : "=r"(low) : "l"(bytes + 1));
  asm volatile("st.global.u8 [%0], %1;" ::"l"(bytes + 1), "r"(low) : "memory");
}

TEST_P(AssemblyThreads, LoadAndStoreVectors) {
  auto in = device().upload(std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});
  auto out = filled(4, 0.0f);
  auto bytes = device().upload(std::vector<std::uint8_t>{0x85, 0, 9});
  device().launch(vectors, {1, 1}, in, out, bytes);
  EXPECT_EQ(contents(out), (std::vector<float>{5, 4, 7, 6}));
  EXPECT_EQ(contents(bytes), (std::vector<std::uint8_t>{0x85, 0x85, 9}));
}

// Addresses of shared memory in 32 bits.
__device__ std::uint32_t shared_address(const void* place) {
  std::uint32_t out;
  asm("{ .reg .u64 address; cvta.to.shared.u64 address, %1; cvt.u32.u64 %0, address; }"
      : "=r"(out)
      : "l"(place));
  return out;
}

LARDER_KERNEL void shared_copies(const int* in, int* out) {
  __shared__ __align__(16) int first[64];
  extern __shared__ int second[];
  const int own = static_cast<int>(threadIdx.x);
  const std::uint32_t to = shared_address(first + own * 2);
  asm volatile("st.shared.v2.b32 [%0], {%1, %2};" ::"r"(to), "r"(in[own * 2]),
               "r"(own == 3 ? 0 : in[own * 2 + 1])
               : "memory");
  asm volatile("bar.sync 0;" ::: "memory");
  int value;
  asm volatile("ld.shared.b32 %0, [%1+4];" : "=r"(value) : "r"(shared_address(first + own * 2)));
  asm volatile("st.shared.u32 [%0], %1;" ::"r"(shared_address(second) + 4u * threadIdx.x),
               "r"(value));
  __syncthreads();
  out[own] = second[31 - own] + first[2 * own];
}

TEST_P(AssemblyThreads, CopyToSharedMemory) {
  std::vector<int> given(64);
  std::iota(given.begin(), given.end(), 100);
  auto in = device().upload(given);
  auto out = filled(32, 0);
  device().launch(shared_copies, {1, 32, 32 * sizeof(int)}, in, out);
  const auto values = contents(out);
  for (int i = 0; i < 32; ++i) {
    const int other = 31 - i == 3 ? 0 : given[2 * (31 - i) + 1];
    EXPECT_EQ(values[i], other + given[2 * i]) << i;
  }
}

LARDER_KERNEL void lanes(std::uint32_t* out) {
  const std::uint32_t number = threadIdx.x + blockDim.x * threadIdx.y;
  std::uint32_t* own = out + 11 * number;
  const std::uint32_t all = 0xffffffffu;
  asm("mov.u32 %0, %%laneid; mov.u32 %1, %%lanemask_lt; mov.u32 %2, %%lanemask_ge;"
      : "=r"(own[0]), "=r"(own[1]), "=r"(own[2]));
  asm("{ .reg .u32 x, y, width; mov.u32 x, %%tid.x; mov.u32 y, %%tid.y; mov.u32 width, %%ntid.x;"
      " mad.lo.u32 %0, y, width, x; }"
      : "=r"(own[3]));
  asm("mov.u32 %0, %%warpid;" : "=r"(own[4]));
  asm volatile("{ .reg .pred p; shfl.sync.up.b32 %0|p, %2, 1, 0, %3; selp.u32 %1, 1, 0, p; }"
               : "=r"(own[5]), "=r"(own[6])
               : "r"(number), "r"(all));
  // In groups of eight lanes.
  asm volatile(
      "{ .reg .pred p; shfl.sync.down.b32 %0|p, %2, 3, 0x1807, %3; @!p mov.u32 %0, 77; }"
      "shfl.sync.idx.b32 %1, %2, 2, 0x181f, %3;"
      : "=&r"(own[7]), "=r"(own[8])
      : "r"(number), "r"(all));
  asm volatile("{ .reg .pred p; setp.lt.u32 p, %1, 5; vote.sync.ballot.b32 %0, p, %2; }"
               : "=r"(own[9])
               : "r"(number % 32), "r"(all));
  asm volatile("match.any.sync.b32 %0, %1, %2;" : "=r"(own[10]) : "r"(number % 2), "r"(all));
}

TEST_P(AssemblyThreads, MeetAsLanesOfAWarp) {
  auto out = filled(64 * 11, 0u);
  device().launch(lanes, {1, {16, 4}}, out);
  const auto values = contents(out);
  for (unsigned i = 0; i < 64; ++i) {
    SCOPED_TRACE(i);
    const unsigned lane = i % 32;
    const unsigned first = i - lane;
    const auto* own = &values[std::size_t{11} * i];
    EXPECT_EQ(own[0], lane);
    EXPECT_EQ(own[1], (1u << lane) - 1);
    EXPECT_EQ(own[2], ~((1u << lane) - 1));
    EXPECT_EQ(own[3], i);
    EXPECT_EQ(own[4], i / 32);
    EXPECT_EQ(own[5], lane == 0 ? i : i - 1);
    EXPECT_EQ(own[6], lane == 0 ? 0u : 1u);
    EXPECT_EQ(own[7], lane % 8 < 5 ? i + 3 : 77u);
    EXPECT_EQ(own[8], first + (lane / 8 * 8 | 2));
    EXPECT_EQ(own[9], 31u);
    EXPECT_EQ(own[10], i % 2 == 0 ? 0x55555555u : 0xaaaaaaaau);
  }
}

LARDER_KERNEL void updates(std::uint32_t* words, std::uint64_t* longs, float* sum,
                           std::uint32_t* olds) {
  std::uint32_t old;
  asm volatile("red.global.add.u32 [%0], 2;" ::"l"(words) : "memory");
  asm volatile("red.relaxed.gpu.global.max.u32 [%0+4], %1;" ::"l"(words), "r"(threadIdx.x));
  asm volatile("red.add.f32 [%0], 0f3F000000;" ::"l"(sum));
  asm volatile("atom.global.or.b64 %0, [%0], %1;" : "+l"(longs) : "l"(1ull << threadIdx.x % 64));
  asm volatile("atom.acq_rel.gpu.inc.u32 %0, [%1], 1000;" : "=r"(old) : "l"(words + 2) : "memory");
  olds[old] = 1;
  asm volatile("fence.acq_rel.gpu;" ::: "memory");
  asm volatile("membar.gl;");
}

TEST_P(AssemblyThreads, UpdateMemoryTogether) {
  auto words = filled(3, 0u);
  auto longs = filled(1, std::uint64_t{0});
  auto sum = filled(1, 0.0f);
  auto olds = filled(1000, 0u);
  device().launch(updates, {10, 100}, words, longs, sum, olds);
  EXPECT_EQ(contents(words), (std::vector<std::uint32_t>{2000, 99, 1000}));
  EXPECT_EQ(contents(longs)[0], ~std::uint64_t{0});
  EXPECT_EQ(contents(sum)[0], 500.0f);
  EXPECT_EQ(contents(olds), std::vector<std::uint32_t>(1000, 1));
}

// The last block waits for all others in a loop whose only words are PTX.
LARDER_KERNEL void wait_by_loads(unsigned* arrived, unsigned* out) {
  unsigned seen = 0;
  if (blockIdx.x != 0) {
    asm volatile("red.release.gpu.global.add.u32 [%0], 1;" ::"l"(arrived) : "memory");
    return;
  }
  while (seen + 1 < gridDim.x)
    asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(seen) : "l"(arrived) : "memory");
  *out = seen;
}

TEST_P(AssemblyThreads, WaitForOtherBlocks) {
  auto arrived = filled(1, 0u);
  auto out = filled(1, 0u);
  device().launch(wait_by_loads, {8, 1}, arrived, out);
  EXPECT_EQ(contents(out)[0], 7u);
}

// --- ways to write it ---

#define ADD_BY_MACRO(result, a, b) \
  asm("add.u32 %0, %1, %2;" : "=r"(result) : "r"(a), "r"(b) : "memory")

template <class T, int Bits>
__device__ T rotate(T value, int by) {
  T out;
  if (sizeof(T) == 4)
    asm("shf.l.wrap.b32 %0, %1, %1, %2;" : "=r"(out) : "r"(value << 0), "n"(Bits));
  else
    ADD_BY_MACRO(out, value, by);
  return out;
}

struct Pair {
  unsigned x;
  unsigned y;
  __device__ Pair() : x(0), y(0) { asm volatile("mov.u32 %0, 40;" : "=r"(y)); }
};

LARDER_KERNEL void forms(unsigned* out) {
  Pair pair;
  ADD_BY_MACRO(pair.x, pair.y, from_header::one_more(6u, out[7]));
  out[0] = pair.x;
  out[1] = rotate<unsigned, 8>(0x12345678u, 3);
  const auto next = [&](unsigned x) {
    asm("{\n\t.reg .u32 t;\n\tadd.u32 t, %1, 1;\n\tmov.b32 %0, t;\n\t}" : "=r"(x) : "r"(x));
    return x;
  };
  out[2] = next(next(5));
  asm("add.u32 %0, %1, 1;" : "=&r"(out[3]) : "r"(out[2]));
  for (int i = 0; i < 3; ++i) asm("add.u32 %0, %0, %1;" : "+r"(out[4]) : "r"(i == 2 ? 10u : 1u));
  if (out[4] == 12)
    asm("mov.b32 %0, %1;" : "=r"(out[5]) : "f"(1.0f));
  else
    asm("mov.b32 %0, 0;" : "=r"(out[5]));
  out[7] += 1;
  // nvcc takes a single % before a name, too.
  asm("{ .reg .b32 %%limit; mov.u32 %%limit, WARP_SZ; mov.u32 %0, %ctaid.x; add.u32 %0, %0, "
      "%%limit; }"
      : "=&r"(out[8]));
  out[8] += 2;
  asm volatile("");
  asm volatile(
      "{ .reg .pred %%p; .reg .b32 %%r<3>; setp.eq.u32 %%p, %1, 2; mov.b32 %%r1, 1;"
      " @%%p mov.b32 %%r1, 2; mov.b32 %0, %%r1; }"
      : "=r"(out[6])
      : "r"(out[4]));
}

TEST_P(AssemblyThreads, AreWrittenInManyWays) {
  auto out = filled(9, 0u);
  device().launch(forms, {1, 1}, out);
  EXPECT_EQ(contents(out), (std::vector<unsigned>{47, 0x34567812, 7, 8, 12, 0x3f800000, 1, 1, 34}));
}

}  // namespace
