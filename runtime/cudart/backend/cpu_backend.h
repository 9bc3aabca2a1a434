// The runtime API on the CPU: host memory. Each call has finished when it returns; host threads
// that use the same stream wait for each other (cpu_order.h).
#ifndef LARDER_CUDART_BACKEND_CPU_BACKEND_H
#define LARDER_CUDART_BACKEND_CPU_BACKEND_H

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "runtime/cudart/backend/backend.h"
#include "runtime/cudart/backend/cpu_array.h"
#include "runtime/cudart/backend/cpu_order.h"
#include "runtime/cudart/backend/cpu_pools.h"
#include "runtime/cudart/backend/handles.h"
#include "runtime/cudart/backend/memory_map.h"
#include "runtime/cudart/textures/texture.h"
#include "runtime/engine/engine.h"

namespace larder::inline v1::cudart {

class CpuBackend final : public DeviceBackend {
 public:
  explicit CpuBackend(engine::Engine& engine) : engine_(engine) {}

  Status launch(const detail::Launch& launch) override;
  Status synchronize() override;
  Status reset() override;

  Result<void*> allocate(Memory memory, std::size_t bytes, unsigned flags) override;
  Status release(Memory memory, void* address) override;
  Result<cudaPitchedPtr> allocate_rows(std::size_t width, std::size_t height) override;
  Result<void*> allocate_in_stream(std::size_t bytes, cudaMemPool_t pool,
                                   cudaStream_t stream) override;
  Status release_in_stream(void* address, cudaStream_t stream) override;
  Status memory_info(std::size_t& free, std::size_t& total) override;
  Result<cudaPointerAttributes> describe(const void* address) override;

  Status register_host(void* address, std::size_t bytes, unsigned flags) override;
  Status unregister_host(void* address) override;
  Result<void*> device_address(void* host) override;
  Result<unsigned> host_flags(void* host) override;

  Status prefetch(const void* address, std::size_t bytes, int device, cudaStream_t stream) override;
  Status advise(const void* address, std::size_t bytes, cudaMemoryAdvise advice,
                int device) override;
  Status attach(void* address, std::size_t bytes, unsigned flags, cudaStream_t stream) override;

  Result<cudaMemPool_t> default_pool() override;
  Result<cudaMemPool_t> current_pool() override;
  Status set_current_pool(cudaMemPool_t pool) override;
  Result<cudaMemPool_t> create_pool(const cudaMemPoolProps& properties) override;
  Status destroy_pool(cudaMemPool_t pool) override;
  Status trim_pool(cudaMemPool_t pool, std::size_t bytes_to_keep) override;
  Status set_pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute,
                            std::uint64_t value) override;
  Result<std::uint64_t> pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute) override;
  Status set_pool_access(cudaMemPool_t pool, std::span<const cudaMemAccessDesc> accesses) override;
  Result<cudaMemAccessFlags> pool_access(cudaMemPool_t pool, cudaMemLocation location) override;

  Status copy(const Copy& copy) override;
  Status set(const Setting& setting) override;

  Result<cudaArray_t> create_array(const ArrayShape& shape) override;
  Status destroy_array(cudaArray_t array) override;
  Result<ArrayShape> array_shape(cudaArray_const_t array) override;
  Result<cudaTextureObject_t> create_texture(const TextureDescription& description) override;
  Status destroy_texture(cudaTextureObject_t texture) override;
  Result<TextureDescription> describe_texture(cudaTextureObject_t texture) override;
  Result<cudaSurfaceObject_t> create_surface(const cudaResourceDesc& resource) override;
  Status destroy_surface(cudaSurfaceObject_t surface) override;
  Result<cudaResourceDesc> describe_surface(cudaSurfaceObject_t surface) override;

  Status write_variable(const detail::VariableRecord& variable, std::size_t offset,
                        Copy copy) override;
  Status read_variable(const detail::VariableRecord& variable, std::size_t offset,
                       Copy copy) override;
  Result<void*> variable_address(const detail::VariableRecord& variable) override;

  Result<cudaStream_t> create_stream(unsigned flags, int priority) override;
  Status destroy_stream(cudaStream_t stream) override;
  Status query_stream(cudaStream_t stream) override;
  Status synchronize_stream(cudaStream_t stream) override;
  Status wait_event(cudaStream_t stream, cudaEvent_t event, unsigned flags) override;
  Result<unsigned> stream_flags(cudaStream_t stream) override;
  Result<int> stream_priority(cudaStream_t stream) override;
  Status set_stream_attribute(cudaStream_t stream, cudaLaunchAttributeID attribute,
                              const cudaLaunchAttributeValue& value) override;
  Result<cudaLaunchAttributeValue> stream_attribute(cudaStream_t stream,
                                                    cudaLaunchAttributeID attribute) override;
  Status priority_range(int& least, int& greatest) override;
  Status run_on_host(cudaStream_t stream, cudaHostFn_t function, void* data) override;
  Status call_back(cudaStream_t stream, cudaStreamCallback_t callback, void* data) override;

  Result<cudaEvent_t> create_event(unsigned flags) override;
  Status destroy_event(cudaEvent_t event) override;
  Status record_event(cudaEvent_t event, cudaStream_t stream, unsigned flags) override;
  Status query_event(cudaEvent_t event) override { return synchronize_event(event); }
  Status synchronize_event(cudaEvent_t event) override;
  Result<float> elapsed_time(cudaEvent_t start, cudaEvent_t end) override;

  Result<cudaFuncAttributes> attributes(const void* kernel) override;
  Status set_attribute(const void* kernel, cudaFuncAttribute attribute, int value) override;
  Status set_cache(const void* kernel, cudaFuncCache config) override;
  Result<int> occupancy(const void* kernel, int block_size, std::size_t dynamic_shared_bytes,
                        unsigned flags) override;
  Result<std::size_t> available_shared_bytes(const void* kernel, int blocks,
                                             int block_size) override;

  Status set_limit(cudaLimit limit, std::size_t value) override;
  Result<std::size_t> limit(cudaLimit limit) override;
  Status set_cache(cudaFuncCache) override { return {}; }
  Status reset_persisting() override { return {}; }
  Status set_flags(unsigned) override { return {}; }
  Status enable_peer(int device) override;
  Status disable_peer(int device) override;
  Status profile(bool) override { return {}; }

 private:
  struct Event {
    explicit Event(unsigned with_flags) : flags(with_flags) {}
    unsigned flags;
    /// Since the clock's epoch; 0: it was never recorded.
    std::atomic<std::chrono::steady_clock::rep> recorded{0};
  };

  /// Waits until work in the stream may run; an error if it is not a stream.
  [[nodiscard]] Result<Turn> take_turn(cudaStream_t stream);
  Status give_back(Memory memory, void* address);
  [[nodiscard]] Status check_event(cudaEvent_t event) const;
  /// Whether it is in a managed block, or in host memory that a GPU could read.
  [[nodiscard]] Status check_managed(const void* address, std::size_t bytes) const;
  /// Whether it is in memory of cudaMalloc and the like.
  [[nodiscard]] bool is_on_device(const void* address) const;
  /// Whether rows that begin in one of our blocks end in it.
  [[nodiscard]] Status check_range(const void* address, std::size_t width, std::size_t height,
                                   std::size_t depth, const Volume& volume) const;
  /// Replaces an array at an end of a copy by its memory.
  [[nodiscard]] Status resolve_arrays(Copy& copy) const;
  [[nodiscard]] Result<Image> image_of(const cudaResourceDesc& resource) const;

  engine::Engine& engine_;
  MemoryMap memory_;
  CpuPools pools_;
  std::shared_mutex legacy_;  ///< held alone by work in the legacy default stream
  Handles<CpuStream> streams_;
  Handles<Event> events_;
  Handles<CpuArray> arrays_;
  KernelObjects<Texture> textures_;
  KernelObjects<Surface> surfaces_;
  std::mutex mutex_;  ///< guards the rest
  std::map<cudaLimit, std::size_t> limits_;
  std::map<std::pair<cudaStream_t, cudaLaunchAttributeID>, cudaLaunchAttributeValue>
      stream_attributes_;
  std::map<const void*, int> dynamic_shared_;  ///< values that set_attribute set for kernels
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_CPU_BACKEND_H
