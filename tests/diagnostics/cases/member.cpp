#include <larder/kernel.h>
struct Widget {
  LARDER_KERNEL static void bad(int* out) { *out = 1; }  // expected-error {{is a member of class 'Widget'; move it to namespace scope}}
};
