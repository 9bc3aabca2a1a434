// Memory that graphs allocate and free.
#include <cstdint>
#include <cstring>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/api/memory_arguments.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status unknown_attribute(cudaGraphMemAttributeType attribute) {
  return failure(cudaErrorInvalidValue,
                 compose("attribute {} of graphs' memory is unknown, or can't be set",
                         static_cast<int>(attribute)));
}

/// Runs `call` on the device of this number.
template <class Call>
cudaError_t on_numbered(int number, Call call) {
  if (number < 0) {
    return finish(failure(cudaErrorInvalidDevice, compose("there is no device {}", number)));
  }
  const Result<OpenDevice*> device = Devices::of_process().open(number);
  return finish(device.ok() ? (*device)->run(call) : device.status());
}

Status give_use(const GraphMemoryUse& use, cudaGraphMemAttributeType attribute, void* to) {
  std::uint64_t value = 0;
  switch (attribute) {
    case cudaGraphMemAttrUsedMemCurrent:
    case cudaGraphMemAttrReservedMemCurrent:
      value = use.now;
      break;
    case cudaGraphMemAttrUsedMemHigh:
      value = use.most_used;
      break;
    case cudaGraphMemAttrReservedMemHigh:
      value = use.most_reserved;
      break;
  }
  if (attribute > cudaGraphMemAttrReservedMemHigh) return unknown_attribute(attribute);
  std::memcpy(to, &value, sizeof value);
  return {};
}

}  // namespace

extern "C" {

cudaError_t cudaGraphAddMemAllocNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies, size_t numDependencies,
                                     struct cudaMemAllocNodeParams* nodeParams) {
  return on_device([&](DeviceBackend&) -> Status {
    if (nodeParams == nullptr) return no_parameters();
    cudaMemAllocNodeParams parameters = *nodeParams;
    Status status = add({node, graph, dependencies, numDependencies}, allocation_work(parameters));
    if (status.ok()) nodeParams->dptr = parameters.dptr;
    return status;
  });
}

cudaError_t cudaGraphMemAllocNodeGetParams(cudaGraphNode_t node,
                                           struct cudaMemAllocNodeParams* params) {
  return finish(graphs().with_node(name_of(node), [&](const Graph&, const Node& of) -> Status {
    if (params == nullptr) return no_place();
    const auto* const work = std::get_if<AllocationWork>(&of.work);
    if (work == nullptr) return failure(cudaErrorInvalidValue, "the node does not allocate memory");
    *params = work->memory->parameters();
    return {};
  }));
}

cudaError_t cudaGraphAddMemFreeNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                    const cudaGraphNode_t* dependencies, size_t numDependencies,
                                    void* dptr) {
  return finish(add({node, graph, dependencies, numDependencies}, free_work(dptr)));
}

cudaError_t cudaGraphMemFreeNodeGetParams(cudaGraphNode_t node, void* dptr) {
  return finish(graphs().with_node(name_of(node), [&](const Graph&, const Node& of) -> Status {
    if (dptr == nullptr) return no_place();
    const auto* const work = std::get_if<FreeWork>(&of.work);
    if (work == nullptr) return failure(cudaErrorInvalidValue, "the node does not free memory");
    *static_cast<void**>(dptr) = work->memory->address();
    return {};
  }));
}

cudaError_t cudaDeviceGraphMemTrim(int device) {
  return on_numbered(device, [](DeviceBackend&) { return Status(); });
}

cudaError_t cudaDeviceGetGraphMemAttribute(int device, enum cudaGraphMemAttributeType attr,
                                           void* value) {
  return on_numbered(device, [&](DeviceBackend& on) {
    return value == nullptr ? no_place() : give_use(GraphMemory::of_process().use(on), attr, value);
  });
}

cudaError_t cudaDeviceSetGraphMemAttribute(int device, enum cudaGraphMemAttributeType attr,
                                           void* value) {
  return on_numbered(device, [&](DeviceBackend& on) -> Status {
    std::uint64_t wanted = 0;
    if (value == nullptr) return failure(cudaErrorInvalidValue, "the value is null");
    std::memcpy(&wanted, value, sizeof wanted);
    if (wanted != 0) {
      return failure(cudaErrorInvalidValue,
                     compose("a high mark of {} bytes: it can only be set to 0", wanted));
    }
    if (attr == cudaGraphMemAttrUsedMemHigh) {
      GraphMemory::of_process().reset_most_used(on);
    } else if (attr == cudaGraphMemAttrReservedMemHigh) {
      GraphMemory::of_process().reset_most_reserved(on);
    } else {
      return unknown_attribute(attr);
    }
    return {};
  });
}
}
