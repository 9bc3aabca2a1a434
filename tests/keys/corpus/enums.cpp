// Enumerators with and without values.
#include <larder/kernel.h>

enum Mode { kFirst, kSecond, kThird };

enum class Flag : unsigned { kNone = 0, kHigh = 1 << 4, kAll = kHigh | 3 };

enum Distant { kOnly = 77 };

LARDER_KERNEL void moded(int* out, int mode) {
  switch (mode) {
    case kFirst:
      *out = 10;
      break;
    case kThird:
      *out = kThird * 5;
      break;
    default:
      *out = 30;
  }
}

LARDER_KERNEL void flagged(unsigned* out) { *out = unsigned(Flag::kAll) + sizeof(Flag); }
