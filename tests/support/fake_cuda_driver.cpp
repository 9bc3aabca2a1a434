// A stand-in for libcuda.so.1: the functions that Larder calls, with scripted results. Built three
// times: as a driver of today, as one before CUDA 12.0 (LARDER_FAKE_WITHOUT_LIBRARIES), and as one
// that lacks something Larder needs (LARDER_FAKE_ANCIENT). fake_cuda_driver.h has the controls.
#include "tests/support/fake_cuda_driver.h"

#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>

#include "tests/support/fake_cuda_state.h"

using namespace larder::fake;  // NOLINT(google-build-using-namespace)

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

std::string number(std::size_t value) { return std::to_string(value); }

/// A copy between memories, of which the device's ends must be valid.
const char* in(void* stream) { return stream != nullptr ? " stream" : ""; }

Result move(const char* function, void* to, const void* from, std::size_t bytes, bool to_device,
            bool from_device, const char* stream_text = "") {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, number(bytes) + stream_text);
  if (result != kSuccess) return result;
  if (to_device && !state().valid(reinterpret_cast<Pointer>(to), bytes)) return kInvalidValue;
  if (from_device && !state().valid(reinterpret_cast<Pointer>(from), bytes)) return kInvalidValue;
  std::memcpy(to, from, bytes);
  return kSuccess;
}

template <class Unit>
Result set(const char* function, Pointer to, Unit value, std::size_t count, void* stream) {
  const Lock lock(state().mutex);
  const Result result =
      state().enter_context(function, number(count) + (stream != nullptr ? " stream" : ""));
  if (result != kSuccess) return result;
  if (to % sizeof(Unit) != 0 || !state().valid(to, count * sizeof(Unit))) return kInvalidValue;
  for (std::size_t i = 0; i < count; ++i) {
    std::memcpy(address(to + i * sizeof(Unit)), &value, sizeof(Unit));
  }
  return kSuccess;
}

// What the compiler says of any text that it refuses.
constexpr char kLog[] = "ptxas: line 1 is wrong\n";

Result load(const char* function, void** handle, const void* code, unsigned options, int* names,
            void** values, bool needs_context) {
  const Lock lock(state().mutex);
  const Result result = needs_context ? state().enter_context(function) : state().enter(function);
  if (result != kSuccess) {
    // Where it was asked for: option 5 is the error log's buffer.
    for (unsigned i = 0; i < options; ++i) {
      if (names[i] == 5) std::memcpy(values[i], kLog, sizeof kLog);
    }
    return result;
  }
  return state().load(static_cast<const char*>(code), handle);
}

Result find_kernel(const char* function, void** kernel, void* image, const char* symbol,
                   bool needs_context) {
  const Lock lock(state().mutex);
  const Result result =
      needs_context ? state().enter_context(function, symbol) : state().enter(function, symbol);
  if (result != kSuccess) return result;
  const auto& kernels = static_cast<Image*>(image)->kernels;
  const auto found = kernels.find(symbol);
  if (found == kernels.end()) return kNotFound;
  *kernel = found->second.get();
  return kSuccess;
}

Result find_variable(const char* function, Pointer* address, std::size_t* size, void* image,
                     const char* symbol) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(function, symbol);
  if (result != kSuccess) return result;
  const auto& variables = static_cast<Image*>(image)->variables;
  const auto found = variables.find(symbol);
  if (found == variables.end()) return kNotFound;
  *address = found->second.address;
  *size = found->second.size;
  return kSuccess;
}

Result unload(const char* function, void* image) {
  const Lock lock(state().mutex);
  const Result result = state().enter(function);
  if (result != kSuccess) return result;
  return state().unload(static_cast<Image*>(image)) ? kSuccess : kInvalidHandle;
}

struct Word {
  Result code;
  const char* name;
  const char* text;
};

constexpr Word kWords[] = {
    {1, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {kOutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {3, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {100, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {101, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {200, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    {201, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {kNoBinary, "CUDA_ERROR_NO_BINARY_FOR_GPU", "no kernel image is available for execution"},
    {218, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    {222, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION", "the provided PTX was compiled with a newer one"},
    {400, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {500, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {700, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {kAssertion, "CUDA_ERROR_ASSERT", "device-side assert triggered"},
    {803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", "system has unsupported display driver"},
};

const Word* word(Result code) {
  for (const Word& each : kWords) {
    if (each.code == code) return &each;
  }
  return nullptr;
}

}  // namespace

extern "C" {

bool larder_fake_script(const char* script) {
  const Lock lock(state().mutex);
  return state().script(script);
}

const char* larder_fake_calls() {
  static std::string copy;
  const Lock lock(state().mutex);
  copy = state().calls;
  return copy.c_str();
}

std::size_t larder_fake_alive() {
  const Lock lock(state().mutex);
  return state().alive();
}

std::size_t larder_fake_context_depth() { return state().depth(); }

Result cuGetErrorName(Result error, const char** text) {
  const Word* found = word(error);
  *text = found != nullptr ? found->name : nullptr;
  return found != nullptr ? kSuccess : kInvalidValue;
}

Result cuGetErrorString(Result error, const char** text) {
  const Word* found = word(error);
  *text = found != nullptr ? found->text : nullptr;
  return found != nullptr ? kSuccess : kInvalidValue;
}

Result cuInit(unsigned) {
  const Lock lock(state().mutex);
  const Result result = state().enter("cuInit");
  return result == kSuccess && state().capabilities.empty() ? kNoDevice : result;
}

Result cuDriverGetVersion(int* version) {
  const Lock lock(state().mutex);
  *version = state().driver_version;
  return state().enter("cuDriverGetVersion");
}

Result cuDeviceGetCount(int* count) {
  const Lock lock(state().mutex);
  *count = static_cast<int>(state().capabilities.size());
  return state().enter("cuDeviceGetCount");
}

Result cuDeviceGet(int* device, int ordinal) {
  const Lock lock(state().mutex);
  *device = ordinal;
  return state().enter("cuDeviceGet");
}

Result cuDeviceGetName(char* name, int length, int device) {
  const Lock lock(state().mutex);
  std::snprintf(name, static_cast<std::size_t>(length), "Fake GPU %d", device);
  return state().enter("cuDeviceGetName");
}

Result cuDeviceGetAttribute(int* value, int attribute, int device) {
  const Lock lock(state().mutex);
  *value = state().attribute(attribute, device);
  return state().enter("cuDeviceGetAttribute");
}

#ifndef LARDER_FAKE_ANCIENT
Result cuDevicePrimaryCtxRetain(void** context, int device) {
  const Lock lock(state().mutex);
  const Result result =
      state().enter("cuDevicePrimaryCtxRetain", number(static_cast<std::size_t>(device)));
  if (result != kSuccess) return result;
  *context = address(static_cast<Pointer>(device) + 1);
  ++state().retained;
  return kSuccess;
}
#endif

Result cuDevicePrimaryCtxRelease_v2(int) {
  const Lock lock(state().mutex);
  --state().retained;
  return state().enter("cuDevicePrimaryCtxRelease");
}

Result cuCtxPushCurrent_v2(void* context) {
  const Lock lock(state().mutex);
  const Result result = state().enter("cuCtxPushCurrent");
  if (result != kSuccess) return result;
  const bool fits = state().push_context(static_cast<int>(reinterpret_cast<Pointer>(context)));
  return fits ? kSuccess : kOutOfMemory;
}

Result cuCtxPopCurrent_v2(void**) {
  const Lock lock(state().mutex);
  const Result result = state().enter("cuCtxPopCurrent");
  if (result != kSuccess) return result;
  return state().pop_context() ? kSuccess : kInvalidContext;
}

Result cuCtxSynchronize() {
  const Lock lock(state().mutex);
  return state().enter_context("cuCtxSynchronize");
}

Result cuMemAlloc_v2(Pointer* pointer, std::size_t bytes) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuMemAlloc", number(bytes));
  if (result != kSuccess) return result;
  if (bytes == 0) return kInvalidValue;
  *pointer = state().allocate(bytes);
  return kSuccess;
}

Result cuMemFree_v2(Pointer pointer) {
  const Lock lock(state().mutex);
  const Result result = state().enter("cuMemFree");
  return state().free(pointer) ? result : kInvalidValue;
}

Result cuMemcpyHtoD_v2(Pointer to, const void* from, std::size_t bytes) {
  return move("cuMemcpyHtoD", address(to), from, bytes, true, false);
}

Result cuMemcpyDtoH_v2(void* to, Pointer from, std::size_t bytes) {
  return move("cuMemcpyDtoH", to, address(from), bytes, false, true);
}

Result cuMemcpyHtoDAsync_v2(Pointer to, const void* from, std::size_t bytes, void* stream) {
  return move("cuMemcpyHtoDAsync", address(to), from, bytes, true, false, in(stream));
}

Result cuMemcpyDtoHAsync_v2(void* to, Pointer from, std::size_t bytes, void* stream) {
  return move("cuMemcpyDtoHAsync", to, address(from), bytes, false, true, in(stream));
}

Result cuMemcpyDtoDAsync_v2(Pointer to, Pointer from, std::size_t bytes, void* stream) {
  return move("cuMemcpyDtoDAsync", address(to), address(from), bytes, true, true, in(stream));
}

Result cuMemsetD8Async(Pointer to, unsigned char value, std::size_t count, void* stream) {
  return set("cuMemsetD8Async", to, value, count, stream);
}

Result cuMemsetD16Async(Pointer to, unsigned short value, std::size_t count, void* stream) {
  return set("cuMemsetD16Async", to, value, count, stream);
}

Result cuMemsetD32Async(Pointer to, unsigned value, std::size_t count, void* stream) {
  return set("cuMemsetD32Async", to, value, count, stream);
}

Result cuStreamCreate(void** stream, unsigned flags) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuStreamCreate", number(flags));
  if (result != kSuccess) return result;
  *stream = address(Pointer{0x1000} + static_cast<Pointer>(++state().streams));
  return kSuccess;
}

Result cuStreamDestroy_v2(void*) {
  const Lock lock(state().mutex);
  --state().streams;
  return state().enter("cuStreamDestroy");
}

Result cuStreamSynchronize(void* stream) {
  const Lock lock(state().mutex);
  return state().enter_context("cuStreamSynchronize", stream != nullptr ? "stream" : "");
}

Result cuModuleLoadDataEx(void** module, const void* code, unsigned options, int* names,
                          void** values) {
  return load("cuModuleLoadDataEx", module, code, options, names, values, true);
}

Result cuModuleUnload(void* module) { return unload("cuModuleUnload", module); }

Result cuModuleGetFunction(void** function, void* module, const char* symbol) {
  return find_kernel("cuModuleGetFunction", function, module, symbol, true);
}

Result cuModuleGetGlobal_v2(Pointer* address, std::size_t* size, void* module, const char* symbol) {
  return find_variable("cuModuleGetGlobal", address, size, module, symbol);
}

#if !defined(LARDER_FAKE_WITHOUT_LIBRARIES) && !defined(LARDER_FAKE_ANCIENT)
Result cuLibraryLoadData(void** library, const void* code, int* names, void** values,
                         unsigned options, int*, void**, unsigned) {
  return load("cuLibraryLoadData", library, code, options, names, values, false);
}

Result cuLibraryUnload(void* library) { return unload("cuLibraryUnload", library); }

Result cuLibraryGetKernel(void** kernel, void* library, const char* symbol) {
  return find_kernel("cuLibraryGetKernel", kernel, library, symbol, false);
}

Result cuKernelGetFunction(void** function, void* kernel) {
  const Lock lock(state().mutex);
  *function = kernel;
  return state().enter_context("cuKernelGetFunction", static_cast<Kernel*>(kernel)->symbol);
}

Result cuLibraryGetGlobal(Pointer* address, std::size_t* size, void* library, const char* symbol) {
  return find_variable("cuLibraryGetGlobal", address, size, library, symbol);
}
#endif

// The "compiler": machine code is the text with a mark of the stand-in's in front.
Result cuLinkCreate_v2(unsigned options, int* names, void** values, void** link) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuLinkCreate");
  if (result != kSuccess) return result;
  auto* made = new Link;
  for (unsigned i = 0; i < options; ++i) {
    if (names[i] == 5) made->log = static_cast<char*>(values[i]);
  }
  *link = made;
  ++state().links;
  return kSuccess;
}

Result cuLinkAddData_v2(void* link, int type, void* data, std::size_t size, const char*, unsigned,
                        int*, void**) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuLinkAddData", number(size));
  if (result != kSuccess) {
    std::memcpy(static_cast<Link*>(link)->log, kLog, sizeof kLog);
    return result;
  }
  if (type != 1 || static_cast<char*>(data)[size - 1] != '\0') return kInvalidValue;
  static_cast<Link*>(link)->text = std::string(kCompiled) + static_cast<char*>(data);
  return kSuccess;
}

Result cuLinkComplete(void* link, void** cubin, std::size_t* size) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuLinkComplete");
  if (result != kSuccess) return result;
  std::string& text = static_cast<Link*>(link)->text;
  *cubin = text.data();
  *size = text.size() + 1;
  return kSuccess;
}

Result cuLinkDestroy(void* link) {
  const Lock lock(state().mutex);
  --state().links;
  delete static_cast<Link*>(link);
  return state().enter("cuLinkDestroy");
}
}
