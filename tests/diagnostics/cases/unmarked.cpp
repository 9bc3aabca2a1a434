#include <larder/larder.h>
__global__ void legacy(int* out) { *out = 1; }
template <class T>
__global__ void legacy_template(T* out) { *out = 1; }
#define WORD __global__
WORD void by_macro(int* out) { *out = 1; }
LARDER_KERNEL void fine(int* out);
__global__ void fine(int* out) { *out = 1; }
void plain(int* out) { *out = 1; }  // expected-note {{declared here}}
template <class T>
void plain_template(T* out) { *out = 1; }  // expected-note {{declared here}}
template <class Kernel>
void start(larder::Device& device, Kernel* kernel, int* out) {
  device.launch(kernel, {1, 1}, out);  // which one is known at run time only
}
template <class T>
void start_template(larder::Device& device, T* out) {
  device.launch(plain_template<T>, {1, 1}, out);  // expected-error {{function 'plain_template}}
}
void elsewhere(int* out);  // its own source says whether it is a kernel
void use(larder::Device& device, int* out) {
  device.launch(fine, {1, 1}, out);
  device.launch(legacy, {1, 1}, out);
  device.launch(&plain, {1, 1}, out);  // expected-error {{function 'plain' is launched but not marked as a kernel; write LARDER_KERNEL before its definition}}
  device.launch(elsewhere, {1, 1}, out);
  start(device, plain, out);
  start_template(device, out);
}
