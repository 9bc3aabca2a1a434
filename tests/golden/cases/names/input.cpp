#include <larder/kernel.h>

namespace outer::inner {
namespace {
struct Step {
  int by;
};
LARDER_KERNEL void unnamed(int* out, Step step) { *out += step.by; }
}  // namespace
inline namespace v2 {
LARDER_KERNEL void versioned(int* out) { *out = 2; }
}  // namespace v2
static LARDER_KERNEL void internal(int* out) { *out = 3; }
template <class T>
static LARDER_KERNEL void internal_template(T* out) { *out = T{4}; }
}  // namespace outer::inner

extern "C" LARDER_KERNEL void plain_c(int* out) { *out = 5; }
extern "C" {
LARDER_KERNEL void braced_c(int* out) { *out = 6; }
}

void (*taken)(outer::inner::Step*) = outer::inner::internal_template<outer::inner::Step>;
