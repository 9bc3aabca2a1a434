// Accesses outside arrays, to memory that nobody wrote, and to memory that is no kernel's.
#include "corpus.h"

namespace {

using corpus::kThreads;

template <class T, bool Right>
LARDER_KERNEL void past_shared(T* out, const T* in) {
  __shared__ T tile[kThreads];
  __shared__ T behind[kThreads];
  behind[threadIdx.x] = T();
  tile[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  const unsigned next = Right ? (threadIdx.x + 1) % kThreads : threadIdx.x + 1;
  out[threadIdx.x] = tile[next] + behind[threadIdx.x];  // fault past_shared: out of bounds
}

template <class T, bool Right>
LARDER_KERNEL void write_past_shared(T* out, const T* in) {
  __shared__ T tile[kThreads];
  __shared__ T behind[1];
  if (threadIdx.x == 0) behind[0] = T();
  tile[threadIdx.x + (Right ? 0 : 1)] = in[threadIdx.x];  // fault write_past_shared: out of bounds
  __syncthreads();
  if (threadIdx.x != 0) out[threadIdx.x] = tile[threadIdx.x] + behind[0];
}

template <class T, bool Right>
LARDER_KERNEL void before_shared(T* out, const T* in) {
  __shared__ T tile[kThreads];
  tile[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  const int i = static_cast<int>(threadIdx.x);
  out[i] = tile[Right && i == 0 ? 0 : i - 1];  // fault before_shared: out of bounds
}

template <class T, bool Right>
LARDER_KERNEL void past_dynamic(T* out, const T* in) {
  extern __shared__ double memory[];
  T* const tile = reinterpret_cast<T*>(memory);
  const unsigned count = Right ? kThreads : kThreads + 1;
  for (unsigned i = threadIdx.x; i < count; i += kThreads) {
    tile[i] = in[i];  // fault past_dynamic: out of bounds
  }
  __syncthreads();
  out[threadIdx.x] = tile[threadIdx.x];
}

// Arrays whose neighbours are other variables.
__device__ int device_table[kThreads];
__constant__ int constant_table[kThreads];

template <class T, bool Right>
LARDER_KERNEL void past_device(T* out, const T* in) {
  const unsigned next = Right ? threadIdx.x : threadIdx.x + 1;
  device_table[next] = static_cast<int>(in[next]);  // fault past_device: out of bounds
  out[next] = in[next];
}

template <class T, bool Right>
LARDER_KERNEL void past_constant(T* out, const T* in) {
  const unsigned next = Right ? threadIdx.x : threadIdx.x + 1;
  const int found = constant_table[next];  // fault past_constant: out of bounds
  out[threadIdx.x] = found == 0 ? in[0] : in[1];
}

template <class T, bool Right>
LARDER_KERNEL void past_local(T* out, const T* in) {
  T few[4];
  for (unsigned i = 0; i < 4; ++i) few[i] = in[i];
  const unsigned at = threadIdx.x % (Right ? 4 : 5);
  out[threadIdx.x] = few[at];  // fault past_local: out of bounds
}

// Without the guard that the last block needs.
template <class T, bool Right>
LARDER_KERNEL void no_guard(T* out, const T* in) {
  const unsigned i = 4096 - 96 + blockIdx.x * kThreads + threadIdx.x;
  if (Right && i >= 4096) return;
  out[i] = in[0];  // fault no_guard: out of bounds
}

template <class T, bool Right>
LARDER_KERNEL void read_past(T* out, const T* in) {
  const unsigned i = 4096 - kThreads + threadIdx.x;
  out[threadIdx.x] = in[Right && i == 4095 ? 0 : i + 1];  // fault read_past: out of bounds
}

template <class T, bool Right>
LARDER_KERNEL void before_start(T* out, const T* in) {
  const int i = static_cast<int>(threadIdx.x);
  out[i] = in[Right && i == 0 ? 0 : i - 1];  // fault before_start: out of bounds
}

// An element that lies in part behind the end.
template <class T, bool Right>
LARDER_KERNEL void half_outside(T* out, const T* in) {
  struct Two {
    T value[2];
  };
  const unsigned last = Right ? 4094 : 4095;
  if (threadIdx.x != 0) return;
  const auto* const pair = reinterpret_cast<const Two*>(in + last);
  Two both = *pair;  // fault half_outside: out of bounds
  out[0] = both.value[0] + both.value[1];
}

template <class T, bool Right>
LARDER_KERNEL void misaligned(T* out, const T* in) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(in) + (Right ? 0 : 1);
  out[threadIdx.x] =
      reinterpret_cast<const T*>(bytes)[threadIdx.x];  // fault misaligned: misaligned access
}

// A float4 is read in parts, and an atomic operation, volatile memory and PTX have their own ways.
template <class T, bool Right>
LARDER_KERNEL void misaligned_parts(T* out, const T* in) {
  const auto* const four = reinterpret_cast<const float4*>(in + (Right ? 0 : 2));
  const float4 value = four[threadIdx.x];  // fault misaligned_parts: misaligned access
  out[threadIdx.x] = value.x + value.y + value.z + value.w;
}

template <class T, bool Right>
LARDER_KERNEL void misaligned_atomic(T* out, const T*) {
  auto* const bytes = reinterpret_cast<char*>(out) + (Right ? 0 : 2);
  atomicAdd(reinterpret_cast<T*>(bytes), T(1));  // fault misaligned_atomic: misaligned access
}

template <class T, bool Right>
LARDER_KERNEL void misaligned_volatile(T* out, const T* in) {
  const auto* const bytes = reinterpret_cast<const char*>(in) + (Right ? 0 : 2);
  const auto* const place = reinterpret_cast<const volatile T*>(bytes);
  out[threadIdx.x] = place[threadIdx.x];  // fault misaligned_volatile: misaligned access
}

template <class T, bool Right>
LARDER_KERNEL void misaligned_ptx(T* out, const T* in) {
  const auto* const bytes = reinterpret_cast<const char*>(in) + (Right ? 0 : 2);
  float value;
  // clang-format off
  asm volatile("ld.global.f32 %0, [%1];" : "=f"(value) : "l"(bytes));  // fault misaligned_ptx: misaligned access
  // clang-format on
  out[threadIdx.x] = value;
}

template <class T, bool Right>
LARDER_KERNEL void freed_twice(T* out, const T* in) {
  __shared__ T* own[kThreads];
  own[threadIdx.x] = static_cast<T*>(malloc(sizeof(T)));
  *own[threadIdx.x] = in[threadIdx.x];
  out[threadIdx.x] = *own[threadIdx.x];
  free(own[threadIdx.x]);
  __syncthreads();
  if (!Right) free(own[threadIdx.x]);  // fault freed_twice: wrong free
}

template <class T, bool Right>
LARDER_KERNEL void past_own_memory(T* out, const T* in) {
  T* const own = static_cast<T*>(malloc(5 * sizeof(T)));
  for (int i = 0; i < 5; ++i) own[i] = in[i];
  out[threadIdx.x] = own[Right ? 4 : 5];  // fault past_own_memory: out of bounds
  free(own);
}

template <class T, bool Right>
LARDER_KERNEL void used_after_free(T* out, const T* in) {
  T* const own = static_cast<T*>(malloc(5 * sizeof(T)));
  own[3] = in[threadIdx.x];
  T* volatile same = own;  // or g++ warns
  if (!Right) free(same);
  out[threadIdx.x] = own[3];  // fault used_after_free: use after free
  if (Right) free(own);
}

// A structure with padding is copied as a whole; of the faulty one a part was never written.
struct Padded {
  char first;
  short second;
};
template <class T, bool Right>
LARDER_KERNEL void padding(T* out, const T* in) {
  __shared__ Padded tile[2 * kThreads];
  tile[threadIdx.x].first = static_cast<char>(in[threadIdx.x]);
  if (Right) tile[threadIdx.x].second = 3;
  tile[threadIdx.x + kThreads] = tile[threadIdx.x];  // fault padding: read of unwritten memory
  out[threadIdx.x] = tile[threadIdx.x + kThreads].second;
}

template <class T, bool Right>
LARDER_KERNEL void unwritten_shared(T* out, const T* in) {
  __shared__ T tile[kThreads];
  if (Right || threadIdx.x != 7) tile[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = tile[threadIdx.x];  // fault unwritten_shared: read of unwritten memory
}

// The first element of a sum that nobody sets to 0.
template <class T, bool Right>
LARDER_KERNEL void unwritten_sum(T* out, const T* in) {
  __shared__ T sum;
  if (Right && threadIdx.x == 0) sum = T();
  __syncthreads();
  if (threadIdx.x == 1) sum = sum + in[0];  // fault unwritten_sum: read of unwritten memory
  __syncthreads();
  out[threadIdx.x] = sum;
}

template <class T, bool Right>
LARDER_KERNEL void unwritten_global(T* out, const T* fresh) {
  out[threadIdx.x] = fresh[threadIdx.x];  // fault unwritten_global: read of unwritten memory
}

template <class T, bool Right>
LARDER_KERNEL void copied_unwritten(T* out, const T* fresh) {
  out[threadIdx.x] = fresh[threadIdx.x];  // fault copied_unwritten: read of unwritten memory
}

template <class T, bool Right>
LARDER_KERNEL void freed(T* out, const T* in) {
  out[threadIdx.x] = in[threadIdx.x];  // fault freed: use after free
}

template <class T, bool Right>
LARDER_KERNEL void hosts(T* out, const T* in) {
  out[threadIdx.x] = in[threadIdx.x];  // fault hosts: host memory in a kernel
}

template <class T>
void run_pair(void (*wrong)(T*, const T*), void (*right)(T*, const T*), int blocks = 1) {
  for (auto* const kernel : {wrong, right}) {
    corpus::run<T>(kernel, blocks, kThreads, kThreads * sizeof(T));
  }
}

template <class T>
void run_unwritten(void (*kernel)(T*, const T*), bool written) {
  larder::Device device = corpus::open();
  auto fresh = device.allocate<T>(kThreads);
  auto out = device.allocate<T>(kThreads);
  if (written) device.upload(fresh, std::vector<T>(kThreads).data(), kThreads);
  device.launch(kernel, {1, kThreads}, out, fresh);
}

template <class T>
void run_copied(void (*kernel)(T*, const T*), bool written) {
  larder::Device device = corpus::open();
  auto fresh = device.allocate<T>(kThreads);
  auto copy = device.allocate<T>(kThreads);
  auto out = device.allocate<T>(kThreads);
  device.upload(copy, std::vector<T>(kThreads).data(), kThreads);
  if (written) device.upload(fresh, std::vector<T>(kThreads).data(), kThreads);
  device.copy(fresh, copy);
  device.launch(kernel, {1, kThreads}, out, copy);
}

template <class T>
void run_freed(void (*kernel)(T*, const T*), bool is_freed) {
  larder::Device device = corpus::open();
  auto out = device.allocate<T>(kThreads);
  auto in = corpus::filled<T>(device, kThreads);
  const T* const address = in.data();
  if (is_freed) in = {};
  device.launch(kernel, {1, kThreads}, out, address);
}

template <class T>
void run_hosts(void (*kernel)(T*, const T*), bool is_hosts) {
  larder::Device device = corpus::open();
  auto out = device.allocate<T>(kThreads);
  auto in = corpus::filled<T>(device, kThreads);
  const std::vector<T> values(kThreads);
  const T* const address = is_hosts ? values.data() : in.data();
  device.launch(kernel, {1, kThreads}, out, address);
}

template <class T>
void run_all() {
  run_pair<T>(past_shared<T, false>, past_shared<T, true>);
  run_pair<T>(write_past_shared<T, false>, write_past_shared<T, true>);
  run_pair<T>(before_shared<T, false>, before_shared<T, true>);
  run_pair<T>(past_dynamic<T, false>, past_dynamic<T, true>);
  run_pair<T>(past_device<T, false>, past_device<T, true>);
  run_pair<T>(past_constant<T, false>, past_constant<T, true>);
  run_pair<T>(past_local<T, false>, past_local<T, true>);
  run_pair<T>(no_guard<T, false>, no_guard<T, true>, 2);
  run_pair<T>(read_past<T, false>, read_past<T, true>);
  run_pair<T>(before_start<T, false>, before_start<T, true>);
  run_pair<T>(half_outside<T, false>, half_outside<T, true>);
  run_pair<T>(misaligned<T, false>, misaligned<T, true>);
  run_pair<T>(unwritten_shared<T, false>, unwritten_shared<T, true>);
  run_pair<T>(unwritten_sum<T, false>, unwritten_sum<T, true>);
  run_unwritten<T>(unwritten_global<T, false>, false);
  run_unwritten<T>(unwritten_global<T, true>, true);
  run_copied<T>(copied_unwritten<T, false>, false);
  run_copied<T>(copied_unwritten<T, true>, true);
  run_freed<T>(freed<T, false>, true);
  run_freed<T>(freed<T, true>, false);
  run_hosts<T>(hosts<T, false>, true);
  run_hosts<T>(hosts<T, true>, false);
}

void run_floats() {
  run_pair<float>(misaligned_parts<float, false>, misaligned_parts<float, true>);
  run_pair<float>(misaligned_atomic<float, false>, misaligned_atomic<float, true>);
  run_pair<float>(misaligned_volatile<float, false>, misaligned_volatile<float, true>);
  run_pair<float>(misaligned_ptx<float, false>, misaligned_ptx<float, true>);
  run_pair<float>(freed_twice<float, false>, freed_twice<float, true>);
  run_pair<float>(past_own_memory<float, false>, past_own_memory<float, true>);
  run_pair<float>(used_after_free<float, false>, used_after_free<float, true>);
  run_pair<float>(padding<float, false>, padding<float, true>);
}

}  // namespace

void corpus::run_memory() {
  run_floats();
  run_all<short>();
  run_all<float>();
  run_all<double>();
}
