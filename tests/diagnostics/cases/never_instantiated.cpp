#include <larder/kernel.h>
template <int N>
LARDER_KERNEL void idle(int* out) { *out = N; }  // expected-warning {{never launched here nor explicitly instantiated}}
