// Packing by pragma and by attribute.
#include <larder/kernel.h>

#pragma pack(push, 1)
struct Record {
  char kind;
  int value;
  double weight;
};
#pragma pack(pop)

struct Loose {
  char kind;
  int value;
};

struct __attribute__((packed)) Tight {
  char kind;
  short value;
};

LARDER_KERNEL void unpacked(const Record* records, double* out) {
  const int i = threadIdx.x;
  out[i] = records[i].value * records[i].weight;
}

LARDER_KERNEL void loose(const Loose* records, int* out) { *out = records[3].value; }

LARDER_KERNEL void tight(const Tight* records, int* out) { *out = records[3].value; }
