// Parameter packs and folds.
#include <larder/kernel.h>

template <class... Ts>
__device__ int sum_of(Ts... values) {
  return (0 + ... + int(values));
}

template <int... Values>
struct List {
  static constexpr int size = sizeof...(Values);
  static constexpr int last = (Values, ...);
};

using Chosen = List<3, 5, 8>;

LARDER_KERNEL void packed_sum(int* out, float x) { *out = sum_of(1, x, 2.5, out[1]); }

LARDER_KERNEL void list_facts(int* out) {
  out[0] = Chosen::size;
  out[1] = Chosen::last;
}
