// Object-like and function-like macros, pasting and strings.
#include <larder/kernel.h>

#define SIDE 12
#define AREA (SIDE * SIDE)
#define SQUARE(x) ((x) * (x))
#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))
#define NAMED(prefix, n) prefix##n
#define NOT_USED 5
#define DECLARE(name, factor) \
  __device__ inline int name(int x) { return x * (factor); }

DECLARE(tripled, 3)
DECLARE(doubled, 2)

LARDER_KERNEL void expanded(int* out) {
  const int NAMED(value, 1) = SQUARE(out[0] + 1);
  out[1] = MAX_OF(value1, AREA) + tripled(out[2]);
}

LARDER_KERNEL void conditional(int* out) {
#if NOT_USED > 7
  *out = 1;
#else
  *out = 2;
#endif
}

LARDER_KERNEL void fourfold(int* out) { *out = doubled(doubled(*out)); }
