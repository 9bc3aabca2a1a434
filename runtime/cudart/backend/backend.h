// The operations of one device that the runtime API needs besides launches. There are two
// implementations, cpu_backend.h and gpu_backend.h.
#ifndef LARDER_CUDART_BACKEND_BACKEND_H
#define LARDER_CUDART_BACKEND_BACKEND_H

#include <cstddef>
#include <cstdint>
#include <span>

#include "driver_types.h"
#include "larder/detail/device_state.h"
#include "larder/status.h"
#include "runtime/kernels/registry.h"
#include "surface_types.h"
#include "texture_types.h"

namespace larder::inline v1::cudart {

/// Null, cudaStreamLegacy and cudaStreamPerThread: CUDA's own, which can't be destroyed.
inline bool is_default(cudaStream_t stream) {
  return reinterpret_cast<std::uintptr_t>(stream) <= 2;
}

/// The default stream that waits for others, and for which others wait.
inline bool is_legacy(cudaStream_t stream) {
  return stream == nullptr || stream == cudaStreamLegacy;
}

/// The kinds of memory that the runtime API allocates.
enum class Memory {
  kDevice,
  kManaged,
  kHost,
};

/// Rows of bytes: `pitch` is from one row to the next, `rows` from one slice to the next in rows.
struct Volume {
  std::size_t pitch = 0;
  std::size_t rows = 0;
};

/// An array's elements, size and flags, as cudaMalloc3DArray takes them.
struct ArrayShape {
  cudaChannelFormatDesc format = {};
  cudaExtent extent = {};
  unsigned flags = 0;
};

/// A place in an array: x in bytes. Null: the end of the copy is memory.
struct ArrayPlace {
  cudaArray_t array = nullptr;
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t z = 0;
};

/// What a texture was made of.
struct TextureDescription {
  cudaResourceDesc resource = {};
  cudaTextureDesc reading = {};
};

/// A copy of depth × height rows of `width` bytes. None of these is 0.
struct Copy {
  void* to = nullptr;
  const void* from = nullptr;
  std::size_t width = 0;
  std::size_t height = 1;
  std::size_t depth = 1;
  Volume to_volume = {};
  Volume from_volume = {};
  ArrayPlace to_array = {};  ///< instead of `to`
  ArrayPlace from_array = {};
  cudaMemcpyKind kind = cudaMemcpyDefault;
  cudaStream_t stream = nullptr;
  bool waits = true;  ///< the call returns when the copy is done

  [[nodiscard]] bool is_of_memory() const {
    return to_array.array == nullptr && from_array.array == nullptr;
  }
  [[nodiscard]] bool is_one_row() const { return height == 1 && depth == 1 && is_of_memory(); }
};

/// Sets depth × height rows of `width` bytes. None of these is 0.
struct Setting {
  void* to = nullptr;
  unsigned value = 0;
  unsigned value_bytes = 1;  ///< 1, 2 or 4 of `value`, which are repeated
  std::size_t width = 0;
  std::size_t height = 1;
  std::size_t depth = 1;
  Volume volume = {};
  cudaStream_t stream = nullptr;
  bool waits = true;
};

/// Whether the value of a pool's attribute is an int; others have 64 bits without a sign.
inline bool is_int(cudaMemPoolAttr attribute) {
  return attribute < cudaMemPoolAttrReleaseThreshold;
}

/// Thread safety: every call may come from any thread at any time.
class DeviceBackend {
 public:
  virtual ~DeviceBackend() = default;

  virtual Status launch(const detail::Launch& launch) = 0;
  virtual Status synchronize() = 0;
  /// Frees everything that was allocated or created.
  virtual Status reset() = 0;

  // Memory; sizes are not 0.
  [[nodiscard]] virtual Result<void*> allocate(Memory memory, std::size_t bytes,
                                               unsigned flags) = 0;
  virtual Status release(Memory memory, void* address) = 0;
  [[nodiscard]] virtual Result<cudaPitchedPtr> allocate_rows(std::size_t width,
                                                             std::size_t height) = 0;
  /// Null: the device's current pool.
  [[nodiscard]] virtual Result<void*> allocate_in_stream(std::size_t bytes, cudaMemPool_t pool,
                                                         cudaStream_t stream) = 0;
  virtual Status release_in_stream(void* address, cudaStream_t stream) = 0;
  virtual Status memory_info(std::size_t& free, std::size_t& total) = 0;
  [[nodiscard]] virtual Result<cudaPointerAttributes> describe(const void* address) = 0;

  virtual Status register_host(void* address, std::size_t bytes, unsigned flags) = 0;
  virtual Status unregister_host(void* address) = 0;
  [[nodiscard]] virtual Result<void*> device_address(void* host) = 0;
  [[nodiscard]] virtual Result<unsigned> host_flags(void* host) = 0;

  virtual Status prefetch(const void* address, std::size_t bytes, int device,
                          cudaStream_t stream) = 0;
  virtual Status advise(const void* address, std::size_t bytes, cudaMemoryAdvise advice,
                        int device) = 0;
  virtual Status attach(void* address, std::size_t bytes, unsigned flags, cudaStream_t stream) = 0;

  // Memory pools. Properties and attributes have been checked (api/pools.cpp).
  [[nodiscard]] virtual Result<cudaMemPool_t> default_pool() = 0;
  [[nodiscard]] virtual Result<cudaMemPool_t> current_pool() = 0;
  virtual Status set_current_pool(cudaMemPool_t pool) = 0;
  [[nodiscard]] virtual Result<cudaMemPool_t> create_pool(const cudaMemPoolProps& properties) = 0;
  virtual Status destroy_pool(cudaMemPool_t pool) = 0;
  virtual Status trim_pool(cudaMemPool_t pool, std::size_t bytes_to_keep) = 0;
  virtual Status set_pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute,
                                    std::uint64_t value) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> pool_attribute(cudaMemPool_t pool,
                                                             cudaMemPoolAttr attribute) = 0;
  virtual Status set_pool_access(cudaMemPool_t pool,
                                 std::span<const cudaMemAccessDesc> accesses) = 0;
  [[nodiscard]] virtual Result<cudaMemAccessFlags> pool_access(cudaMemPool_t pool,
                                                               cudaMemLocation location) = 0;

  virtual Status copy(const Copy& copy) = 0;
  virtual Status set(const Setting& setting) = 0;

  // Arrays, textures and surfaces. Formats and sizes have been checked (api/arrays.cpp).
  [[nodiscard]] virtual Result<cudaArray_t> create_array(const ArrayShape& shape) = 0;
  virtual Status destroy_array(cudaArray_t array) = 0;
  [[nodiscard]] virtual Result<ArrayShape> array_shape(cudaArray_const_t array) = 0;
  [[nodiscard]] virtual Result<cudaTextureObject_t> create_texture(
      const TextureDescription& description) = 0;
  virtual Status destroy_texture(cudaTextureObject_t texture) = 0;
  [[nodiscard]] virtual Result<TextureDescription> describe_texture(
      cudaTextureObject_t texture) = 0;
  [[nodiscard]] virtual Result<cudaSurfaceObject_t> create_surface(
      const cudaResourceDesc& resource) = 0;
  virtual Status destroy_surface(cudaSurfaceObject_t surface) = 0;
  [[nodiscard]] virtual Result<cudaResourceDesc> describe_surface(cudaSurfaceObject_t surface) = 0;

  // Variables
  /// Fills in `copy.to` for each address of the variable.
  virtual Status write_variable(const detail::VariableRecord& variable, std::size_t offset,
                                Copy copy) = 0;
  virtual Status read_variable(const detail::VariableRecord& variable, std::size_t offset,
                               Copy copy) = 0;
  [[nodiscard]] virtual Result<void*> variable_address(const detail::VariableRecord& variable) = 0;

  // Streams. Null and CUDA's two handles for default streams are streams, too.
  [[nodiscard]] virtual Result<cudaStream_t> create_stream(unsigned flags, int priority) = 0;
  virtual Status destroy_stream(cudaStream_t stream) = 0;
  /// cudaErrorNotReady while there is work in it.
  virtual Status query_stream(cudaStream_t stream) = 0;
  virtual Status synchronize_stream(cudaStream_t stream) = 0;
  virtual Status wait_event(cudaStream_t stream, cudaEvent_t event, unsigned flags) = 0;
  [[nodiscard]] virtual Result<unsigned> stream_flags(cudaStream_t stream) = 0;
  [[nodiscard]] virtual Result<int> stream_priority(cudaStream_t stream) = 0;
  /// The access policy window or the synchronization policy (api/stream_attributes.cpp).
  virtual Status set_stream_attribute(cudaStream_t stream, cudaLaunchAttributeID attribute,
                                      const cudaLaunchAttributeValue& value) = 0;
  [[nodiscard]] virtual Result<cudaLaunchAttributeValue> stream_attribute(
      cudaStream_t stream, cudaLaunchAttributeID attribute) = 0;
  virtual Status priority_range(int& least, int& greatest) = 0;
  virtual Status run_on_host(cudaStream_t stream, cudaHostFn_t function, void* data) = 0;
  virtual Status call_back(cudaStream_t stream, cudaStreamCallback_t callback, void* data) = 0;

  // Events
  [[nodiscard]] virtual Result<cudaEvent_t> create_event(unsigned flags) = 0;
  virtual Status destroy_event(cudaEvent_t event) = 0;
  virtual Status record_event(cudaEvent_t event, cudaStream_t stream, unsigned flags) = 0;
  /// cudaErrorNotReady while there is work before it.
  virtual Status query_event(cudaEvent_t event) = 0;
  virtual Status synchronize_event(cudaEvent_t event) = 0;
  [[nodiscard]] virtual Result<float> elapsed_time(cudaEvent_t start, cudaEvent_t end) = 0;

  // Kernels, by their host functions
  [[nodiscard]] virtual Result<cudaFuncAttributes> attributes(const void* kernel) = 0;
  virtual Status set_attribute(const void* kernel, cudaFuncAttribute attribute, int value) = 0;
  virtual Status set_cache(const void* kernel, cudaFuncCache config) = 0;
  /// Blocks per multiprocessor.
  [[nodiscard]] virtual Result<int> occupancy(const void* kernel, int block_size,
                                              std::size_t dynamic_shared_bytes, unsigned flags) = 0;
  [[nodiscard]] virtual Result<std::size_t> available_shared_bytes(const void* kernel, int blocks,
                                                                   int block_size) = 0;

  // The device
  virtual Status set_limit(cudaLimit limit, std::size_t value) = 0;
  [[nodiscard]] virtual Result<std::size_t> limit(cudaLimit limit) = 0;
  virtual Status set_cache(cudaFuncCache config) = 0;
  /// No line of the L2 cache is to persist any more.
  virtual Status reset_persisting() = 0;
  virtual Status set_flags(unsigned flags) = 0;
  virtual Status enable_peer(int device) = 0;
  virtual Status disable_peer(int device) = 0;
  virtual Status profile(bool on) = 0;
};

/// Queries of all existing devices, including those that are not open.
class Platform {
 public:
  virtual ~Platform() = default;

  [[nodiscard]] virtual int count() const = 0;
  /// Whether the only device is the CPU.
  [[nodiscard]] virtual bool is_cpu() const = 0;
  /// By the numbers of cudaDeviceAttr, which are the driver's. `device` is below count().
  [[nodiscard]] virtual Result<int> attribute(int device, int attribute) const = 0;
  /// The name, the UUID and the size of the memory.
  virtual Status describe(int device, cudaDeviceProp& properties) const = 0;
  [[nodiscard]] virtual Result<bool> can_access_peer(int device, int peer) const = 0;
  [[nodiscard]] virtual Result<int> peer_attribute(int attribute, int device, int peer) const = 0;
  /// The newest CUDA version that the driver supports.
  [[nodiscard]] virtual int driver_version() const = 0;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_BACKEND_H
