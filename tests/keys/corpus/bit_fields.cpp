// Bit-fields and their widths.
#include <larder/kernel.h>

struct Header {
  unsigned kind : 4;
  unsigned length : 12;
  int delta : 16;
};

LARDER_KERNEL void read_fields(const Header* in, int* out) {
  const Header header = in[threadIdx.x];
  out[threadIdx.x] = header.kind + header.length * header.delta;
}

LARDER_KERNEL void write_fields(Header* out, int n) { out[n].length = n; }
