#include <larder/kernel.h>
template <class F>
LARDER_KERNEL void apply(int* out, F f) { *out = f(*out); }
using Pointer = void (*)(int*, int);
template <class F> void use(void (*)(int*, F)) {}
int main() {
  struct Local {  // expected-note {{declared here}}
    __device__ int operator()(int x) const { return x + 1; }
  };
  use<Local>(apply<Local>);  // expected-error {{a local or unnamed type}}
}
