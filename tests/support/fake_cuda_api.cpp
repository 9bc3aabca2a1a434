// The stand-in's functions that only the runtime API calls; fake_cuda_textures.cpp,
// fake_cuda_pools.cpp and fake_cuda_driver.cpp have the others.
// Events are numbers, their times too. A driver before CUDA 12.0 lacks those of stream-ordered
// memory here.
#include <cstring>
#include <string>

#include "runtime/driver/types.h"
#include "tests/support/fake_cuda_state.h"
#include "tests/support/fake_cuda_textures.h"

using namespace larder::fake;  // NOLINT(google-build-using-namespace)

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

std::string number(std::size_t value) { return std::to_string(value); }

std::string with_stream(const std::string& text, void* stream) {
  return stream != nullptr ? text + " stream" : text;
}

Result enter(const char* function, const std::string& details = "") {
  const Lock lock(state().mutex);
  return state().enter_context(function, details);
}

Result allocate(const char* function, Pointer* pointer, std::size_t bytes,
                const std::string& details) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, details);
  if (result != kSuccess) return result;
  *pointer = state().allocate(bytes);
  return kSuccess;
}

Result release(const char* function, Pointer pointer, const std::string& details = "") {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, details);
  if (result != kSuccess) return result;
  return state().free(pointer) ? kSuccess : kInvalidValue;
}

std::size_t offset(const larder::driver::CuCopyEnd& end, std::size_t y, std::size_t z) {
  return (z * end.height + y) * end.pitch;
}

void* end_address(const larder::driver::CuCopyEnd& end) {
  return end.memory_type == larder::driver::kMemoryHost ? const_cast<void*>(end.host)
                                                        : address(end.device);
}

std::string text_of(const larder::driver::CuMemcpy3D& copy) {
  return number(copy.width_bytes) + "x" + number(copy.height) + "x" + number(copy.depth) + " " +
         number(static_cast<std::size_t>(copy.from.memory_type)) + " to " +
         number(static_cast<std::size_t>(copy.to.memory_type));
}

Result copy_volume(const char* function, const larder::driver::CuMemcpy3D& copy, void* stream) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, with_stream(text_of(copy), stream));
  if (result != kSuccess) return result;
  const larder::driver::CuCopyEnd to = memory_of(copy.to);
  const larder::driver::CuCopyEnd from = memory_of(copy.from);
  for (std::size_t z = 0; z < copy.depth; ++z) {
    for (std::size_t y = 0; y < copy.height; ++y) {
      std::memcpy(static_cast<char*>(end_address(to)) + offset(to, y, z),
                  static_cast<char*>(end_address(from)) + offset(from, y, z), copy.width_bytes);
    }
  }
  return kSuccess;
}

Result set_rows(const char* function, Pointer to, std::size_t pitch, unsigned char value,
                std::size_t width, std::size_t height, void* stream) {
  const Lock lock(state().mutex);
  const std::string size = number(width) + "x" + number(height);
  const Result result = state().enter_context(function, with_stream(size, stream));
  if (result != kSuccess) return result;
  if (!state().valid(to, (height - 1) * pitch + width)) return kInvalidValue;
  for (std::size_t y = 0; y < height; ++y) std::memset(address(to + y * pitch), value, width);
  return kSuccess;
}

}  // namespace

extern "C" {

// --- memory

Result cuMemGetInfo_v2(std::size_t* free, std::size_t* total) {
  *free = std::size_t{3} << 30;
  *total = std::size_t{4} << 30;
  return enter("cuMemGetInfo");
}

Result cuMemAllocPitch_v2(Pointer* pointer, std::size_t* pitch, std::size_t width,
                          std::size_t height, unsigned element) {
  *pitch = (width + 511) / 512 * 512;
  return allocate("cuMemAllocPitch", pointer, *pitch * height,
                  number(width) + "x" + number(height) + " " + number(element));
}

Result cuMemAllocManaged(Pointer* pointer, std::size_t bytes, unsigned flags) {
  return allocate("cuMemAllocManaged", pointer, bytes, number(bytes) + " " + number(flags));
}

#ifndef LARDER_FAKE_WITHOUT_LIBRARIES
Result cuMemAllocAsync(Pointer* pointer, std::size_t bytes, void* stream) {
  return allocate("cuMemAllocAsync", pointer, bytes, with_stream(number(bytes), stream));
}

Result cuMemFreeAsync(Pointer pointer, void* stream) {
  return release("cuMemFreeAsync", pointer, with_stream("", stream));
}
#endif

Result cuMemHostAlloc(void** pointer, std::size_t bytes, unsigned flags) {
  Pointer made = 0;
  const Result result =
      allocate("cuMemHostAlloc", &made, bytes, number(bytes) + " " + number(flags));
  *pointer = address(made);
  return result;
}

Result cuMemFreeHost(void* pointer) {
  return release("cuMemFreeHost", reinterpret_cast<Pointer>(pointer));
}

Result cuMemHostRegister_v2(void*, std::size_t bytes, unsigned flags) {
  return enter("cuMemHostRegister", number(bytes) + " " + number(flags));
}

Result cuMemHostUnregister(void*) { return enter("cuMemHostUnregister"); }

Result cuMemHostGetDevicePointer_v2(Pointer* device, void* host, unsigned flags) {
  *device = reinterpret_cast<Pointer>(host);
  return enter("cuMemHostGetDevicePointer", number(flags));
}

Result cuMemHostGetFlags(unsigned* flags, void*) {
  *flags = 3;
  return enter("cuMemHostGetFlags");
}

// Any memory of the stand-in is device 0's.
Result cuPointerGetAttribute(void* value, int attribute, Pointer pointer) {
  const Lock lock(state().mutex);
  const Result result =
      state().enter_context("cuPointerGetAttribute", number(static_cast<std::size_t>(attribute)));
  if (result != kSuccess) return result;
  if (!state().valid(pointer, 1)) return kInvalidValue;
  const int type = larder::driver::kMemoryDevice;
  const int none = 0;
  if (attribute == larder::driver::kPointerMemoryType) std::memcpy(value, &type, sizeof type);
  if (attribute == larder::driver::kPointerIsManaged) std::memcpy(value, &none, sizeof none);
  if (attribute == larder::driver::kPointerDeviceOrdinal) std::memcpy(value, &none, sizeof none);
  if (attribute == larder::driver::kPointerDevicePointer) {
    std::memcpy(value, &pointer, sizeof pointer);
  }
  return kSuccess;
}

Result cuMemPrefetchAsync(Pointer, std::size_t bytes, int device, void* stream) {
  return enter("cuMemPrefetchAsync",
               with_stream(number(bytes) + " to " + std::to_string(device), stream));
}

Result cuMemAdvise(Pointer, std::size_t bytes, int advice, int device) {
  return enter("cuMemAdvise",
               number(bytes) + " " + std::to_string(advice) + " of " + std::to_string(device));
}

Result cuStreamAttachMemAsync(void* stream, Pointer, std::size_t bytes, unsigned flags) {
  return enter("cuStreamAttachMemAsync", with_stream(number(bytes) + " " + number(flags), stream));
}

Result cuMemcpy(Pointer to, Pointer from, std::size_t bytes) {
  const Result result = enter("cuMemcpy", number(bytes));
  if (result == kSuccess) std::memcpy(address(to), address(from), bytes);
  return result;
}

Result cuMemcpyAsync(Pointer to, Pointer from, std::size_t bytes, void* stream) {
  const Result result = enter("cuMemcpyAsync", with_stream(number(bytes), stream));
  if (result == kSuccess) std::memcpy(address(to), address(from), bytes);
  return result;
}

Result cuMemcpy3D_v2(const larder::driver::CuMemcpy3D* copy) {
  return copy_volume("cuMemcpy3D", *copy, nullptr);
}

Result cuMemcpy3DAsync_v2(const larder::driver::CuMemcpy3D* copy, void* stream) {
  return copy_volume("cuMemcpy3DAsync", *copy, stream);
}

Result cuMemsetD8_v2(Pointer to, unsigned char value, std::size_t count) {
  return set_rows("cuMemsetD8", to, count, value, count, 1, nullptr);
}

Result cuMemsetD2D8_v2(Pointer to, std::size_t pitch, unsigned char value, std::size_t width,
                       std::size_t height) {
  return set_rows("cuMemsetD2D8", to, pitch, value, width, height, nullptr);
}

Result cuMemsetD2D8Async(Pointer to, std::size_t pitch, unsigned char value, std::size_t width,
                         std::size_t height, void* stream) {
  return set_rows("cuMemsetD2D8Async", to, pitch, value, width, height, stream);
}

// --- streams and events

Result cuStreamCreateWithPriority(void** stream, unsigned flags, int priority) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuStreamCreateWithPriority",
                                              number(flags) + " " + std::to_string(priority));
  if (result != kSuccess) return result;
  *stream = address(Pointer{0x1000} + static_cast<Pointer>(++state().streams));
  return kSuccess;
}

Result cuStreamQuery(void* stream) { return enter("cuStreamQuery", with_stream("", stream)); }

Result cuStreamWaitEvent(void* stream, void*, unsigned flags) {
  return enter("cuStreamWaitEvent", with_stream(number(flags), stream));
}

Result cuStreamGetFlags(void* stream, unsigned* flags) {
  *flags = 1;
  return enter("cuStreamGetFlags", with_stream("", stream));
}

Result cuStreamSetAttribute(void* stream, int attribute, const void*) {
  return enter("cuStreamSetAttribute", with_stream(number(attribute), stream));
}

Result cuStreamGetAttribute(void* stream, int attribute, void*) {
  return enter("cuStreamGetAttribute", with_stream(number(attribute), stream));
}

Result cuCtxResetPersistingL2Cache() { return enter("cuCtxResetPersistingL2Cache"); }

Result cuStreamGetPriority(void* stream, int* priority) {
  *priority = -2;
  return enter("cuStreamGetPriority", with_stream("", stream));
}

Result cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  *least = 0;
  *greatest = -5;
  return enter("cuCtxGetStreamPriorityRange");
}

Result cuLaunchHostFunc(void* stream, void (*function)(void*), void* data) {
  const Result result = enter("cuLaunchHostFunc", with_stream("", stream));
  if (result == kSuccess) function(data);
  return result;
}

Result cuStreamAddCallback(void* stream, void (*function)(void*, Result, void*), void* data,
                           unsigned) {
  const Result result = enter("cuStreamAddCallback", with_stream("", stream));
  if (result == kSuccess) function(stream, kSuccess, data);
  return result;
}

Result cuEventCreate(void** event, unsigned flags) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuEventCreate", number(flags));
  if (result != kSuccess) return result;
  *event = address(Pointer{0x2000} + static_cast<Pointer>(++state().events));
  return kSuccess;
}

Result cuEventDestroy_v2(void*) {
  const Lock lock(state().mutex);
  --state().events;
  return state().enter("cuEventDestroy");
}

Result cuEventRecord(void*, void* stream) {
  return enter("cuEventRecord", with_stream("", stream));
}

Result cuEventRecordWithFlags(void*, void* stream, unsigned flags) {
  return enter("cuEventRecordWithFlags", with_stream(number(flags), stream));
}

Result cuEventQuery(void*) { return enter("cuEventQuery"); }

Result cuEventSynchronize(void*) { return enter("cuEventSynchronize"); }

Result cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  *milliseconds =
      static_cast<float>(reinterpret_cast<Pointer>(end) - reinterpret_cast<Pointer>(start));
  return enter("cuEventElapsedTime");
}

// --- devices and contexts

Result cuDeviceTotalMem_v2(std::size_t* bytes, int) {
  *bytes = std::size_t{4} << 30;
  const Lock lock(state().mutex);
  return state().enter("cuDeviceTotalMem");
}

Result cuDeviceGetUuid(void* uuid, int device) {
  std::memset(uuid, device + 1, 16);
  const Lock lock(state().mutex);
  return state().enter("cuDeviceGetUuid");
}

Result cuDeviceCanAccessPeer(int* can, int device, int peer) {
  *can = device != peer ? 1 : 0;
  const Lock lock(state().mutex);
  return state().enter("cuDeviceCanAccessPeer");
}

Result cuDeviceGetP2PAttribute(int* value, int attribute, int, int) {
  *value = attribute;
  const Lock lock(state().mutex);
  return state().enter("cuDeviceGetP2PAttribute");
}

Result cuDevicePrimaryCtxSetFlags_v2(int, unsigned flags) {
  const Lock lock(state().mutex);
  return state().enter("cuDevicePrimaryCtxSetFlags", number(flags));
}

Result cuCtxEnablePeerAccess(void*, unsigned) { return enter("cuCtxEnablePeerAccess"); }

Result cuCtxDisablePeerAccess(void*) { return enter("cuCtxDisablePeerAccess"); }

Result cuCtxSetLimit(int limit, std::size_t value) {
  return enter("cuCtxSetLimit", std::to_string(limit) + " " + number(value));
}

Result cuCtxGetLimit(std::size_t* value, int limit) {
  *value = static_cast<std::size_t>(limit) + 100;
  return enter("cuCtxGetLimit");
}

Result cuCtxSetCacheConfig(int config) {
  return enter("cuCtxSetCacheConfig", std::to_string(config));
}

Result cuProfilerStart() { return enter("cuProfilerStart"); }

Result cuProfilerStop() { return enter("cuProfilerStop"); }

// --- kernels

Result cuFuncSetCacheConfig(void*, int config) {
  return enter("cuFuncSetCacheConfig", std::to_string(config));
}

Result cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, void*, int block_size,
                                                            std::size_t, unsigned) {
  *blocks = 2048 / block_size;
  return enter("cuOccupancyMaxActiveBlocksPerMultiprocessor");
}

Result cuOccupancyAvailableDynamicSMemPerBlock(std::size_t* bytes, void*, int blocks, int) {
  *bytes = static_cast<std::size_t>(200000 / blocks);
  return enter("cuOccupancyAvailableDynamicSMemPerBlock");
}

Result cuLaunchCooperativeKernel(void* function, unsigned gx, unsigned, unsigned, unsigned bx,
                                 unsigned, unsigned, unsigned, void* stream, void**) {
  return enter("cuLaunchCooperativeKernel", with_stream(static_cast<Kernel*>(function)->symbol +
                                                            " " + number(gx) + " " + number(bx),
                                                        stream));
}
}
