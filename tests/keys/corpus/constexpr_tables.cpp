// Tables that are computed while compiling.
#include <larder/kernel.h>

struct Table {
  int values[8];
};

constexpr int kStep = 3;

constexpr Table make_table() {
  Table table{};
  for (int i = 0; i < 8; ++i) table.values[i] = i * i + kStep;
  return table;
}

constexpr int kSecond = make_table().values[2];

__device__ constexpr float kWeights[3] = {0.25f, 0.5f, 0.25f};

LARDER_KERNEL void looked_up(int* out) {
  constexpr Table local = make_table();
  out[0] = local.values[5] + kSecond;
}

LARDER_KERNEL void weighted(float* x) {
  const int i = threadIdx.x + 1;
  float sum = 0;
  for (int k = 0; k < 3; ++k) sum += kWeights[k] * x[i + k - 1];
  x[i] = sum;
}
