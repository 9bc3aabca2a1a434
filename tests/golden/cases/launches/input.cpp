#include <larder/kernel.h>
enum cudaError : int;
extern "C" cudaError cudaGetLastError();

__global__ void fill(float* values, float value = 1) { values[threadIdx.x] = value; }
__global__ void fill(int* values, int) { values[threadIdx.x] = 0; }
template <class T, int Step, class = void>
__global__ void add(T* values, T addend) {
  __shared__ T sum;
  if (threadIdx.x == 0) sum = addend + Step;
  __syncthreads();
  values[threadIdx.x] += sum;
}
template <class... Values>
__global__ void take(float* out, Values... values) { out[0] = (0 + ... + values); }
LARDER_KERNEL_CUDA_ONLY void gpu_only(unsigned* out) { asm("mov.u32 %0, %%laneid;" : "=r"(*out)); }
namespace {
struct Scaler {
  static __global__ void scale(float* values, float factor) { values[threadIdx.x] *= factor; }
};
}  // namespace

#define LAUNCH(kernel, blocks, ...) kernel<<<blocks, 32>>>(__VA_ARGS__)

template <class T>
void in_template(T* values) {
  add<T, 2><<<dim3(1), dim3(2, 2), 16>>>(values, T{3});
}

void run(float* values, int* numbers, unsigned* lane, CUstream_st* stream) {
  fill<<<1, 32>>>(values);
  fill<<<1, 32, 0, stream>>>(numbers, 0);
  add<float, 1>
      <<<1,
         32>>>(values, 2);  // over lines
  in_template(values);
  LAUNCH(take, 4, values, 1, 2.5);
  Scaler::scale<<<1, 32>>>(values, 2);
  void (*chosen)(float*, float) = fill;
  if (values != nullptr)
    chosen<<<1, 32>>>(values, 3);
  else
    gpu_only<<<1, 1>>>(lane);
}
