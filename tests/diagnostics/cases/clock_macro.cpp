#include <larder/larder.h>
#define STAMP "built at " __TIME__
__device__ const char* build_day() {
  return __DATE__;  // expected-error {{kernel 'when' uses __DATE__, so it would be new in every build; pass the text as a kernel argument}}
}
LARDER_KERNEL void when(char* out, int i) { out[0] = build_day()[i]; }
LARDER_KERNEL void at(char* out, int i) {
  out[0] = STAMP[i];  // expected-error {{kernel 'at' uses __TIME__}}
}
LARDER_KERNEL void fine(char* out) { out[0] = 'a'; }
const char* on_the_host() { return __DATE__ __TIME__ __TIMESTAMP__; }
struct Build {
  const char* host_text() { return __DATE__; }
  int number;
};
LARDER_KERNEL void keeps(Build* out) { out->number = 1; }
