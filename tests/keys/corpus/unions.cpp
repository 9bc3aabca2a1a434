// Unions, named and not.
#include <larder/kernel.h>

union Bits {
  float real;
  unsigned word;
};

struct Variant {
  int kind;
  union {
    float real;
    int whole;
    short parts[2];
  };
};

LARDER_KERNEL void punned(float* x) {
  Bits bits;
  bits.real = x[threadIdx.x];
  bits.word &= 0x7fffffffu;
  x[threadIdx.x] = bits.real;
}

LARDER_KERNEL void variants(Variant* v) {
  Variant& one = v[threadIdx.x];
  one.real = one.kind == 1 ? one.whole * 2.0f : one.parts[1];
}
