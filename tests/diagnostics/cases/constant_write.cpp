#include <larder/kernel.h>
struct Pair {
  int first;
  int second;
};
__constant__ int table[4];
__constant__ Pair pair;
__device__ int sums[4];
LARDER_KERNEL void fill(int i) {
  table[i] = 1;      // expected-error {{variable 'table' is __constant__, so device}}
  pair.second += 2;  // expected-error {{variable 'pair' is __constant__}}
  sums[i] = table[i];
  ++table[0];  // expected-error {{variable 'table' is __constant__}}
}
void on_the_host() { table[0] = 1; }
