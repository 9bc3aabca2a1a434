#define LARDER_PRAGMA_(...) _Pragma(#__VA_ARGS__)
#define LARDER_DIFFERS_(...) LARDER_PRAGMA_(GCC error #__VA_ARGS__)
#define LARDER_DIFFERS(...) LARDER_DIFFERS_(__VA_ARGS__)
#ifdef NDEBUG
#line 48 "/usr/include/assert.h"
LARDER_DIFFERS("macro NDEBUG was not defined when the kernels were read, here it is" NDEBUG "; compile this file with the flags that compile_commands.json has for it, and give each target with other flags a custom_target of its own")
#endif
#undef LARDER_DIFFERS
#undef LARDER_DIFFERS_
#undef LARDER_PRAGMA_
#line 1 "input.cpp"
// How CPU variants run their threads: which kernels a plain loop serves, and what it knows.
#include <larder/kernel.h>

struct Extent {
  int width;
  int height;
};

// --- guards and an index -------------------------------------------------------------------------

LARDER_KERNEL void one_dimension(float* y, int n) {LARDER_THREADS_WHERE(&, false, const int i = blockIdx.x * blockDim.x + threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); return static_cast<bool>(i < n);)
  const int i = LARDER_INDEX(int, blockIdx.x * blockDim.x + threadIdx.x);
  if (LARDER_TRUE(i < n)) y[i] *= 2;
LARDER_END_THREADS}

LARDER_KERNEL void two_dimensions(float* y, Extent size) {LARDER_THREADS_WHERE(&, false, int column = threadIdx.x + blockIdx.x * blockDim.x; static_cast<void>(column); larder_index = static_cast<::std::int64_t>(column); int row = threadIdx.y + blockIdx.y * blockDim.y; static_cast<void>(row); if (column >= size.width || row >= size.height) return false; return true;)
  int column = LARDER_INDEX(int, threadIdx.x + blockIdx.x * blockDim.x);
  int row = threadIdx.y + blockIdx.y * blockDim.y;
  if (LARDER_FALSE(column >= size.width || row >= size.height)) {
    return;
  }
  y[row * size.width + column] = 0;
LARDER_END_THREADS}

LARDER_KERNEL void inner(const float* in, float* out, int n) {LARDER_THREADS_WHERE(&, false, auto i = static_cast<long>(blockIdx.x) * blockDim.x + threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); if (!(i >= 1)) return false; if (n - 1 <= i) return false; return true;)
  auto i = LARDER_INDEX(long, static_cast<long>(blockIdx.x) * blockDim.x + threadIdx.x);
  if (LARDER_FALSE(!(i >= 1))) return;
  if (LARDER_FALSE(n - 1 <= i)) return;
  out[i] = in[i - 1] + in[i + 1];
LARDER_END_THREADS}

// No stretch of a row: each thread is asked.
LARDER_KERNEL void every_other(float* y, unsigned n) {LARDER_THREADS_WHERE(&, false, unsigned i = blockIdx.x * blockDim.x + threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); return true;)
  unsigned i = LARDER_INDEX(unsigned int, blockIdx.x * blockDim.x + threadIdx.x);
  if (i % 2 == 0 && i < n) y[i] = 1;
LARDER_END_THREADS}

// The guard reads memory that other threads may write.
LARDER_KERNEL void guarded_by_memory(float* y, const int* n) {LARDER_THREADS_WHERE(&, false, int i = blockIdx.x * blockDim.x + threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); return true;)
  int i = LARDER_INDEX(int, blockIdx.x * blockDim.x + threadIdx.x);
  if (i < *n) y[i] = 1;
LARDER_END_THREADS}

// --- parameters, device functions, templates -----------------------------------------------------

LARDER_KERNEL void counts_down(float* y, int n) {LARDER_THREADS(=, false)
  while (n > 0) y[threadIdx.x + --n] += 1;
LARDER_END_THREADS}

__device__ unsigned index() { return blockIdx.x * blockDim.x + threadIdx.x; }

LARDER_KERNEL void asks_elsewhere(float* y) {LARDER_THREADS(&, true) y[index()] = 1; LARDER_END_THREADS}

template <bool Together>
LARDER_KERNEL void perhaps(float* y) {LARDER_THREADS(&, false)
  if constexpr (Together) __syncthreads();
  y[threadIdx.x] = 1;
LARDER_END_THREADS}
template LARDER_KERNEL void perhaps<false>(float*);
template LARDER_KERNEL void perhaps<true>(float*);

// --- fibers --------------------------------------------------------------------------------------

LARDER_KERNEL void waits(float* y) {
  __syncthreads();
  y[threadIdx.x] = 1;
}

__device__ float sum(float x) { return x + __shfl_xor_sync(0xffffffffu, x, 1); }

LARDER_KERNEL void waits_elsewhere(float* y) { y[threadIdx.x] = sum(y[threadIdx.x]); }

LARDER_KERNEL void locks(int* lock, int* value) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
  ++*value;
  atomicExch(lock, 0);
}

LARDER_KERNEL void polls(volatile int* flag) {
  while (*flag == 0) { ::larder::simulator::spin();
  }
}

// The result tells nothing of others here: no loop asks it.
LARDER_KERNEL void tickets(int* next, int* order) {LARDER_THREADS(&, false) order[atomicAdd(next, 1)] = threadIdx.x; LARDER_END_THREADS}

// --- loops with atomics -------------------------------------------------------------------------

// Each addition changes the counter, so the loop needs nobody else.
LARDER_KERNEL void takes_tasks(int* next, int tasks, int* done) {LARDER_THREADS(&, false)
  for (int task; (task = atomicAdd(next, 1)) < tasks;) done[task] = threadIdx.x;
LARDER_END_THREADS}

// Repeated until nobody came between.
LARDER_KERNEL void updates(int* value) {LARDER_THREADS(&, false)
  int old = *value;
  int assumed;
  do {
    assumed = old;
    old = atomicCAS(value, assumed, assumed * 3);
  } while (old != assumed);
LARDER_END_THREADS}

LARDER_KERNEL void raises(int* value, int n) {LARDER_THREADS(&, false)
  for (int old = *value; old < n;) {
    const int assumed = old;
    old = atomicCAS(value, assumed, n);
    if (old == assumed) break;
  }
LARDER_END_THREADS}

// The loop's end does not depend on what it finds.
LARDER_KERNEL void links(int* heads, int* next, const int* rows, int n) {LARDER_THREADS(&, false)
  for (int i = rows[threadIdx.x]; i < rows[threadIdx.x + 1]; ++i)
    next[i] = atomicExch(&heads[i % n], i);
LARDER_END_THREADS}

LARDER_KERNEL void waits_for_a_count(int* count, int n) {
  while (atomicAdd(count, 0) < n) {
  }
}

LARDER_KERNEL void gives_up(int* count, int n) {
  for (int i = 0; i < 1000; ++i)
    if (atomicOr(count, 0) == n) return;
}

LARDER_KERNEL void locks_inside(int* lock, int* value) {
  for (bool done = false; !done;) {
    if (atomicCAS(lock, 0, 1) != 0) continue;
    ++*value;
    atomicExch(lock, 0);
    done = true;
  }
}

// What was found comes back by memory.
LARDER_KERNEL void remembers(int* flag, int* done) {
  while (done[threadIdx.x] == 0)
    if (atomicOr(flag, 0) != 0) done[threadIdx.x] = 1;
}

LARDER_KERNEL void looks_behind_a_fence(int* flag) {
  while (*flag == 0) __threadfence();
}

// Lanes in step, which vectors are.
LARDER_KERNEL void adds_in_step(volatile float* values) {
  for (int distance = 16; distance > 0; distance /= 2)
    { ::larder::simulator::work(); ::larder::simulator::update_in_step(values[threadIdx.x] , values[threadIdx.x + distance], [](auto a, auto b) { return a + b; }); }
}

LARDER_KERNEL void calls_back(float (*function)(float), float* y) { *y = function(*y); }

LARDER_KERNEL LARDER_KERNEL_FIBERS void marked(float* y) { *y = 1; }

LARDER_KERNEL LARDER_KERNEL_PLAIN void promised(int* lock) {LARDER_THREADS(&, false)
  while (atomicCAS(lock, 0, 1) != 0) {
  }
LARDER_END_THREADS}

// --- no index -------------------------------------------------------------------------------------

LARDER_KERNEL void wide(__int128 first, int n, int* out) {LARDER_THREADS(&, false)
  const __int128 i = first + threadIdx.x;
  if (i < first + n) out[threadIdx.x] = static_cast<int>(i >> 64);
LARDER_END_THREADS}

LARDER_KERNEL void character(int n, int* out) {LARDER_THREADS(&, false)
  const auto i = static_cast<char32_t>(threadIdx.x);
  if (i < n) out[threadIdx.x] = i;
LARDER_END_THREADS}

template <class... Counts>
LARDER_KERNEL void folded(int* out, Counts... counts) {LARDER_THREADS_WHERE(&, false, const int i = threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); return true;)
  const int i = LARDER_INDEX(int, threadIdx.x);
  if (i < (counts + ...)) out[i] = (counts + ...);
LARDER_END_THREADS}
template LARDER_KERNEL void folded<int, int>(int*, int, int);

// --- which thread runs is noted, for what a report says ---------------------------------------------

LARDER_KERNEL void traps(const int* x) {LARDER_THREADS(&, true)
  if (x[threadIdx.x] < 0) __trap();
LARDER_END_THREADS}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "7735dbb44d47b2db81e2530810900ab9 0 one_dimension\011plain" "\n"
    "826b954080f13d2569f90ee439f9244c 0 two_dimensions\011plain" "\n"
    "20812452d391f3ae6c7f5bf417fea8a1 0 inner\011plain" "\n"
    "5ff99b4f8a424b0205c3e628d35daddc 0 every_other\011plain" "\n"
    "2010b65a85942bd6105af1049b36a62e 0 guarded_by_memory\011plain" "\n"
    "815aea7626734cb0ad56f6f54dbd5c1f 0 counts_down\011plain" "\n"
    "6b67d8b3b5cef470ada37eb7e1309736 0 asks_elsewhere\011plain" "\n"
    "4ad3c4260aa61cb42e83efa13aefaddb 0 waits\011fibers: calls __syncthreads" "\n"
    "7e7a6941f5f0cadc1e7bc532bb976172 0 waits_elsewhere\011fibers: calls __shfl_xor_sync" "\n"
    "108788ca1b68343707dca2cd7ca861da 0 locks\011fibers: calls atomicCAS in a loop" "\n"
    "2146be0e898144d88ec274ee192572ee 0 polls\011fibers: reads memory that others may write in a loop" "\n"
    "7a1c6b17e5f851b1abecc74e70dab86b 0 tickets\011plain" "\n"
    "b424e06d33c75660796fbec02f53ff80 0 takes_tasks\011plain" "\n"
    "2e1750f5fd0afe60b82b0cc1e65b66a8 0 updates\011plain" "\n"
    "189e1090a7ba11b53af9023b400ecc18 0 raises\011plain" "\n"
    "ee2ed59c1f5ac7f87b2d91ea89aaa8f6 0 links\011plain" "\n"
    "d81169725eb7a790ab27ca9ac2efb47c 0 waits_for_a_count\011fibers: calls atomicAdd in a loop" "\n"
    "4c9d6ac379a3987a753d9e790518cb21 0 gives_up\011fibers: calls atomicOr in a loop" "\n"
    "1f952510e4e7cb52293fe9f8e6dd3c76 0 locks_inside\011fibers: calls atomicCAS in a loop" "\n"
    "cb3259dbb00b93df1a895524a1c8962b 0 remembers\011fibers: calls atomicOr in a loop" "\n"
    "8a20b20c6c7d7b404b4ab2eb60ec18e0 0 looks_behind_a_fence\011fibers: calls __threadfence in a loop" "\n"
    "450e243842f0b040c22851a70535d1e2 0 adds_in_step\011fibers: reads and writes volatile memory, as lanes in step do" "\n"
    "8e4723cbd08d2b5ee3b894c7479ebec6 0 calls_back\011fibers: calls through a pointer" "\n"
    "3a81ce9bc111857f9c60c4b9095d54ff 0 marked\011fibers: is marked LARDER_KERNEL_FIBERS" "\n"
    "3b4e9ca53fced9e4b98e082bfa33142c 0 promised\011plain" "\n"
    "1c3c37bc4b250b68070b0cc50b4458a4 0 wide\011plain" "\n"
    "ccbbaa8db52a8e04e9df617cbc4e2909 0 character\011plain" "\n"
    "68ef4a66e3dc1c1a41b0f09262260ac3 0 traps\011plain" "\n"
    "f0e9f5ed64c3b26a484337276764119d 0 perhaps<false>\011plain" "\n"
    "e927450763fb86004e99184dee532713 0 perhaps<true>\011fibers: calls __syncthreads" "\n"
    "f241152de7c36e85916c4f307815e05c 0 folded<int, int>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {119, 53, 219, 180, 77, 71, 178, 219, 129, 226, 83, 8, 16, 144, 10, 185}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {130, 107, 149, 64, 128, 241, 61, 37, 105, 249, 14, 228, 57, 249, 36, 76}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {32, 129, 36, 82, 211, 145, 243, 174, 108, 127, 91, 244, 23, 254, 168, 161}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {95, 249, 155, 79, 138, 66, 75, 2, 5, 195, 230, 40, 211, 93, 173, 220}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {32, 16, 182, 90, 133, 148, 43, 214, 16, 90, 241, 4, 155, 54, 166, 46}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {129, 90, 234, 118, 38, 115, 76, 176, 173, 86, 246, 245, 77, 189, 92, 31}},
};
const ::larder::detail::KernelKey larder_keys_6[] = {
    {0, {107, 103, 216, 179, 181, 206, 244, 112, 173, 163, 126, 183, 225, 48, 151, 54}},
};
const ::larder::detail::KernelKey larder_keys_7[] = {
    {0, {74, 211, 196, 38, 10, 166, 28, 180, 46, 131, 239, 161, 58, 239, 173, 219}},
};
const ::larder::detail::KernelKey larder_keys_8[] = {
    {0, {126, 122, 105, 65, 245, 240, 202, 220, 30, 123, 197, 50, 187, 151, 97, 114}},
};
const ::larder::detail::KernelKey larder_keys_9[] = {
    {0, {16, 135, 136, 202, 27, 104, 52, 55, 7, 220, 162, 205, 124, 168, 97, 218}},
};
const ::larder::detail::KernelKey larder_keys_10[] = {
    {0, {33, 70, 190, 14, 137, 129, 68, 216, 142, 194, 116, 238, 25, 37, 114, 238}},
};
const ::larder::detail::KernelKey larder_keys_11[] = {
    {0, {122, 28, 107, 23, 229, 248, 81, 177, 171, 236, 199, 78, 112, 218, 184, 107}},
};
const ::larder::detail::KernelKey larder_keys_12[] = {
    {0, {180, 36, 224, 109, 51, 199, 86, 96, 121, 111, 190, 192, 47, 83, 255, 128}},
};
const ::larder::detail::KernelKey larder_keys_13[] = {
    {0, {46, 23, 80, 245, 253, 10, 254, 96, 184, 43, 12, 193, 230, 91, 102, 168}},
};
const ::larder::detail::KernelKey larder_keys_14[] = {
    {0, {24, 158, 16, 144, 167, 186, 17, 181, 58, 249, 2, 59, 64, 14, 204, 24}},
};
const ::larder::detail::KernelKey larder_keys_15[] = {
    {0, {238, 46, 213, 156, 31, 90, 199, 248, 123, 45, 145, 234, 137, 170, 168, 246}},
};
const ::larder::detail::KernelKey larder_keys_16[] = {
    {0, {216, 17, 105, 114, 94, 183, 167, 144, 171, 39, 202, 154, 194, 239, 180, 124}},
};
const ::larder::detail::KernelKey larder_keys_17[] = {
    {0, {76, 157, 106, 195, 121, 163, 152, 122, 117, 61, 158, 121, 5, 24, 203, 33}},
};
const ::larder::detail::KernelKey larder_keys_18[] = {
    {0, {31, 149, 37, 16, 228, 231, 203, 82, 41, 63, 233, 248, 230, 221, 60, 118}},
};
const ::larder::detail::KernelKey larder_keys_19[] = {
    {0, {203, 50, 89, 219, 176, 11, 147, 223, 26, 137, 85, 36, 161, 200, 150, 43}},
};
const ::larder::detail::KernelKey larder_keys_20[] = {
    {0, {138, 32, 178, 12, 108, 125, 123, 64, 75, 74, 178, 235, 96, 236, 24, 224}},
};
const ::larder::detail::KernelKey larder_keys_21[] = {
    {0, {69, 14, 36, 56, 66, 240, 176, 64, 194, 40, 81, 167, 5, 53, 209, 226}},
};
const ::larder::detail::KernelKey larder_keys_22[] = {
    {0, {142, 71, 35, 203, 208, 141, 43, 94, 227, 184, 148, 199, 71, 158, 190, 198}},
};
const ::larder::detail::KernelKey larder_keys_23[] = {
    {0, {58, 129, 206, 155, 193, 17, 133, 127, 156, 96, 196, 185, 9, 93, 84, 255}},
};
const ::larder::detail::KernelKey larder_keys_24[] = {
    {0, {59, 78, 156, 165, 63, 206, 217, 228, 185, 142, 8, 43, 250, 51, 20, 44}},
};
const ::larder::detail::KernelKey larder_keys_25[] = {
    {0, {28, 60, 55, 188, 75, 37, 11, 104, 7, 11, 12, 197, 11, 68, 88, 164}},
};
const ::larder::detail::KernelKey larder_keys_26[] = {
    {0, {204, 187, 170, 141, 181, 42, 142, 4, 233, 223, 97, 124, 188, 78, 41, 9}},
};
const ::larder::detail::KernelKey larder_keys_27[] = {
    {0, {104, 239, 74, 102, 227, 220, 28, 26, 65, 176, 240, 146, 98, 38, 10, 195}},
};
const ::larder::detail::KernelKey larder_keys_28[] = {
    {0, {240, 233, 245, 237, 100, 195, 178, 106, 72, 67, 55, 39, 103, 100, 17, 157}},
};
const ::larder::detail::KernelKey larder_keys_29[] = {
    {0, {233, 39, 69, 7, 99, 251, 134, 0, 78, 153, 24, 77, 238, 83, 39, 19}},
};
const ::larder::detail::KernelKey larder_keys_30[] = {
    {0, {242, 65, 21, 45, 231, 195, 110, 133, 145, 108, 79, 48, 120, 21, 224, 92}},
};
constexpr void (*larder_kernel_0)(float *, int) = &::one_dimension;
constexpr void (*larder_kernel_1)(float *, Extent) = &::two_dimensions;
constexpr void (*larder_kernel_2)(const float *, float *, int) = &::inner;
constexpr void (*larder_kernel_3)(float *, unsigned int) = &::every_other;
constexpr void (*larder_kernel_4)(float *, const int *) = &::guarded_by_memory;
constexpr void (*larder_kernel_5)(float *, int) = &::counts_down;
constexpr void (*larder_kernel_6)(float *) = &::asks_elsewhere;
constexpr void (*larder_kernel_7)(float *) = &::waits;
constexpr void (*larder_kernel_8)(float *) = &::waits_elsewhere;
constexpr void (*larder_kernel_9)(int *, int *) = &::locks;
constexpr void (*larder_kernel_10)(volatile int *) = &::polls;
constexpr void (*larder_kernel_11)(int *, int *) = &::tickets;
constexpr void (*larder_kernel_12)(int *, int, int *) = &::takes_tasks;
constexpr void (*larder_kernel_13)(int *) = &::updates;
constexpr void (*larder_kernel_14)(int *, int) = &::raises;
constexpr void (*larder_kernel_15)(int *, int *, const int *, int) = &::links;
constexpr void (*larder_kernel_16)(int *, int) = &::waits_for_a_count;
constexpr void (*larder_kernel_17)(int *, int) = &::gives_up;
constexpr void (*larder_kernel_18)(int *, int *) = &::locks_inside;
constexpr void (*larder_kernel_19)(int *, int *) = &::remembers;
constexpr void (*larder_kernel_20)(int *) = &::looks_behind_a_fence;
constexpr void (*larder_kernel_21)(volatile float *) = &::adds_in_step;
constexpr void (*larder_kernel_22)(float (*)(float), float *) = &::calls_back;
constexpr void (*larder_kernel_23)(float *) = &::marked;
constexpr void (*larder_kernel_24)(int *) = &::promised;
constexpr void (*larder_kernel_25)(__int128, int, int *) = &::wide;
constexpr void (*larder_kernel_26)(int, int *) = &::character;
constexpr void (*larder_kernel_27)(const int *) = &::traps;
constexpr void (*larder_kernel_28)(float *) = &::perhaps<false>;
constexpr void (*larder_kernel_29)(float *) = &::perhaps<true>;
constexpr void (*larder_kernel_30)(int *, int, int) = &::folded<int, int>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"one_dimension", "_Z13one_dimensionPfi", "input.cpp:11",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"two_dimensions", "_Z14two_dimensionsPf6Extent", "input.cpp:16",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"inner", "_Z5innerPKfPfi", "input.cpp:25",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
    {"every_other", "_Z11every_otherPfj", "input.cpp:33",
     reinterpret_cast<const void*>(larder_kernel_3),
     &::larder::detail::Entry<larder_kernel_3>::run,
     larder_keys_3, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_3>::parameters},
    {"guarded_by_memory", "_Z17guarded_by_memoryPfPKi", "input.cpp:39",
     reinterpret_cast<const void*>(larder_kernel_4),
     &::larder::detail::Entry<larder_kernel_4>::run,
     larder_keys_4, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_4>::parameters},
    {"counts_down", "_Z11counts_downPfi", "input.cpp:46",
     reinterpret_cast<const void*>(larder_kernel_5),
     &::larder::detail::Entry<larder_kernel_5>::run,
     larder_keys_5, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_5>::parameters},
    {"asks_elsewhere", "_Z14asks_elsewherePf", "input.cpp:52",
     reinterpret_cast<const void*>(larder_kernel_6),
     &::larder::detail::Entry<larder_kernel_6>::run,
     larder_keys_6, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_6>::parameters},
    {"waits", "_Z5waitsPf", "input.cpp:64",
     reinterpret_cast<const void*>(larder_kernel_7),
     &::larder::detail::Entry<larder_kernel_7>::run,
     larder_keys_7, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_7>::parameters},
    {"waits_elsewhere", "_Z15waits_elsewherePf", "input.cpp:71",
     reinterpret_cast<const void*>(larder_kernel_8),
     &::larder::detail::Entry<larder_kernel_8>::run,
     larder_keys_8, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_8>::parameters},
    {"locks", "_Z5locksPiS_", "input.cpp:73",
     reinterpret_cast<const void*>(larder_kernel_9),
     &::larder::detail::Entry<larder_kernel_9>::run,
     larder_keys_9, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_9>::parameters},
    {"polls", "_Z5pollsPVi", "input.cpp:80",
     reinterpret_cast<const void*>(larder_kernel_10),
     &::larder::detail::Entry<larder_kernel_10>::run,
     larder_keys_10, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_10>::parameters},
    {"tickets", "_Z7ticketsPiS_", "input.cpp:86",
     reinterpret_cast<const void*>(larder_kernel_11),
     &::larder::detail::Entry<larder_kernel_11>::run,
     larder_keys_11, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_11>::parameters},
    {"takes_tasks", "_Z11takes_tasksPiiS_", "input.cpp:91",
     reinterpret_cast<const void*>(larder_kernel_12),
     &::larder::detail::Entry<larder_kernel_12>::run,
     larder_keys_12, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_12>::parameters},
    {"updates", "_Z7updatesPi", "input.cpp:96",
     reinterpret_cast<const void*>(larder_kernel_13),
     &::larder::detail::Entry<larder_kernel_13>::run,
     larder_keys_13, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_13>::parameters},
    {"raises", "_Z6raisesPii", "input.cpp:105",
     reinterpret_cast<const void*>(larder_kernel_14),
     &::larder::detail::Entry<larder_kernel_14>::run,
     larder_keys_14, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_14>::parameters},
    {"links", "_Z5linksPiS_PKii", "input.cpp:114",
     reinterpret_cast<const void*>(larder_kernel_15),
     &::larder::detail::Entry<larder_kernel_15>::run,
     larder_keys_15, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_15>::parameters},
    {"waits_for_a_count", "_Z17waits_for_a_countPii", "input.cpp:119",
     reinterpret_cast<const void*>(larder_kernel_16),
     &::larder::detail::Entry<larder_kernel_16>::run,
     larder_keys_16, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_16>::parameters},
    {"gives_up", "_Z8gives_upPii", "input.cpp:124",
     reinterpret_cast<const void*>(larder_kernel_17),
     &::larder::detail::Entry<larder_kernel_17>::run,
     larder_keys_17, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_17>::parameters},
    {"locks_inside", "_Z12locks_insidePiS_", "input.cpp:129",
     reinterpret_cast<const void*>(larder_kernel_18),
     &::larder::detail::Entry<larder_kernel_18>::run,
     larder_keys_18, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_18>::parameters},
    {"remembers", "_Z9remembersPiS_", "input.cpp:139",
     reinterpret_cast<const void*>(larder_kernel_19),
     &::larder::detail::Entry<larder_kernel_19>::run,
     larder_keys_19, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_19>::parameters},
    {"looks_behind_a_fence", "_Z20looks_behind_a_fencePi", "input.cpp:144",
     reinterpret_cast<const void*>(larder_kernel_20),
     &::larder::detail::Entry<larder_kernel_20>::run,
     larder_keys_20, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_20>::parameters},
    {"adds_in_step", "_Z12adds_in_stepPVf", "input.cpp:149",
     reinterpret_cast<const void*>(larder_kernel_21),
     &::larder::detail::Entry<larder_kernel_21>::run,
     larder_keys_21, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_21>::parameters},
    {"calls_back", "_Z10calls_backPFffEPf", "input.cpp:154",
     reinterpret_cast<const void*>(larder_kernel_22),
     &::larder::detail::Entry<larder_kernel_22>::run,
     larder_keys_22, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_22>::parameters},
    {"marked", "_Z6markedPf", "input.cpp:156",
     reinterpret_cast<const void*>(larder_kernel_23),
     &::larder::detail::Entry<larder_kernel_23>::run,
     larder_keys_23, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_23>::parameters},
    {"promised", "_Z8promisedPi", "input.cpp:158",
     reinterpret_cast<const void*>(larder_kernel_24),
     &::larder::detail::Entry<larder_kernel_24>::run,
     larder_keys_24, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_24>::parameters},
    {"wide", "_Z4wideniPi", "input.cpp:165",
     reinterpret_cast<const void*>(larder_kernel_25),
     &::larder::detail::Entry<larder_kernel_25>::run,
     larder_keys_25, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_25>::parameters},
    {"character", "_Z9characteriPi", "input.cpp:170",
     reinterpret_cast<const void*>(larder_kernel_26),
     &::larder::detail::Entry<larder_kernel_26>::run,
     larder_keys_26, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_26>::parameters},
    {"traps", "_Z5trapsPKi", "input.cpp:184",
     reinterpret_cast<const void*>(larder_kernel_27),
     &::larder::detail::Entry<larder_kernel_27>::run,
     larder_keys_27, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_27>::parameters},
    {"perhaps<false>", "_Z7perhapsILb0EEvPf", "input.cpp:55",
     reinterpret_cast<const void*>(larder_kernel_28),
     &::larder::detail::Entry<larder_kernel_28>::run,
     larder_keys_28, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_28>::parameters},
    {"perhaps<true>", "_Z7perhapsILb1EEvPf", "input.cpp:55",
     reinterpret_cast<const void*>(larder_kernel_29),
     &::larder::detail::Entry<larder_kernel_29>::run,
     larder_keys_29, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_29>::parameters},
    {"folded<int, int>", "_Z6foldedIJiiEEvPiDpT_", "input.cpp:176",
     reinterpret_cast<const void*>(larder_kernel_30),
     &::larder::detail::Entry<larder_kernel_30>::run,
     larder_keys_30, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_30>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 31, nullptr, 0,
    larder_kernel_list);
}  // namespace
