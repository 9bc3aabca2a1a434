// Every atomic of CUDA's, between blocks and within one, on global and on shared memory.
#include <algorithm>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Atomics);

template <class T>
LARDER_KERNEL void add_all(const T* in, T* sum, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) atomicAdd(sum, in[i]);
}

template <class T, class Run>
void expect_sum(Run run) {
  std::vector<T> in(20000);
  for (int i = 0; i < 20000; ++i) in[i] = static_cast<T>(i % 8);
  EXPECT_EQ(run(in), static_cast<T>(70000));
}

TEST_P(Atomics, AddOfEveryTypeBetweenBlocks) {
  const auto run = [this](auto kernel, const auto& in) {
    auto sum = filled(1, in[0]);
    device().launch(kernel, {40, 512}, device().upload(in), sum, static_cast<int>(in.size()));
    return contents(sum)[0];
  };
  expect_sum<int>([&](const auto& in) { return run(add_all<int>, in); });
  expect_sum<unsigned>([&](const auto& in) { return run(add_all<unsigned>, in); });
  expect_sum<unsigned long long>(
      [&](const auto& in) { return run(add_all<unsigned long long>, in); });
  expect_sum<float>([&](const auto& in) { return run(add_all<float>, in); });
  expect_sum<double>([&](const auto& in) { return run(add_all<double>, in); });
}

// One thread: old value and new value of each operation.
struct Record {
  long long old_value, new_value;
};
template <class T>
__device__ Record note(T old_value, const T* cell) {
  return {static_cast<long long>(old_value), static_cast<long long>(*cell)};
}

LARDER_KERNEL void signed_operations(Record* out) {
  __shared__ int cell;
  cell = 12;
  int i = 0;
  out[i++] = note(atomicSub(&cell, 20), &cell);
  out[i++] = note(atomicExch(&cell, 5), &cell);
  out[i++] = note(atomicMin(&cell, -4), &cell);
  out[i++] = note(atomicMax(&cell, 3), &cell);
  out[i++] = note(atomicAnd(&cell, 6), &cell);
  out[i++] = note(atomicOr(&cell, 9), &cell);
  out[i++] = note(atomicXor(&cell, 1), &cell);
  out[i++] = note(atomicCAS(&cell, 10, 77), &cell);
  out[i++] = note(atomicCAS(&cell, 10, 88), &cell);
  out[i++] = note(atomicAdd_block(&cell, 1), &cell);
  out[i++] = note(atomicMax_system(&cell, 100), &cell);
}

LARDER_KERNEL void unsigned_operations(Record* out) {
  __shared__ unsigned cell;
  cell = 5;
  int i = 0;
  out[i++] = note(atomicInc(&cell, 5u), &cell);
  out[i++] = note(atomicInc(&cell, 5u), &cell);
  out[i++] = note(atomicDec(&cell, 7u), &cell);
  out[i++] = note(atomicDec(&cell, 7u), &cell);
  out[i++] = note(atomicSub(&cell, 8u), &cell);
  out[i++] = note(atomicMin(&cell, 3u), &cell);
  out[i++] = note(atomicMax(&cell, 0xfffffff0u), &cell);
  out[i++] = note(atomicExch(&cell, 6u), &cell);
  out[i++] = note(atomicCAS(&cell, 6u, 1u), &cell);
}

LARDER_KERNEL void wide_operations(Record* out) {
  __shared__ unsigned long long cell;
  __shared__ long long negative;
  __shared__ unsigned short narrow;
  cell = 1ull << 40;
  negative = -(1ll << 40);
  narrow = 7;
  int i = 0;
  out[i++] = note(atomicExch(&cell, 3ull << 41), &cell);
  out[i++] = note(atomicAnd(&cell, 1ull << 41), &cell);
  out[i++] = note(atomicOr(&cell, 5ull), &cell);
  out[i++] = note(atomicXor(&cell, 1ull << 41), &cell);
  out[i++] = note(atomicMin(&cell, 2ull), &cell);
  out[i++] = note(atomicMax(&cell, 1ull << 50), &cell);
  out[i++] = note(atomicCAS(&cell, 1ull << 50, 9ull), &cell);
  out[i++] = note(atomicMin(&negative, 4ll), &negative);
  out[i++] = note(atomicMax(&negative, -2ll), &negative);
  out[i++] =
      note(atomicCAS(&narrow, static_cast<unsigned short>(7), static_cast<unsigned short>(65535)),
           &narrow);
}

void expect_records(const std::vector<Record>& records, const std::vector<long long>& values) {
  ASSERT_EQ(records.size() + 1, values.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(records[i].old_value, values[i]) << i;
    EXPECT_EQ(records[i].new_value, values[i + 1]) << i;
  }
}

TEST_P(Atomics, OldAndNewValues) {
  auto ints = device().allocate<Record>(11);
  device().launch(signed_operations, {1, 1}, ints);
  expect_records(contents(ints), {12, -8, 5, -4, 3, 2, 11, 10, 77, 77, 78, 100});

  auto words = device().allocate<Record>(9);
  device().launch(unsigned_operations, {1, 1}, words);
  expect_records(contents(words), {5, 0, 1, 0, 7, 0xffffffffll, 3, 0xfffffff0ll, 6, 1});
}

TEST_P(Atomics, SixtyFourAndSixteenBits) {
  auto wide = device().allocate<Record>(10);
  device().launch(wide_operations, {1, 1}, wide);
  const std::vector<Record> records = contents(wide);
  const long long cell[] = {1ll << 40, 3ll << 41, 1ll << 41, (1ll << 41) + 5, 5, 2, 1ll << 50, 9};
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(records[i].old_value, cell[i]) << i;
    EXPECT_EQ(records[i].new_value, cell[i + 1]) << i;
  }
  EXPECT_EQ(records[7].new_value, -(1ll << 40));
  EXPECT_EQ(records[8].old_value, -(1ll << 40));
  EXPECT_EQ(records[8].new_value, -2);
  EXPECT_EQ(records[9].old_value, 7);
  EXPECT_EQ(records[9].new_value, 65535);
}

LARDER_KERNEL void histogram(const unsigned char* in, int n, unsigned* bins) {
  __shared__ unsigned local[16];
  if (threadIdx.x < 16) local[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += blockDim.x * gridDim.x) {
    atomicAdd(&local[in[i] % 16], 1u);
  }
  __syncthreads();
  if (threadIdx.x < 16) atomicAdd(&bins[threadIdx.x], local[threadIdx.x]);
}

TEST_P(Atomics, HistogramInSharedMemory) {
  std::vector<unsigned char> in(30000);
  std::vector<unsigned> expected(16);
  for (int i = 0; i < 30000; ++i) {
    in[i] = static_cast<unsigned char>(i * i / 7);
    ++expected[in[i] % 16];
  }
  auto bins = filled(16, 0u);
  device().launch(histogram, {20, 128}, device().upload(in), 30000, bins);
  EXPECT_EQ(contents(bins), expected);
}

// Operations of different kinds on one cell exclude each other.
LARDER_KERNEL void mixed(unsigned* cell) {
  if (threadIdx.x % 2 == 0) {
    atomicAdd(cell, 2u);
  } else {
    atomicXor(cell, 1u);
  }
}

TEST_P(Atomics, OfDifferentKindsOnOneCell) {
  auto cell = filled(1, 0u);
  device().launch(mixed, {64, 1000}, cell);
  EXPECT_EQ(contents(cell)[0], 64000u);
}

// An atomic of one's own from compare-and-swap, and a ticket per thread.
__device__ float atomic_max_float(float* address, float value) {
  auto* const bits = reinterpret_cast<int*>(address);
  int seen = *bits;  // larder-check: ignore (as the Programming Guide does it)
  while (__int_as_float(seen) < value) {
    const int assumed = seen;
    seen = atomicCAS(bits, assumed, __float_as_int(value));
    if (seen == assumed) break;
  }
  return __int_as_float(seen);
}
LARDER_KERNEL void tickets(int* taken, int* next, float* highest) {
  const int ticket = atomicAdd(next, 1);
  ++taken[ticket];
  atomic_max_float(highest, static_cast<float>(ticket) / 2);
}

TEST_P(Atomics, TicketsAndCompareAndSwapLoops) {
  auto taken = filled(50 * 128, 0);
  auto next = filled(1, 0);
  auto highest = filled(1, -1.0f);
  device().launch(tickets, {50, 128}, taken, next, highest);
  for (int count : contents(taken)) ASSERT_EQ(count, 1);
  EXPECT_EQ(contents(highest)[0], (50 * 128 - 1) / 2.0f);
}

// The last block to finish sums what the others left: fences and a counter.
LARDER_KERNEL void last_block_sums(int* partial, unsigned* finished, int* result) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = blockIdx.x + 1;
    __threadfence();
    last = atomicInc(finished, gridDim.x) == gridDim.x - 1;
  }
  __syncthreads();
  if (last && threadIdx.x == 0) {
    __threadfence();
    int sum = 0;
    for (unsigned i = 0; i < gridDim.x; ++i) sum += atomicAdd(&partial[i], 0);
    *result = sum;
  }
}

TEST_P(Atomics, LastBlockDone) {
  auto partial = filled(200, 0);
  auto finished = filled(1, 0u);
  auto result = filled(1, 0);
  device().launch(last_block_sums, {200, 32}, partial, finished, result);
  EXPECT_EQ(contents(result)[0], 20100);
}

// Loops that use what atomics found, but do not wait for it.
LARDER_KERNEL void append_thirds(const int* in, int n, int* list, int* count) {
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    if (in[i] % 3 == 0) list[atomicAdd(count, 1)] = in[i];
}

TEST_P(Atomics, ListInALoop) {
  std::vector<int> in(1000);
  for (int i = 0; i < 1000; ++i) in[i] = i;
  auto list = filled(400, -1);
  auto count = filled(1, 0);
  device().launch(append_thirds, {1, 96}, device().upload(in), 1000, list, count);
  ASSERT_EQ(contents(count)[0], 334);
  std::vector<int> found = contents(list);
  std::sort(found.begin(), found.begin() + 334);
  for (int i = 0; i < 334; ++i) ASSERT_EQ(found[i], 3 * i);
}

// Blocks take tasks until there are none left.
LARDER_KERNEL void take_tasks(int* next, int tasks, int* done) {
  __shared__ int task;
  for (;;) {
    if (threadIdx.x == 0) task = atomicAdd(next, 1);
    __syncthreads();
    const int mine = task;
    __syncthreads();
    if (mine >= tasks) return;
    atomicAdd(&done[mine], static_cast<int>(threadIdx.x));
  }
}

TEST_P(Atomics, TasksInALoop) {
  auto next = filled(1, 0);
  auto done = filled(50, 0);
  device().launch(take_tasks, {7, 64}, next, 50, done);
  for (int sum : contents(done)) ASSERT_EQ(sum, 63 * 64 / 2);
  EXPECT_EQ(contents(next)[0], 57);
}

// Updates that are repeated until nobody came between, in the ways that programs write them.
__device__ void add_by_exchange(double* place, double value) {
  auto* const bits = reinterpret_cast<unsigned long long*>(place);
  unsigned long long old = *bits;  // larder-check: ignore (as the Programming Guide does it)
  unsigned long long assumed;
  do {
    assumed = old;
    const double sum = value + __longlong_as_double(static_cast<long long>(assumed));
    old = atomicCAS(bits, assumed, static_cast<unsigned long long>(__double_as_longlong(sum)));
  } while (assumed != old);
}

__device__ void raise_by_exchange(float* place, float value) {
  int old = __float_as_int(*place);  // larder-check: ignore (as the Programming Guide does it)
  while (__int_as_float(old) < value) {
    const int assumed = old;
    old = atomicCAS(reinterpret_cast<int*>(place), assumed, __float_as_int(value));
    if (old == assumed) break;
  }
}

LARDER_KERNEL void update_by_exchange(double* sum, float* most, int n) {
  __shared__ float own;
  if (threadIdx.x == 0) own = -1;
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    add_by_exchange(sum, i);
    raise_by_exchange(&own, static_cast<float>((i * 7) % n));
  }
  __syncthreads();
  if (threadIdx.x == 0) raise_by_exchange(most, own);
}

TEST_P(Atomics, UpdatesByExchange) {
  auto sum = filled(1, 0.0);
  auto most = filled(1, -1.0f);
  device().launch(update_by_exchange, {3, 80}, sum, most, 500);
  EXPECT_EQ(contents(sum)[0], 3 * 499.0 * 250);
  EXPECT_EQ(contents(most)[0], 499.0f);
}

// Each thread takes a lock in turn, with what it guards inside of the loop.
LARDER_KERNEL void add_under_lock(int* lock, int* sum) {
  for (bool done = false; !done;) {
    if (atomicCAS(lock, 0, 1) != 0) continue;
    *static_cast<volatile int*>(sum) += 1;
    __threadfence();
    atomicExch(lock, 0);
    done = true;
  }
}

TEST_P(Atomics, LockInALoop) {
  auto lock = filled(1, 0);
  auto sum = filled(1, 0);
  device().launch(add_under_lock, {5, 70}, lock, sum);
  EXPECT_EQ(contents(sum)[0], 350);
}

}  // namespace
