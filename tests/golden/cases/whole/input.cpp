#include <larder/kernel.h>

#define TIMES 4
#define MAKE(name, T)                            \
  static LARDER_KERNEL void name(T* out) {       \
    __shared__ T first;                          \
    _Pragma("unroll 2") for (int i = 0; i < TIMES; ++i) out[i] += i; \
    first = out[0];                              \
    out[1] = first;                              \
  }
#define OPEN {
#define CLOSE }

MAKE(made, int) MAKE(made_beside, float)

LARDER_KERNEL void in_macros(int* out) OPEN *out = 1; CLOSE

LARDER_KERNEL __launch_bounds__(64) void conditional(int* out) {
#ifdef TIMES
  *out = TIMES;  // a comment stays
#else
  *out = 0;
#endif
}

// An #if that reaches into the body: it is always there.
#if TIMES == 4
LARDER_KERNEL void straddled(int* out) {
#else
LARDER_KERNEL void straddled(long* out) {
#endif
  *out = 2;
}

template <class T>
LARDER_KERNEL void general(T* out) {
  *out = T{4};
}
template <>
LARDER_KERNEL void general<double>(double* out) {
  *out = 5;
}
template <class T>
LARDER_KERNEL void never(T* out) { *out = T{6}; }

namespace {
void host_only() {
  auto taken = &general<int>;
  static_cast<void>(taken);
}
}  // namespace
namespace {
__constant__ int table[2];
LARDER_KERNEL void looked_up(int* out) { *out = table[1]; }
}  // namespace

template LARDER_KERNEL void general<short>(short*);

const char* raw = R"(
#endif
)";
#ifdef SKIPPED
It's text that is skipped: "
#error don't
#endif

// A member's `static` stays, and that of a constant.
template <class T>
struct Size {
  static constexpr int value = sizeof(T);
};
static constexpr int kTwice = 2 * Size<int>::value;
LARDER_KERNEL void sizes(int* out) { *out = Size<double>::value + kTwice; }
