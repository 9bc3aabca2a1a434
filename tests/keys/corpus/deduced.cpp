// auto, decltype and deduced class template arguments.
#include <larder/kernel.h>

__device__ inline auto unit() { return 1.5f; }

using Word = unsigned;

struct Sample {
  Word bits;
};

template <class T>
struct Holder {
  T value;
  __device__ Holder(T v) : value(v) {}
  __device__ int bytes() const { return sizeof(T); }
};

LARDER_KERNEL void autos(float* x) {
  auto step = unit();
  decltype(step) twice = step * 2;
  *x = twice / 2 + sizeof(twice);
}

LARDER_KERNEL void decls(Sample* s) {
  decltype(s->bits) bits = s->bits;
  s->bits = bits >> 3;
}

LARDER_KERNEL void held(int* out, short s) { *out = Holder(s).bytes(); }
