#include <larder/kernel.h>
struct Owner {
  int* data;
  Owner(const Owner& other);
};
LARDER_KERNEL void bad(int* out, Owner owner) { *out = *owner.data; }  // expected-error {{has type 'Owner', which is not trivially copyable}}
