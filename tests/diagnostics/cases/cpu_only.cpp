#include <larder/kernel.h>
// Larder's own headers mark libraries so; told once, where an instance is used.
template <class T>
__attribute__((annotate("larder.cpu_only|sums|they fail"))) T
sum(T a, T b) {  // expected-warning {{sums run on the CPU alone; on a GPU they fail}}
  return a + b;
}
template <class T>
__attribute__((annotate("larder.cpu_only|products|they fail"))) T product(T a, T b) {
  return a * b;
}
LARDER_KERNEL void idle(int* out) { *out = 1; }
int use() { return sum(1, 2) + static_cast<int>(sum(1.5, 2.5)); }
