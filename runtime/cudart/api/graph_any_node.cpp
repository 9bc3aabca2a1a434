// Nodes of every type, by one structure.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/graph_work.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Result<Work> work_of_kernel(const cudaKernelNodeParamsV2& kernel) {
  const cudaKernelNodeParams parameters{kernel.func,           kernel.gridDim,      kernel.blockDim,
                                        kernel.sharedMemBytes, kernel.kernelParams, kernel.extra};
  return work_of(&parameters);
}

Result<Work> work_of_fill(const cudaMemsetParamsV2& fill) {
  const cudaMemsetParams parameters{fill.dst,         fill.pitch, fill.value,
                                    fill.elementSize, fill.width, fill.height};
  return work_of(&parameters);
}

Result<Work> work_of_call(const cudaHostNodeParamsV2& call) {
  const cudaHostNodeParams parameters{call.fn, call.userData};
  return work_of(&parameters);
}

Result<Work> work_of_child(const cudaChildGraphNodeParams& child) {
  if (child.ownership == cudaGraphChildGraphOwnershipClone) return work_of(child.graph);
  return failure(cudaErrorNotSupported, "a child graph can't be moved: the node gets a copy");
}

Result<Work> not_supported(cudaGraphNodeType type) {
  return failure(cudaErrorNotSupported, compose("nodes of type {} are not supported by this call",
                                                static_cast<int>(type)));
}

Result<Work> work_of_any(DeviceBackend& on, const cudaGraphNodeParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  switch (parameters->type) {
    case cudaGraphNodeTypeKernel:
      return work_of_kernel(parameters->kernel);
    case cudaGraphNodeTypeMemcpy:
      return work_of(on, &parameters->memcpy.copyParams);
    case cudaGraphNodeTypeMemset:
      return work_of_fill(parameters->memset);
    case cudaGraphNodeTypeHost:
      return work_of_call(parameters->host);
    case cudaGraphNodeTypeGraph:
      return work_of_child(parameters->graph);
    case cudaGraphNodeTypeEmpty:
      return Work(NoWork{});
    case cudaGraphNodeTypeWaitEvent:
      return work_of_event<WaitWork>(parameters->eventWait.event);
    case cudaGraphNodeTypeEventRecord:
      return work_of_event<RecordWork>(parameters->eventRecord.event);
    case cudaGraphNodeTypeExtSemaphoreSignal:
    case cudaGraphNodeTypeExtSemaphoreWait:
    case cudaGraphNodeTypeMemAlloc:
    case cudaGraphNodeTypeMemFree:
    case cudaGraphNodeTypeConditional:
    case cudaGraphNodeTypeCount:
      break;
  }
  return not_supported(parameters->type);
}

}  // namespace

extern "C" {

cudaError_t cudaGraphAddNode(cudaGraphNode_t* node, cudaGraph_t graph,
                             const cudaGraphNode_t* dependencies,
                             const struct cudaGraphEdgeData* dependencyData, size_t numDependencies,
                             struct cudaGraphNodeParams* nodeParams) {
  return on_device([&](DeviceBackend& on) {
    Status status = check_edge_data(dependencyData, numDependencies);
    return !status.ok()
               ? status
               : add({node, graph, dependencies, numDependencies}, work_of_any(on, nodeParams));
  });
}

cudaError_t cudaGraphNodeSetParams(cudaGraphNode_t node, struct cudaGraphNodeParams* nodeParams) {
  return on_device([&](DeviceBackend& on) { return set(node, work_of_any(on, nodeParams)); });
}

cudaError_t cudaGraphExecNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                       struct cudaGraphNodeParams* nodeParams) {
  return on_device([&](DeviceBackend& on) { return set(exec, node, work_of_any(on, nodeParams)); });
}
}
