// A library with a kernel and a variable, of which the stress test opens many copies. Linked to a
// copy of Larder of its own, or to the program's.
#include <larder/detail/registry.h>
#include <larder/larder.h>

namespace {

int number = 0;  // the library's own, on the CPU and on a GPU

LARDER_KERNEL void add_number(int* value) {
  __syncthreads();
  if (threadIdx.x == blockDim.x - 1) atomicAdd(value, number);
}

const larder::detail::KernelKey key = {0, {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}};
const larder::detail::KernelRecord kernel = {"add_number",
                                             "add_number",
                                             "stress_library.cpp:1",
                                             reinterpret_cast<const void*>(&add_number),
                                             &larder::detail::Entry<&add_number>::run,
                                             &key,
                                             1,
                                             0};
const larder::detail::VariableRecord variable = {"number", "number", &number, sizeof number, false};
const larder::detail::Module module("stress_library.cpp", &kernel, 1, &variable, 1);

}  // namespace

/// Sets the library's variable and has its kernel add it to `value`; false: a Status said no. On
/// `device`, or where that is null on one of the library's own.
extern "C" bool stress_add(larder::Device* device, int own_number, int* value) {
  if (device == nullptr) {
    larder::Device own = larder::Device::open();
    return stress_add(&own, own_number, value);
  }
  auto buffer = device->upload(value, 1);
  static_cast<void>(device->write(number, own_number));
  device->launch(add_number, {1, 40}, buffer);
  return device->download(buffer, value, 1).ok();
}
