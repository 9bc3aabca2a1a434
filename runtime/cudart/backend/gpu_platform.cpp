#include "runtime/cudart/backend/gpu_platform.h"

#include "runtime/cudart/backend/driver_call.h"

namespace larder::inline v1::cudart {

using driver::EntryPoints;

namespace {

/// Attributes of what Larder refuses: pools that are shared, or not of device memory.
bool is_refused(int attribute) {
  return attribute == cudaDevAttrMemoryPoolSupportedHandleTypes ||
         attribute == cudaDevAttrHostMemoryPoolsSupported ||
         attribute == cudaDevAttrHostNumaMemoryPoolsSupported;
}

}  // namespace

template <class Function, class... Arguments>
Status GpuPlatform::call(const char* name, Function function, Arguments... arguments) const {
  return call_driver(driver_, name, function, arguments...);
}

GpuPlatform::GpuPlatform(const driver::Driver& driver) : driver_(driver) {
  if (!call("cuDeviceGetCount", &EntryPoints::cuDeviceGetCount, &count_).ok()) count_ = 0;
}

Result<driver::CuDevice> GpuPlatform::handle(int device) const {
  driver::CuDevice handle = 0;
  Status status = call("cuDeviceGet", &EntryPoints::cuDeviceGet, &handle, device);
  if (!status.ok()) return status;
  return handle;
}

Result<int> GpuPlatform::attribute(int device, int attribute) const {
  if (is_refused(attribute)) return 0;
  const Result<driver::CuDevice> of = handle(device);
  if (!of.ok()) return of.status();
  int value = 0;
  Status status =
      call("cuDeviceGetAttribute", &EntryPoints::cuDeviceGetAttribute, &value, attribute, *of);
  if (!status.ok()) return status;
  return value;
}

Status GpuPlatform::describe(int device, cudaDeviceProp& properties) const {
  const Result<driver::CuDevice> of = handle(device);
  if (!of.ok()) return of.status();
  Status status = call("cuDeviceGetName", &EntryPoints::cuDeviceGetName, properties.name,
                       static_cast<int>(sizeof properties.name), *of);
  if (!status.ok()) return status;
  status = call("cuDeviceGetUuid", &EntryPoints::cuDeviceGetUuid,
                static_cast<void*>(properties.uuid.bytes), *of);
  if (!status.ok()) return status;
  return call("cuDeviceTotalMem", &EntryPoints::cuDeviceTotalMem, &properties.totalGlobalMem, *of);
}

Result<bool> GpuPlatform::can_access_peer(int device, int peer) const {
  if (device == peer) return false;
  const Result<driver::CuDevice> of = handle(device);
  const Result<driver::CuDevice> to = handle(peer);
  if (!of.ok() || !to.ok()) return of.ok() ? to.status() : of.status();
  int can = 0;
  Status status =
      call("cuDeviceCanAccessPeer", &EntryPoints::cuDeviceCanAccessPeer, &can, *of, *to);
  if (!status.ok()) return status;
  return can != 0;
}

Result<int> GpuPlatform::peer_attribute(int attribute, int device, int peer) const {
  const Result<driver::CuDevice> of = handle(device);
  const Result<driver::CuDevice> to = handle(peer);
  if (!of.ok() || !to.ok()) return of.ok() ? to.status() : of.status();
  int value = 0;
  Status status = call("cuDeviceGetP2PAttribute", &EntryPoints::cuDeviceGetP2PAttribute, &value,
                       attribute, *of, *to);
  if (!status.ok()) return status;
  return value;
}

}  // namespace larder::inline v1::cudart
