// Launches and copies in several streams, and barriers of a whole grid.
#include <cooperative_groups.h>
#include <cuda_runtime.h>

#include "corpus.h"

namespace {

using corpus::kThreads;

constexpr int kBlocks = 2;
constexpr int kCount = kBlocks * kThreads;
constexpr std::size_t kBytes = kCount * sizeof(int);

// Each is launched twice: it writes, then it reads.
template <bool Right>
LARDER_KERNEL void two_streams(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault two_streams: race
  if (!writes) own[i] = shared[i];  // fault two_streams: race
}

template <bool Right>
LARDER_KERNEL void no_wait_for_event(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault no_wait_for_event: race
  if (!writes) own[i] = shared[i];  // fault no_wait_for_event: race
}

template <bool Right>
LARDER_KERNEL void early_event(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault early_event: race
  if (!writes) own[i] = shared[i];  // fault early_event: race
}

// The legacy default stream waits for other streams, but not for those that are free of it.
template <bool Right>
LARDER_KERNEL void free_stream(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault free_stream: race
  if (!writes) own[i] = shared[i];  // fault free_stream: race
}

// A launch in the same stream comes between the two.
template <bool Right>
LARDER_KERNEL void third_launch(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault third_launch: race
  if (!writes) own[i] = shared[i];  // fault third_launch: race
}

template <bool Right>
LARDER_KERNEL void copied_beside(int* shared, int* own, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  own[i] = shared[i];  // fault copied_beside: race
}

template <bool Right>
LARDER_KERNEL void copied_out_beside(int* shared, int*, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  shared[i] = 1;  // fault copied_out_beside: race
}

template <bool Right>
LARDER_KERNEL void filled_beside(int* shared, int* own, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  own[i] = shared[i];  // fault filled_beside: race
}

// A call that does not wait on the host: a fill of device memory, and a copy within it.
template <bool Right>
LARDER_KERNEL void filled_by_call(int* shared, int* own, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  own[i] = shared[i];  // fault filled_by_call: race
}

template <bool Right>
LARDER_KERNEL void copied_by_call(int* shared, int*, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  shared[i] = 1;  // fault copied_by_call: race
}

// Several accesses to one word.
template <bool Right>
LARDER_KERNEL void all_of_a_word(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  for (unsigned k = 0; k < 2 && 2 * i + k < kCount; ++k) {
    if (writes) shared[2 * i + k] = 1;                      // fault all_of_a_word: race
    if (!writes && k == 1) own[2 * i] = shared[2 * i + k];  // fault all_of_a_word: race
  }
}

// Nodes of a graph.
template <bool Right>
LARDER_KERNEL void branches(int* shared, int* own, bool writes) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (writes) shared[i] = 1;        // fault branches: race
  if (!writes) own[i] = shared[i];  // fault branches: race
}

// Streams of a larder::Device.
template <bool Right>
LARDER_KERNEL void streams_of_a_device(int* shared, int* own, bool writes) {
  const unsigned i = threadIdx.x;
  if (writes) shared[i] = 1;        // fault streams_of_a_device: race
  if (!writes) own[i] = shared[i];  // fault streams_of_a_device: race
}

template <bool Right>
LARDER_KERNEL void before_allocation(int* shared, int*, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  shared[i] = 1;  // fault before_allocation: race
}

template <bool Right>
LARDER_KERNEL void until_release(int* shared, int*, bool) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  shared[i] = 1;  // fault until_release: race
}

// What a thread does after its arrival at a barrier is not ordered by that.
template <bool Right>
LARDER_KERNEL void after_arrival(int* shared, int* own, bool) {
  __shared__ int tile[kThreads];
  const auto block = cooperative_groups::this_thread_block();
  if constexpr (Right) tile[threadIdx.x] = shared[threadIdx.x];
  auto token = block.barrier_arrive();
  if constexpr (!Right) tile[threadIdx.x] = shared[threadIdx.x];  // fault after_arrival: race
  block.barrier_wait(static_cast<decltype(token)&&>(token));
  own[threadIdx.x] = tile[kThreads - 1 - threadIdx.x];  // fault after_arrival: race
}

// Blocks read what others have written before.
template <bool Right>
LARDER_KERNEL void whole_grid(int* shared, int* own, bool) {
  namespace cg = cooperative_groups;
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  shared[i] = 1;  // fault whole_grid: race
  if constexpr (Right) {
    cg::this_grid().sync();
  } else {
    cg::this_thread_block().sync();
  }
  own[i] = shared[kCount - 1 - i];  // fault whole_grid: race
}

using Kernel = void (*)(int*, int*, bool);

/// Two streams, an event, and memory that nothing else uses.
struct Place {
  Place() {
    cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking);
    cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking);
    cudaEventCreate(&event);
    for (int** const memory : {&shared, &own, &other}) {
      cudaMalloc(memory, kBytes);
      cudaMemset(*memory, 0, kBytes);
    }
    cudaMallocHost(&host, kBytes);
    cudaDeviceSynchronize();
  }
  ~Place() { cudaDeviceSynchronize(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  void write(Kernel kernel, cudaStream_t stream) {
    kernel<<<kBlocks, kThreads, 0, stream>>>(shared, own, true);
  }
  void read(Kernel kernel, cudaStream_t stream, int* to) {
    kernel<<<kBlocks, kThreads, 0, stream>>>(shared, to, false);
  }

  cudaStream_t first, second;
  cudaEvent_t event;
  int *shared, *own, *other, *host;
};

template <bool Right>
void run_launches() {
  {
    Place at;
    at.write(two_streams<Right>, at.first);
    at.read(two_streams<Right>, Right ? at.first : at.second, at.own);
  }
  {
    Place at;
    at.write(no_wait_for_event<Right>, at.first);
    cudaEventRecord(at.event, at.first);
    if (Right) cudaStreamWaitEvent(at.second, at.event, 0);
    at.read(no_wait_for_event<Right>, at.second, at.own);
  }
  {
    Place at;
    if (!Right) cudaEventRecord(at.event, at.first);
    at.write(early_event<Right>, at.first);
    if (Right) cudaEventRecord(at.event, at.first);
    cudaStreamWaitEvent(at.second, at.event, 0);
    at.read(early_event<Right>, at.second, at.own);
  }
  {
    Place at;
    cudaStream_t blocking;
    cudaStreamCreate(&blocking);
    at.write(free_stream<Right>, nullptr);
    at.read(free_stream<Right>, Right ? blocking : at.first, at.own);
  }
  {
    Place at;
    at.write(third_launch<Right>, at.first);
    if (Right) cudaStreamSynchronize(at.first);
    at.read(third_launch<Right>, at.first, at.own);
    at.read(third_launch<Right>, at.second, at.other);
  }
}

template <bool Right>
void run_copies() {
  {
    Place at;
    cudaMemcpyAsync(at.shared, at.host, kBytes, cudaMemcpyHostToDevice, at.first);
    at.read(copied_beside<Right>, Right ? at.first : at.second, at.own);
  }
  {
    Place at;
    at.write(copied_out_beside<Right>, at.first);
    if (Right) cudaStreamSynchronize(at.first);
    cudaMemcpyAsync(at.host, at.shared, kBytes, cudaMemcpyDeviceToHost, at.second);
  }
  {
    Place at;
    cudaMemsetAsync(at.shared, 0, kBytes, at.first);
    if (Right) cudaDeviceSynchronize();
    at.read(filled_beside<Right>, at.second, at.own);
  }
  {
    Place at;
    at.write(whole_grid<Right>, at.first);
    cudaDeviceSynchronize();
    after_arrival<Right><<<1, kThreads>>>(at.shared, at.own, true);
  }
}

template <bool Right>
void run_calls() {
  {
    Place at;
    cudaMemset(at.shared, 0, kBytes);
    if (Right) cudaDeviceSynchronize();
    at.read(filled_by_call<Right>, at.first, at.own);
  }
  {
    Place at;
    cudaMemcpy(at.own, at.shared, kBytes, cudaMemcpyDeviceToDevice);
    if (Right) cudaStreamSynchronize(nullptr);
    at.write(copied_by_call<Right>, at.first);
  }
  {
    Place at;
    at.write(all_of_a_word<Right>, at.first);
    at.read(all_of_a_word<Right>, Right ? at.first : at.second, at.own);
  }
  {
    Place at;
    void* memory = nullptr;
    cudaMallocAsync(&memory, kBytes, at.first);
    if (Right) cudaStreamSynchronize(at.first);
    before_allocation<Right>
        <<<kBlocks, kThreads, 0, at.second>>>(static_cast<int*>(memory), at.own, true);
  }
  {
    Place at;
    void* memory = nullptr;
    cudaMallocAsync(&memory, kBytes, at.first);
    cudaStreamSynchronize(at.first);
    until_release<Right>
        <<<kBlocks, kThreads, 0, at.second>>>(static_cast<int*>(memory), at.own, true);
    if (Right) cudaStreamSynchronize(at.second);
    cudaFreeAsync(memory, at.first);
  }
}

template <bool Right>
void run_device() {
  larder::Device device = corpus::open();
  auto shared = corpus::filled<int>(device, kThreads);
  auto own = corpus::filled<int>(device, kThreads);
  const larder::Stream first = device.stream(), second = device.stream();
  device.launch(streams_of_a_device<Right>, {1, kThreads, 0, first}, shared, own, true);
  if (Right) static_cast<void>(first.synchronize());
  device.launch(streams_of_a_device<Right>, {1, kThreads, 0, second}, shared, own, false);
  static_cast<void>(device.synchronize());
}

// Two branches that join, once with an edge between them.
template <bool Right>
void run_graph() {
  Place at;
  cudaGraph_t graph;
  cudaGraphExec_t executable;
  cudaEvent_t fork;
  cudaEventCreate(&fork);
  cudaStreamBeginCapture(at.first, cudaStreamCaptureModeGlobal);
  if (!Right) cudaEventRecord(fork, at.first);
  at.write(branches<Right>, at.first);
  if (Right) cudaEventRecord(fork, at.first);
  cudaStreamWaitEvent(at.second, fork, 0);
  at.read(branches<Right>, at.second, at.own);
  cudaEventRecord(at.event, at.second);
  cudaStreamWaitEvent(at.first, at.event, 0);
  at.read(branches<Right>, at.first, at.other);
  cudaStreamEndCapture(at.first, &graph);
  cudaGraphInstantiate(&executable, graph, 0);
  for (int i = 0; i < 2; ++i) cudaGraphLaunch(executable, at.first);
}

}  // namespace

void corpus::run_streams() {
  run_launches<false>();
  run_launches<true>();
  run_copies<false>();
  run_copies<true>();
  run_calls<false>();
  run_calls<true>();
  run_device<false>();
  run_device<true>();
  run_graph<false>();
  run_graph<true>();
}
