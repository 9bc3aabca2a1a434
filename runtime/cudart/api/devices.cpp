// The device of the calling thread, and all devices.
#include "cuda_profiler_api.h"
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/cudart/process/thread_state.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// Keeps a setting of the calling thread's device.
template <class Value>
cudaError_t keep(std::atomic<Value> OpenDevice::* setting, Value value) {
  const Result<OpenDevice*> device = Devices::of_process().current();
  if (device.ok()) (*device)->*setting = value;
  return finish(device.status());
}

template <class Value>
cudaError_t tell(Value* to, std::atomic<Value> OpenDevice::* setting) {
  if (to == nullptr) return finish(no_place());
  const Result<OpenDevice*> device = Devices::of_process().current();
  if (device.ok()) *to = (*device)->*setting;
  return finish(device.status());
}

}  // namespace

extern "C" {

cudaError_t cudaGetDeviceCount(int* count) {
  if (count == nullptr) return finish(no_place());
  *count = 0;
  const Result<const Platform*> platform = Devices::of_process().platform();
  if (platform.ok()) *count = (*platform)->count();
  return finish(platform.status());
}

cudaError_t cudaGetDevice(int* device) {
  if (device == nullptr) return finish(no_place());
  const int set = this_thread().device;
  if (set != kNoDevice) {
    *device = set;
    return cudaSuccess;
  }
  const Result<OpenDevice*> chosen = Devices::of_process().current();
  if (chosen.ok()) *device = (*chosen)->ordinal();
  return finish(chosen.status());
}

cudaError_t larder_is_cpu(int* cpu) {
  if (cpu == nullptr) return finish(no_place());
  const Result<const Platform*> platform = Devices::of_process().platform();
  *cpu = platform.ok() && (*platform)->is_cpu() ? 1 : 0;
  return finish(platform.status());
}

cudaError_t cudaSetDevice(int device) {
  if (device < 0) return finish(failure(cudaErrorInvalidDevice, "a device is 0 or more"));
  const Result<OpenDevice*> opened = Devices::of_process().open(device);
  if (opened.ok()) this_thread().device = (*opened)->ordinal();
  return finish(opened.status());
}

cudaError_t cudaInitDevice(int device, unsigned int deviceFlags, unsigned int flags) {
  if (device < 0) return finish(failure(cudaErrorInvalidDevice, "a device is 0 or more"));
  const Result<OpenDevice*> opened = Devices::of_process().open(device);
  if (!opened.ok() || (flags & cudaInitDeviceFlagsAreValid) == 0) return finish(opened.status());
  (*opened)->flags = deviceFlags;
  return finish((*opened)->run([&](DeviceBackend& on) { return on.set_flags(deviceFlags); }));
}

cudaError_t cudaSetDeviceFlags(unsigned int flags) {
  if ((flags & ~static_cast<unsigned>(cudaDeviceMask)) != 0) {
    return finish(failure(cudaErrorInvalidValue, compose("device flags {:#x} are unknown", flags)));
  }
  const cudaError_t error = on_device([&](DeviceBackend& on) { return on.set_flags(flags); });
  return error == cudaSuccess ? keep(&OpenDevice::flags, flags | cudaDeviceMapHost) : error;
}

cudaError_t cudaGetDeviceFlags(unsigned int* flags) { return tell(flags, &OpenDevice::flags); }

cudaError_t cudaDeviceSynchronize() {
  return on_device([](DeviceBackend& on) {
    Captures& captures = Captures::of_process();
    const Status status = captures.any() ? captures.check_device(on) : Status();
    return status.ok() ? on.synchronize() : status;
  });
}

cudaError_t cudaThreadSynchronize() { return cudaDeviceSynchronize(); }

cudaError_t cudaDeviceReset() {
  OpenDevice* device = Devices::of_process().current_if_open();
  if (device != nullptr) GraphMemory::of_process().lose(device->backend());
  const Status status = device == nullptr ? Status() : device->reset();
  if (status.ok()) {
    this_thread().last_error = cudaSuccess;
    Captures::of_process().forget();  // its streams and events are gone
  }
  return finish(status);
}

cudaError_t cudaThreadExit() { return cudaDeviceReset(); }

cudaError_t cudaDeviceSetLimit(enum cudaLimit limit, size_t value) {
  return on_device([&](DeviceBackend& on) { return on.set_limit(limit, value); });
}

cudaError_t cudaDeviceGetLimit(size_t* value, enum cudaLimit limit) {
  return get_from_device(value, [&](DeviceBackend& on) { return on.limit(limit); });
}

cudaError_t cudaDeviceSetCacheConfig(enum cudaFuncCache config) {
  const cudaError_t error = on_device([&](DeviceBackend& on) { return on.set_cache(config); });
  return error == cudaSuccess ? keep(&OpenDevice::cache_config, config) : error;
}

cudaError_t cudaDeviceGetCacheConfig(enum cudaFuncCache* config) {
  return tell(config, &OpenDevice::cache_config);
}

cudaError_t cudaDeviceSetSharedMemConfig(enum cudaSharedMemConfig config) {
  return keep(&OpenDevice::shared_config, config);
}

cudaError_t cudaDeviceGetSharedMemConfig(enum cudaSharedMemConfig* config) {
  return tell(config, &OpenDevice::shared_config);
}

cudaError_t cudaDeviceGetStreamPriorityRange(int* leastPriority, int* greatestPriority) {
  return on_device([&](DeviceBackend& on) {
    int least = 0;
    int greatest = 0;
    const Status status = on.priority_range(least, greatest);
    if (leastPriority != nullptr) *leastPriority = least;
    if (greatestPriority != nullptr) *greatestPriority = greatest;
    return status;
  });
}

cudaError_t cudaProfilerStart() {
  return on_device([](DeviceBackend& on) { return on.profile(true); });
}

cudaError_t cudaProfilerStop() {
  return on_device([](DeviceBackend& on) { return on.profile(false); });
}
}
