// The same program without Larder, as nvcc's users write it.
#include <cuda_runtime.h>

#include <cstdlib>
#include <string_view>

#include "convolve.h"
#include "launches.h"

namespace {

void check(cudaError_t result) {
  if (result == cudaSuccess) return;
  std::fprintf(stderr, "%s\n", cudaGetErrorString(result));
  std::exit(1);
}

class Runner {
 public:
  Runner() {
    check(cudaMalloc(&launches_, sizeof(int)));
    check(cudaMemset(launches_, 0, sizeof(int)));
  }
  ~Runner() { cudaFree(launches_); }

  template <class T, int Taps>
  std::vector<T> convolved(const std::vector<T>& in) {
    T *from, *to;
    const size_t size = in.size() * sizeof(T);
    check(cudaMalloc(&from, size));
    check(cudaMalloc(&to, size));
    check(cudaMemcpy(from, in.data(), size, cudaMemcpyHostToDevice));
    start::convolve<T, Taps><<<start::kBlocks, start::kThreads>>>(from, to, start::kCount);
    check(cudaGetLastError());
    std::vector<T> out(in.size());
    check(cudaMemcpy(out.data(), to, size, cudaMemcpyDeviceToHost));
    check(cudaFree(from));
    check(cudaFree(to));
    return out;
  }

  void launch_count() {
    start::count<<<1, 1>>>(launches_);
    check(cudaGetLastError());
  }
  void wait() { check(cudaDeviceSynchronize()); }
  int counted() {
    int counts = 0;
    check(cudaMemcpy(&counts, launches_, sizeof counts, cudaMemcpyDeviceToHost));
    return counts;
  }

 private:
  int* launches_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  Runner runner;
  if (argc > 1 && std::string_view(argv[1]) == "launches") return start::measure_launches(runner);
  return start::run_all(runner);
}
