// The lanes that are together where they ask: never those of another branch, even if both call one
// function.
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(ActiveLanes);

constexpr int kCases = 7;

// Other lanes than those of the same branch, or without the own one.
__device__ int is_wrong(unsigned lanes, unsigned branch) {
  return (lanes & ~branch) != 0 || (lanes >> threadIdx.x % 32 & 1) == 0 ? 1 : 0;
}
__device__ unsigned asked() { return __activemask(); }
__device__ unsigned asked_by_another() { return asked(); }
__device__ unsigned asked_again(unsigned deeper) {
  return deeper == 0 ? asked() : asked_again(deeper - 1);
}
template <class T>
__device__ T asked_as() {
  return static_cast<T>(__activemask());
}
struct Asker {
  unsigned more = 0;
  __device__ unsigned operator()() const { return __activemask() | more; }
  __device__ unsigned operator+(unsigned other) const { return asked() | other; }
};

// atomicCAS in a loop keeps it from vectors.
LARDER_KERNEL void asks_in_branches(const int* in, int* lock, int* wrong) {
  while (atomicCAS(lock, 0, 0) != 0) continue;
  const int kind = in[threadIdx.x] % 3;
  const unsigned branch = __match_any_sync(0xffffffffu, kind);
  unsigned lanes[kCases] = {};
  const Asker asker;
  const auto by_lambda = [&](auto more) { return __activemask() | more; };
  if (kind == 0) {
    lanes[0] = asked();
    lanes[1] = asked_by_another();
    lanes[2] = asked_as<unsigned>();
    lanes[3] = asker();
    lanes[4] = asker + 0;
    lanes[5] = by_lambda(0u);
  } else if (kind == 1) {
    lanes[0] = asked();
    lanes[1] = asked_by_another();
    lanes[2] = static_cast<unsigned>(asked_as<long long>());
    lanes[3] = asker();
    lanes[4] = asker + 0;
    lanes[5] = by_lambda(0u);
  } else {
    lanes[0] = kind == 2 ? asked() : asked_again(3);
    lanes[1] = asked_by_another();
    lanes[2] = asked_as<unsigned>();
    lanes[3] = asker();
    lanes[4] = asker + 0;
    lanes[5] = by_lambda(0ull);
  }
  // clang-format off
  if (kind == 0) lanes[6] = __activemask(); else lanes[6] = kind == 1 ? __activemask() : asked_again(2);
  // clang-format on
  for (int i = 0; i < kCases; ++i)
    if (is_wrong(lanes[i], branch) != 0) atomicAdd(&wrong[i], 1);
}

TEST_P(ActiveLanes, AreOfOneBranch) {
  std::vector<int> kinds(64);
  for (int i = 0; i < 64; ++i) kinds[i] = i * 7 % 11;
  auto in = device().upload(kinds);
  auto lock = filled(1, 0);
  auto wrong = filled(kCases, 0);
  device().launch(asks_in_branches, {1, 64}, in, lock, wrong);
  EXPECT_EQ(contents(wrong), std::vector<int>(kCases));
}

// Slots of two lists: each branch takes those of its own by one atomic.
__device__ int take_slot(int* count) {
  const unsigned lanes = __activemask();
  const int lane = threadIdx.x % 32;
  const int leader = __ffs(lanes) - 1;
  int first = 0;
  if (lane == leader) first = atomicAdd(count, __popc(lanes));
  return __shfl_sync(lanes, first, leader) + __popc(lanes & ((1u << lane) - 1));
}
LARDER_KERNEL void insert_into_table(const int* in, int* table, int* fresh, int* known,
                                     int* counts) {
  const int key = in[blockIdx.x * blockDim.x + threadIdx.x];
  int slot = key * 7 % 256;
  int before = atomicCAS(&table[slot], -1, key);
  while (before != -1 && before != key) {
    slot = (slot + 1) % 256;
    before = atomicCAS(&table[slot], -1, key);
  }
  if (before == -1)
    fresh[take_slot(&counts[0])] = key;
  else
    known[take_slot(&counts[1])] = key;
}

TEST_P(ActiveLanes, CountForTheirOwnBranch) {
  std::vector<int> keys(256);
  long sum = 0;
  for (int i = 0; i < 256; ++i) sum += keys[i] = i % 100;
  auto in = device().upload(keys);
  auto table = filled(256, -1);
  auto fresh = filled(256, 0);
  auto known = filled(256, 0);
  auto counts = filled(2, 0);
  device().launch(insert_into_table, {2, 128}, in, table, fresh, known, counts);
  EXPECT_EQ(contents(counts), (std::vector<int>{100, 156}));
  for (const int key : contents(fresh)) sum -= key;
  for (const int key : contents(known)) sum -= key;
  EXPECT_EQ(sum, 0);
}

}  // namespace
