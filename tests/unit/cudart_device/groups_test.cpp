// Cooperative groups: ranks, waits and exchanges of each, with whole, partial and divergent warps.
#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

namespace cg = cooperative_groups;

void expect_ok(const Status& status) { EXPECT_TRUE(status.ok()) << status.message(); }

void block_ranks(unsigned* ranks, unsigned* sizes) {
  const cg::thread_block block = cg::this_thread_block();
  const unsigned at = blockIdx.x * block.size() + block.thread_rank();
  ranks[at] = block.group_index().x * 1000 + block.thread_rank();
  sizes[at] = block.num_threads() + (cg::this_grid().thread_rank() == at ? 1000 : 0);
}

TEST(Groups, BlockAndGridRanks) {
  std::vector<unsigned> ranks(48), sizes(48);
  expect_ok(run_kernel<block_ranks>({2, {4, 3, 2}}, ranks.data(), sizes.data()));
  for (unsigned i = 0; i < 48; ++i) {
    EXPECT_EQ(ranks[i], i / 24 * 1000 + i % 24);
    EXPECT_EQ(sizes[i], 1024u);
  }
}

template <class Group>
int turned(const Group& group, int* memory, int value) {
  memory[group.thread_rank()] = value;
  cg::sync(group);
  const int out = memory[group.size() - 1 - group.thread_rank()];
  group.sync();
  return out;
}

void block_turns(int* memory, int* out) {
  const cg::thread_block block = cg::this_thread_block();
  const unsigned rank = block.thread_rank();
  out[rank] = turned(block, memory, static_cast<int>(rank));
  const cg::thread_group any = block;
  out[rank] += turned(any, memory, 1000);
  cg::this_grid().sync();
}

TEST(Groups, BlocksWait) {
  std::vector<int> memory(70), out(70);
  expect_ok(run_kernel<block_turns>({1, 70}, memory.data(), out.data()));
  for (int i = 0; i < 70; ++i) EXPECT_EQ(out[i], 1069 - i);
}

// In each round a block reads what another one has written in the round before.
void grid_rounds(int* values, int rounds) {
  const cg::grid_group grid = cg::this_grid();
  const auto count = static_cast<unsigned>(grid.size());
  const auto own = static_cast<unsigned>(grid.thread_rank());
  for (int round = 0; round < rounds; ++round) {
    const int next = values[(own + blockDim.x) % count] + 1;
    grid.sync();
    values[own] = next;
    grid.sync();
  }
}

TEST(Groups, BlocksOfAGridWaitForEachOther) {
  constexpr int kThreads = 5 * 40;
  constexpr int kRounds = 7;
  std::vector<int> values(kThreads);
  for (int i = 0; i < kThreads; ++i) values[i] = i;
  expect_ok(run_kernel<grid_rounds>({5, 40}, values.data(), kRounds));
  for (int i = 0; i < kThreads; ++i) {
    EXPECT_EQ(values[i], (i + kRounds * 40) % kThreads + kRounds);
  }
}

template <unsigned Size>
void tiles(int* memory, int* out) {
  const auto tile = cg::tiled_partition<Size>(cg::this_thread_block());
  const int i = static_cast<int>(threadIdx.x);
  const int rank = static_cast<int>(tile.thread_rank());
  const int group = static_cast<int>(tile.meta_group_rank());
  int wrong = 0;
  wrong += rank != i % int(Size) || group != i / int(Size) || tile.size() != Size;
  wrong += tile.meta_group_size() != (blockDim.x + Size - 1) / Size;
  wrong += tile.shfl(i, 0) != group * int(Size);
  wrong += tile.shfl_up(i, 1) != (rank == 0 ? i : i - 1);
  wrong += tile.shfl_down(i, 1) != (rank == int(Size) - 1 ? i : i + 1);
  wrong += Size > 1 && tile.shfl_xor(i, 1) != (i ^ 1);
  wrong += tile.ballot(rank % 2) != (0xaaaaaaaau & (Size == 32 ? ~0u : (1u << Size % 32) - 1));
  wrong += tile.any(rank == 0) != 1 || tile.all(rank == 0) != (Size == 1);
  wrong += tile.match_any(rank / 2) != (Size == 1 ? 1u : 3u << (rank & ~1));
  int same = 0;
  wrong += tile.match_all(group, same) != (Size == 32 ? ~0u : (1u << Size % 32) - 1) || same != 1;
  wrong += turned(tile, memory + group * int(Size), i) != group * int(Size) + int(Size) - 1 - rank;
  const int sum = int(Size) * group * int(Size) + int(Size) * (int(Size) - 1) / 2;
  wrong += cg::reduce(tile, i, cg::plus<int>()) != sum;
  wrong += cg::reduce(tile, i, cg::greater<int>()) != group * int(Size) + int(Size) - 1;
  wrong += cg::inclusive_scan(tile, 1) != rank + 1;
  wrong += cg::exclusive_scan(tile, 2) != rank * 2;
  out[i] = wrong;
}

template <unsigned Size>
void expect_tiles() {
  std::vector<int> memory(96), out(96, -1);
  expect_ok(run_kernel<tiles<Size>>({1, 96}, memory.data(), out.data()));
  EXPECT_EQ(out, std::vector<int>(96, 0)) << Size;
}

TEST(Groups, Tiles) {
  expect_tiles<1>();
  expect_tiles<2>();
  expect_tiles<4>();
  expect_tiles<8>();
  expect_tiles<16>();
  expect_tiles<32>();
}

// Only some tiles take part, of a warp that has left the common way.
void divergent_tiles(int* out) {
  const auto tile = cg::tiled_partition<4>(cg::this_thread_block());
  const int i = static_cast<int>(threadIdx.x);
  out[i] = -1;
  if (tile.meta_group_rank() % 2 == 0) out[i] = cg::reduce(tile, i, cg::plus<int>());
}

TEST(Groups, TilesOfDivergentWarps) {
  std::vector<int> out(40);
  expect_ok(run_kernel<divergent_tiles>({1, 40}, out.data()));
  for (int i = 0; i < 40; ++i) EXPECT_EQ(out[i], i / 4 % 2 == 0 ? i / 4 * 16 + 6 : -1);
}

void dynamic_tiles(int* memory, int* out) {
  const cg::thread_group eight = cg::tiled_partition(cg::this_thread_block(), 8);
  const cg::thread_group two = cg::tiled_partition(eight, 2);
  const int i = static_cast<int>(threadIdx.x);
  out[i] = turned(eight, memory + i / 8 * 8, i);
  out[i] += 100 * turned(two, memory + i / 2 * 2, i % 2) + 1000 * static_cast<int>(two.size());
}

TEST(Groups, DynamicTiles) {
  std::vector<int> memory(40), out(40);
  expect_ok(run_kernel<dynamic_tiles>({1, 40}, memory.data(), out.data()));
  for (int i = 0; i < 40; ++i) EXPECT_EQ(out[i], 2000 + 100 * (1 - i % 2) + i / 8 * 8 + 7 - i % 8);
}

// A value of more than one word.
struct Point {
  double x, y;
  short z;
};

void coalesced(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  out[i] = -1;
  if (i % 3 != 0) return;
  const cg::coalesced_group group = cg::coalesced_threads();
  const int rank = static_cast<int>(group.thread_rank());
  int wrong = 0;
  const int first = (i / 32 * 32 + 2) / 3 * 3;  // of the warp
  wrong += group.shfl(i, 1) != first + 3 || rank != (i - first) / 3;
  const Point last = group.shfl(Point{i * 0.5, 1.0, short(i)}, static_cast<int>(group.size()) - 1);
  wrong += last.x != last.z * 0.5 || last.y != 1.0;
  wrong += group.ballot(rank == 1) != 2 || group.any(rank == 1) != 1;
  wrong += cg::inclusive_scan(group, 1, [](int a, int b) { return a + b; }) != rank + 1;
  wrong += cg::reduce(group, 1, cg::plus<int>()) != static_cast<int>(group.size());
  const cg::coalesced_group pair = cg::tiled_partition(group, 2);
  wrong += pair.meta_group_rank() != unsigned(rank) / 2 || pair.thread_rank() != unsigned(rank) % 2;
  out[i] = wrong;
}

TEST(Groups, CoalescedLanes) {
  std::vector<int> out(70);
  expect_ok(run_kernel<coalesced>({1, 70}, out.data()));
  for (int i = 0; i < 70; ++i) EXPECT_EQ(out[i], i % 3 == 0 ? 0 : -1) << i;
}

void partitions(int* out) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const int i = static_cast<int>(threadIdx.x);
  const cg::coalesced_group half = cg::binary_partition(warp, i % 4 == 0);
  const cg::coalesced_group label = cg::labeled_partition(warp, i / 10);
  int wrong = 0;
  wrong += half.size() != (i % 4 == 0 ? 8u : 24u) || half.meta_group_rank() != (i % 4 == 0);
  wrong += label.size() != (i < 30 ? 10u : 2u) || label.meta_group_rank() != unsigned(i) / 10;
  wrong += label.meta_group_size() != 4 || label.thread_rank() != unsigned(i) % 10;
  wrong += cg::reduce(label, i, cg::less<int>()) != i / 10 * 10;
  wrong += cg::exclusive_scan(half, 1) != static_cast<int>(half.thread_rank());
  out[i] = wrong;
}

TEST(Groups, BinaryAndLabeledPartitions) {
  std::vector<int> out(32, -1);
  expect_ok(run_kernel<partitions>({1, 32}, out.data()));
  EXPECT_EQ(out, std::vector<int>(32, 0));
}

void one_thread(int* calls, int* out) {
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  cg::invoke_one(tile, [&] { calls[threadIdx.x / 8] += 1; });
  out[threadIdx.x] = cg::invoke_one_broadcast(tile, [&](int x) { return x + 1; }, 41);
}

TEST(Groups, OneThreadIsAsked) {
  std::vector<int> calls(4), out(32);
  expect_ok(run_kernel<one_thread>({1, 32}, calls.data(), out.data()));
  EXPECT_EQ(calls, std::vector<int>(4, 1));
  EXPECT_EQ(out, std::vector<int>(32, 42));
}

void copies(int* shared_copy, const int* from, int* out) {
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, shared_copy, from, sizeof(int) * 100);
  cg::wait(block);
  out[threadIdx.x] = shared_copy[99 - threadIdx.x];
}

TEST(Groups, Copies) {
  std::vector<int> from(100), copy(100), out(40);
  std::iota(from.begin(), from.end(), 0);
  expect_ok(
      run_kernel<copies>({1, 40}, copy.data(), static_cast<const int*>(from.data()), out.data()));
  for (int i = 0; i < 40; ++i) EXPECT_EQ(out[i], 99 - i);
}

}  // namespace
}  // namespace larder::inline v1::simulator
