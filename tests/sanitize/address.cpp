// Kernels that reach out of their memory, each in the line that is marked `// bug: NAME`.
#include <vector>

#include "program.h"
#include "right.h"

namespace {

LARDER_KERNEL void shared_write(int* out) {
  __shared__ int cells[64];
  cells[threadIdx.x + 1] = 1;  // bug: shared_write
  __syncthreads();
  out[threadIdx.x] = cells[threadIdx.x];
}

// Two arrays: what is past the first is not the second.
LARDER_KERNEL void shared_read(int* out) {
  __shared__ int first[64];
  __shared__ int second[64];
  first[threadIdx.x] = 1;
  second[threadIdx.x] = 2;
  __syncthreads();
  out[threadIdx.x] = first[threadIdx.x + 33] + second[0];  // bug: shared_read
}

template <class T, int Count>
__device__ T exchange(T value, int step) {
  __shared__ T cells[Count];
  cells[threadIdx.x] = value;
  __syncthreads();
  return cells[static_cast<int>(threadIdx.x) - step];  // bug: shared_before
}

LARDER_KERNEL void shared_before(double* out) {
  out[threadIdx.x] = exchange<double, 64>(threadIdx.x, 1);
}

LARDER_KERNEL void dynamic_write(int* out) {
  extern __shared__ int cells[];
  cells[threadIdx.x + 1] = 1;  // bug: dynamic_write
  __syncthreads();
  out[threadIdx.x] = cells[0];
}

// The launch gives room for 64 ints and 64 bytes: the last thread reads one byte too far.
LARDER_KERNEL void dynamic_read(int* out) {
  extern __shared__ int cells[];
  char* const bytes = reinterpret_cast<char*>(cells + blockDim.x);
  bytes[threadIdx.x] = 1;
  __syncthreads();
  out[threadIdx.x] = bytes[threadIdx.x + 1];  // bug: dynamic_read
}

LARDER_KERNEL void buffer_write(int* out) {
  out[blockIdx.x * blockDim.x + threadIdx.x] = 1;  // bug: buffer_write
}

LARDER_KERNEL void buffer_read(const char* in, char* out, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i <= n) out[i % 4] = in[i];  // bug: buffer_read
}

LARDER_KERNEL void released(int* out) {
  out[threadIdx.x] = 1;  // bug: released
}

// Shared memory's address, kept by one block for the next ones.
LARDER_KERNEL void after_its_block(int** kept, int* out) {
  __shared__ int cell;
  cell = 1;
  if (*kept == nullptr) *kept = &cell;
  *out = **kept;  // bug: after_its_block
}

LARDER_KERNEL void local_array(int* out) {
  int own[4] = {};
  __syncthreads();
  for (unsigned i = 0; i <= threadIdx.x; ++i) own[i] = 1;  // bug: local_array
  out[threadIdx.x] = own[0] + own[3];
}

template <auto Kernel, class T, int Blocks = 1, int SharedBytes = 0>
void run(larder::Device& device) {
  auto out = device.allocate<T>(64);
  device.launch(Kernel, {Blocks, 64, SharedBytes}, out);
}

void run_buffer_read(larder::Device& device) {
  const auto in = device.upload(std::vector<char>(1001, 1));
  auto out = device.allocate<char>(4);
  device.launch(buffer_read, {8, 128}, in, out, 1001);
}

void run_released(larder::Device& device) {
  int* memory = nullptr;
  {
    auto out = device.allocate<int>(64);
    memory = out.data();
  }
  device.launch(released, {1, 64}, memory);
}

void run_after_its_block(larder::Device& device) {
  auto kept = device.upload(std::vector<int*>(1, nullptr));
  auto out = device.allocate<int>(1);
  device.launch(after_its_block, {1, 1}, kept, out);
  device.launch(after_its_block, {1, 1}, kept, out);
}

}  // namespace

int main(int count, char** arguments) {
  return run_case(count, arguments,
                  {{"right", right::run_all},
                   {"shared_write", run<shared_write, int>},
                   {"shared_read", run<shared_read, int>},
                   {"shared_before", run<shared_before, double>},
                   {"dynamic_write", run<dynamic_write, int, 1, 256>},
                   {"dynamic_read", run<dynamic_read, int, 1, 64 * 5>},
                   {"buffer_write", run<buffer_write, int, 2>},
                   {"buffer_read", run_buffer_read},
                   {"released", run_released},
                   {"after_its_block", run_after_its_block},
                   {"local_array", run<local_array, int>}});
}
