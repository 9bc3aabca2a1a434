// Static constexpr members, directly and through aliases.
#include <larder/kernel.h>

struct Small {
  static constexpr int width = 4;
  static constexpr int unused = 1;
};

struct Large {
  static constexpr int width = 8;
};

struct Traits {
  using Size = Small;
  static constexpr float scale = 0.5f;
  enum { kDepth = 3 };
};

template <class T>
struct Derived {
  static constexpr int area = T::Size::width * T::Size::width;
};

LARDER_KERNEL void member_area(int* out) { *out = Derived<Traits>::area + Traits::kDepth; }

LARDER_KERNEL void member_scale(float* x) { *x *= Traits::scale; }

int host_width() { return Large::width; }
