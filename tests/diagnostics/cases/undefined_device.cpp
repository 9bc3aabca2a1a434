#include <larder/larder.h>
__device__ int elsewhere(int x);  // expected-note {{'elsewhere' declared here}}
template <class T>
__device__ T template_elsewhere(T x);
extern __device__ int table[4];  // expected-note {{'table' declared here}}
extern __constant__ float factors[2];
extern __device__ int defined_below;
__device__ int defined_later(int x);
__device__ int only_its_type(int x);
template <class T>
__device__ T only_its_type(T* x);
extern "C" __device__ int __newer_cuda_function(int x);
struct Rule {
  Rule() = default;
  __device__ virtual int apply(int x) const = 0;
  __device__ int scaled(int x) const;
};
LARDER_KERNEL void calls(int* out, const Rule* rule) {
  out[0] = elsewhere(1);  // expected-error {{device code calls 'elsewhere', which is declared but not defined in this source}}
  out[1] = table[0];  // expected-error {{device code uses variable 'table', which is declared but not defined}}
  out[2] = rule->scaled(2);  // expected-error {{device code calls 'scaled'}}
  out[3] = template_elsewhere(3);  // expected-error {{device code calls 'template_elsewhere<int>'}}
  out[4] = static_cast<int>(factors[0]);  // expected-error {{variable 'factors'}}
}
LARDER_KERNEL void fine(int* out, const Rule* rule) {
  extern __shared__ int shared[];
  shared[0] = defined_later(1) + defined_below;
  decltype(only_its_type(1)) x = 2;
  using Declared = decltype(only_its_type(out));
  out[0] = shared[0] + x + rule->apply(Declared{}) + __newer_cuda_function(1);
  atomicAdd(out, static_cast<int>(sqrtf(__int_as_float(x))));
}
__device__ int defined_later(int x) { return x; }
__device__ int defined_below = 3;
