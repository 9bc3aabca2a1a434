// cudaGetLastError and the like.
#include "cuda_runtime_api.h"
#include "runtime/cudart/process/devices.h"
#include "runtime/cudart/process/thread_state.h"

namespace larder::inline v1::cudart {
namespace {

constexpr char kUnrecognized[] = "unrecognized error code";

/// A kernel's failure is the error of every call until the device is reset.
cudaError_t last_error() {
  const OpenDevice* device = Devices::of_process().current_if_open();
  if (device != nullptr && device->broken() != cudaSuccess) return device->broken();
  return this_thread().last_error;
}

}  // namespace
}  // namespace larder::inline v1::cudart

using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

extern "C" {

cudaError_t cudaPeekAtLastError() { return last_error(); }

cudaError_t cudaGetLastError() {
  const cudaError_t error = last_error();
  this_thread().last_error = cudaSuccess;
  return error;
}

const char* cudaGetErrorName(cudaError_t error) {
  switch (error) {
#define LARDER_CUDA_ERROR(name, value, text) \
  case cuda##name:                           \
    return "cuda" #name;
#include "larder_cudart/errors.def"
#undef LARDER_CUDA_ERROR
  }
  return kUnrecognized;
}

const char* cudaGetErrorString(cudaError_t error) {
  switch (error) {
#define LARDER_CUDA_ERROR(name, value, text) \
  case cuda##name:                           \
    return text;
#include "larder_cudart/errors.def"
#undef LARDER_CUDA_ERROR
  }
  return kUnrecognized;
}
}
