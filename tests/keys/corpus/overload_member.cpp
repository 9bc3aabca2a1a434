// Overloaded member functions, and one that a derived class hides.
#include <larder/kernel.h>

struct Base {
  __device__ int weight(int x) const { return x + 1; }
  __device__ int weight(double x) const { return int(x) + 2; }
};

struct Scale : Base {
  int factor;
  __device__ explicit Scale(int f) : factor(f) {}
  __device__ int apply(long x) { return int(x) * factor; }
  __device__ int apply(long x) const { return int(x) - factor; }
  __device__ int unreached(int x) const { return x * 99; }
};

LARDER_KERNEL void scaled(int* x) {
  Scale scale(3);
  const Scale& fixed = scale;
  const int i = threadIdx.x;
  x[i] = scale.apply(x[i]) + fixed.apply(7) + scale.weight(i);
}

LARDER_KERNEL void weighed(int* x) { x[0] = Base().weight(x[1]); }
