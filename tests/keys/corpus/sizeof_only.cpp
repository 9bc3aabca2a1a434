// Types that count by their size alone.
#include <larder/kernel.h>

struct Inner {
  short a;
  int b;
};

struct Outer {
  Inner inner[2];
  char tail;
};

using Alias = Outer;

struct Pointee {
  int* next;
};

LARDER_KERNEL void sizes(int* out) {
  out[0] = sizeof(Alias);
  out[1] = alignof(Inner);
}

LARDER_KERNEL void strides(Alias* all, long* out) {
  *out = &all[3] - &all[0] + sizeof(all[0].inner);
}

LARDER_KERNEL void stepped(Pointee** all) { all[0] = all[1] + 1; }
