// Launches, and properties of kernels.
#include <memory>
#include <utility>

#include "cuda_runtime_api.h"
#include "larder/detail/pending_launch.h"
#include "larder/stream.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/cudart/process/thread_state.h"
#include "runtime/engine/engine.h"
#include "runtime/log.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// Larder's message about a failed launch is logged once: programs print only CUDA's, or nothing.
cudaError_t launch(const void* kernel, const Configuration& configuration, void* const* arguments,
                   bool cooperative) {
  const detail::Launch launch{kernel,
                              {configuration.grid, configuration.block, configuration.shared_bytes,
                               Stream::borrow(configuration.stream)},
                              arguments,
                              nullptr,
                              0,
                              cooperative};
  return on_device([&](DeviceBackend& on) {
    Status status = run_or_record(
        on, configuration.stream, [&] { return on.launch(launch); },
        [&] { return kernel_work(launch); });
    if (!status.ok()) log::warn_once(status.text());
    return status;
  });
}

/// Calls `call` with a kernel's record: Status call(const detail::KernelRecord&).
template <class Call>
Status with_record(const void* function, Call call) {
  const kernels::FoundKernel found = kernels::find_kernel(function);
  if (found.kernel == nullptr) return engine::unknown_kernel(function);
  return call(found.kernel->record());
}

Status give_parameter(const detail::KernelRecord& record, size_t index, size_t* offset,
                      size_t* size) {
  if (offset == nullptr) return no_place();
  const detail::ParameterList* const list = record.parameters;
  if (list == nullptr || index >= list->count) {
    return failure(cudaErrorInvalidValue, compose("{} has no parameter {}, or its parameters are "
                                                  "not known",
                                                  record.name, index));
  }
  size_t at = 0;
  for (size_t i = 0; i <= index; ++i) {
    const detail::ParameterList::Parameter& parameter = list->parameters[i];
    at = (at + parameter.alignment - 1) / parameter.alignment * parameter.alignment;
    if (i < index) at += parameter.size;
  }
  *offset = at;
  if (size != nullptr) *size = list->parameters[index].size;
  return {};
}

/// Checks whether a launch with this attribute is supported.
Status check_attribute(const cudaLaunchAttribute& attribute) {
  switch (attribute.id) {
    case cudaLaunchAttributeIgnore:
    case cudaLaunchAttributeAccessPolicyWindow:
    case cudaLaunchAttributeCooperative:
    case cudaLaunchAttributeSynchronizationPolicy:
    case cudaLaunchAttributeClusterSchedulingPolicyPreference:
    case cudaLaunchAttributeProgrammaticStreamSerialization:
    case cudaLaunchAttributePriority:
      return {};
    case cudaLaunchAttributeClusterDimension: {
      const auto& cluster = attribute.val.clusterDim;
      if (cluster.x == 1 && cluster.y == 1 && cluster.z == 1) return {};
      return failure(cudaErrorNotSupported,
                     "clusters of more than one block are not supported: launch without "
                     "cudaLaunchAttributeClusterDimension");
    }
    case cudaLaunchAttributeProgrammaticEvent:
      break;
  }
  return failure(cudaErrorNotSupported,
                 compose("launch attribute {} is not supported", static_cast<int>(attribute.id)));
}

/// Takes the innermost configuration. Another launch may be pending below: this one was made while
/// the other's arguments were computed.
std::unique_ptr<Configuration> take_pending(ThreadState& thread) {
  std::unique_ptr<Configuration> configuration(thread.pending);
  thread.pending = configuration->outer;
  if (thread.pending == nullptr) detail::pending_launch = nullptr;
  return configuration;
}

/// A kernel's host function passes its arguments to this.
void launch_pending(const void* kernel, void* const* arguments) {
  ThreadState& thread = this_thread();
  const std::unique_ptr<Configuration> configuration = take_pending(thread);
  static_cast<void>(launch(kernel, *configuration, arguments, false));
  thread.launched = true;  // now, since a function of the host may have launched others meanwhile
}

}  // namespace

extern "C" {

unsigned int __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared_bytes,
                                         cudaStream_t stream) {
  ThreadState& thread = this_thread();
  thread.pending = new Configuration{grid, block, shared_bytes, stream, thread.pending};
  thread.launched = false;
  detail::pending_launch = launch_pending;
  return 0;
}

void larder_end_launch() {
  ThreadState& thread = this_thread();
  if (std::exchange(thread.launched, false) || thread.pending == nullptr) return;
  take_pending(thread);
  const Status status =
      failure(cudaErrorInvalidDeviceFunction,
              "<<<>>>: the function is no kernel of this copy of Larder, and ran as a plain call; "
              "let the program export Larder to its plug-ins (-rdynamic)");
  log::warn_once(status.text());
  finish(status);
}

cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                             size_t shared_bytes, cudaStream_t stream) {
  return launch(function, {grid, block, shared_bytes, stream}, arguments, false);
}

cudaError_t cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block,
                                        void** arguments, size_t shared_bytes,
                                        cudaStream_t stream) {
  return launch(function, {grid, block, shared_bytes, stream}, arguments, true);
}

cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function,
                                void** arguments) {
  if (config == nullptr) return finish(failure(cudaErrorInvalidValue, "the configuration is null"));
  bool cooperative = false;
  for (unsigned i = 0; i < config->numAttrs; ++i) {
    const cudaLaunchAttribute& attribute = config->attrs[i];
    if (Status status = check_attribute(attribute); !status.ok()) return finish(status);
    if (attribute.id == cudaLaunchAttributeCooperative)
      cooperative = attribute.val.cooperative != 0;
  }
  return launch(function,
                {config->gridDim, config->blockDim, config->dynamicSmemBytes, config->stream},
                arguments, cooperative);
}

cudaError_t cudaFuncGetAttributes(struct cudaFuncAttributes* attributes, const void* function) {
  return get_from_device(attributes, [&](DeviceBackend& on) { return on.attributes(function); });
}

cudaError_t cudaFuncSetAttribute(const void* function, enum cudaFuncAttribute attribute,
                                 int value) {
  return on_device([&](DeviceBackend& on) { return on.set_attribute(function, attribute, value); });
}

cudaError_t cudaFuncSetCacheConfig(const void* function, enum cudaFuncCache config) {
  return on_device([&](DeviceBackend& on) { return on.set_cache(function, config); });
}

cudaError_t cudaFuncGetName(const char** name, const void* function) {
  return finish(with_record(function, [&](const detail::KernelRecord& record) {
    return get(name, [&]() -> Result<const char*> { return record.symbol; });
  }));
}

cudaError_t cudaFuncGetParamInfo(const void* function, size_t paramIndex, size_t* paramOffset,
                                 size_t* paramSize) {
  return finish(with_record(function, [&](const detail::KernelRecord& record) {
    return give_parameter(record, paramIndex, paramOffset, paramSize);
  }));
}

cudaError_t cudaFuncSetSharedMemConfig(const void* function, enum cudaSharedMemConfig) {
  return on_device([&](DeviceBackend& on) { return on.attributes(function).status(); });
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* function,
                                                          int block_size,
                                                          size_t dynamic_shared_bytes) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, function, block_size, dynamic_shared_bytes, cudaOccupancyDefault);
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks,
                                                                   const void* function,
                                                                   int block_size,
                                                                   size_t dynamic_shared_bytes,
                                                                   unsigned int flags) {
  return get_from_device(blocks, [&](DeviceBackend& on) {
    return on.occupancy(function, block_size, dynamic_shared_bytes, flags);
  });
}

cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, const void* function,
                                                      int blocks, int block_size) {
  return get_from_device(bytes, [&](DeviceBackend& on) {
    return on.available_shared_bytes(function, blocks, block_size);
  });
}
}
