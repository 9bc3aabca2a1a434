// Classes passed by value: they are copied where a kernel is launched, and never in it. Names of
// types that others hide. Built with macros that Larder's headers must not see.
#include <cooperative_groups.h>
#include <cuda_fp16.h>

#include <cstdio>
#include <cstring>

// After NVIDIA's example of managed memory: copies what it points to.
struct String {
  int length;
  char* data;
  String(const char* text) : length(static_cast<int>(strlen(text))) {
    cudaMallocManaged(&data, length + 1);
    strcpy(data, text);
  }
  String(const String& other) : String(other.data) {}
  ~String() {
    cudaDeviceSynchronize();
    cudaFree(data);
  }
};
__global__ void first_letter(String s, int* out) {
  if (threadIdx.x == 0) out[blockIdx.x] = s.data[0];
  s.length = 0;  // its own
  __syncthreads();
  if (s.length != 0) out[blockIdx.x] = -1;
}

int copies = 0;
int ends = 0;
struct Counted {
  int number;
  explicit Counted(int start) : number(start) {}
  Counted(const Counted& other) : number(other.number + 1) { ++copies; }
  ~Counted() { ++ends; }
};
__global__ void number_of(Counted counted, int* out) {
  counted.number += static_cast<int>(threadIdx.x);
  out[threadIdx.x] = counted.number;
}

struct matrix {
  int columns;
  T* data;
};
__global__ void scale(matrix matrix, T factor) {
  matrix.data[threadIdx.x * matrix.columns] *= factor * A;
}

struct limits {
  int count;
};
__constant__ struct limits limits;
__global__ void limit(struct limits more, int* out) { out[0] = limits.count + more.count; }

// An instance of a function template that another function hides, and a number of any size.
__device__ int times(int x) { return x * 100; }
template <class U>
__device__ U times(U x) {
  return x * 5;
}
using Operation = int (*)(int);
template <Operation F, unsigned long long Most>
__global__ void apply(int* out) {
  *out = F(1) + (Most == ~0ull);
}

int wrong = 0;
void expect(bool right, const char* what) {
  if (!right) std::printf("%s\n", what);
  wrong += right ? 0 : 1;
}

int main() {
  int* out;
  cudaMallocManaged(&out, N * sizeof(int));
  String text("hello");
  first_letter<<<2, 64>>>(text, out);
  cudaDeviceSynchronize();
  expect(out[0] == 'h' && out[1] == 'h' && text.length == 5, "the text");

  Counted counted(5);
  number_of<<<1, N>>>(counted, out);
  cudaDeviceSynchronize();
  expect(copies == 1 && ends == 1, "copies at a launch");
  for (int i = 0; i < N; ++i) expect(out[i] == 6 + i, "a number");

  matrix m = {4, nullptr};
  cudaMallocManaged(&m.data, 16 * sizeof(T));
  for (int i = 0; i < 16; ++i) m.data[i] = static_cast<T>(i);
  scale<<<1, 4>>>(m, 2);
  cudaDeviceSynchronize();
  expect(m.data[12] == 12 * 2 * A && m.data[13] == 13, "the matrix");

  struct limits set = {30};
  cudaMemcpyToSymbol(limits, &set, sizeof set);
  limit<<<1, 1>>>({12}, out);
  cudaDeviceSynchronize();
  expect(out[0] == 42, "the limits");
  apply<times<int>, ~0ull><<<1, 1>>>(out);
  cudaDeviceSynchronize();
  expect(out[0] == 6, "an instance of a template");
  std::printf("%d wrong: %s\n", wrong, cudaGetErrorString(cudaGetLastError()));
}
