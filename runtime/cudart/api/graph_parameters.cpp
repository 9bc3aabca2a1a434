// The parameters of nodes: of graphs, and of executable graphs.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/copy_arguments.h"
#include "runtime/cudart/api/graph_work.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status no_such_work() {
  return failure(cudaErrorInvalidValue,
                 "the node is of another type, or copies a variable, which these parameters can't "
                 "express");
}

/// Gives `get` a node's work, which must be of this kind: Status get(const Kind&).
template <class Kind, class Get>
Status with_work(cudaGraphNode_t node, Get get) {
  return graphs().with_node(name_of(node), [&](const Graph&, const Node& of) {
    const auto* const work = std::get_if<Kind>(&of.work);
    return work == nullptr ? no_such_work() : get(*work);
  });
}

/// Stores a node's parameters at `to`.
template <class Kind, class Parameters>
cudaError_t give_parameters(cudaGraphNode_t node, Parameters* to) {
  return finish(with_work<Kind>(node, [&](const Kind& work) {
    return get(to, [&]() -> Result<Parameters> { return parameters_of(work); });
  }));
}

template <class Kind>
cudaError_t give_event(cudaGraphNode_t node, cudaEvent_t* event) {
  return finish(with_work<Kind>(node, [&](const Kind& work) {
    return get(event, [&]() -> Result<cudaEvent_t> { return work.event; });
  }));
}

Status check_can_be_disabled(const Node& node) {
  const cudaGraphNodeType type = type_of(node.work);
  if (type <= cudaGraphNodeTypeMemset) return {};
  return failure(cudaErrorInvalidValue,
                 compose("a node of type {} is always enabled: only kernels, copies and fills can "
                         "be disabled",
                         static_cast<int>(type)));
}

}  // namespace

extern "C" {

cudaError_t cudaGraphKernelNodeGetParams(cudaGraphNode_t node,
                                         struct cudaKernelNodeParams* parameters) {
  return give_parameters<KernelWork>(node, parameters);
}

cudaError_t cudaGraphKernelNodeSetParams(cudaGraphNode_t node,
                                         const struct cudaKernelNodeParams* parameters) {
  return finish(set(node, work_of(parameters)));
}

cudaError_t cudaGraphExecKernelNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const struct cudaKernelNodeParams* parameters) {
  return finish(set(exec, node, work_of(parameters)));
}

cudaError_t cudaGraphMemcpyNodeGetParams(cudaGraphNode_t node,
                                         struct cudaMemcpy3DParms* parameters) {
  return on_device([&](DeviceBackend& on) {
    return with_work<CopyWork>(node, [&](const CopyWork& work) {
      return get(parameters, [&] { return parameters_of(on, work); });
    });
  });
}

cudaError_t cudaGraphMemcpyNodeSetParams(cudaGraphNode_t node,
                                         const struct cudaMemcpy3DParms* parameters) {
  return on_device([&](DeviceBackend& on) { return set(node, work_of(on, parameters)); });
}

cudaError_t cudaGraphMemcpyNodeSetParams1D(cudaGraphNode_t node, void* dst, const void* src,
                                           size_t count, enum cudaMemcpyKind kind) {
  return finish(set(node, work_of(row(dst, src, count, kind))));
}

cudaError_t cudaGraphExecMemcpyNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const struct cudaMemcpy3DParms* parameters) {
  return on_device([&](DeviceBackend& on) { return set(exec, node, work_of(on, parameters)); });
}

cudaError_t cudaGraphExecMemcpyNodeSetParams1D(cudaGraphExec_t exec, cudaGraphNode_t node,
                                               void* dst, const void* src, size_t count,
                                               enum cudaMemcpyKind kind) {
  return finish(set(exec, node, work_of(row(dst, src, count, kind))));
}

cudaError_t cudaGraphMemsetNodeGetParams(cudaGraphNode_t node,
                                         struct cudaMemsetParams* parameters) {
  return give_parameters<SettingWork>(node, parameters);
}

cudaError_t cudaGraphMemsetNodeSetParams(cudaGraphNode_t node,
                                         const struct cudaMemsetParams* parameters) {
  return finish(set(node, work_of(parameters)));
}

cudaError_t cudaGraphExecMemsetNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const struct cudaMemsetParams* parameters) {
  return finish(set(exec, node, work_of(parameters)));
}

cudaError_t cudaGraphHostNodeGetParams(cudaGraphNode_t node,
                                       struct cudaHostNodeParams* parameters) {
  return give_parameters<HostWork>(node, parameters);
}

cudaError_t cudaGraphHostNodeSetParams(cudaGraphNode_t node,
                                       const struct cudaHostNodeParams* parameters) {
  return finish(set(node, work_of(parameters)));
}

cudaError_t cudaGraphExecHostNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                           const struct cudaHostNodeParams* parameters) {
  return finish(set(exec, node, work_of(parameters)));
}

cudaError_t cudaGraphExecChildGraphNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                                 cudaGraph_t child) {
  return finish(set(exec, node, work_of(child)));
}

cudaError_t cudaGraphEventRecordNodeGetEvent(cudaGraphNode_t node, cudaEvent_t* event) {
  return give_event<RecordWork>(node, event);
}

cudaError_t cudaGraphEventRecordNodeSetEvent(cudaGraphNode_t node, cudaEvent_t event) {
  return finish(set(node, work_of_event<RecordWork>(event)));
}

cudaError_t cudaGraphExecEventRecordNodeSetEvent(cudaGraphExec_t exec, cudaGraphNode_t node,
                                                 cudaEvent_t event) {
  return finish(set(exec, node, work_of_event<RecordWork>(event)));
}

cudaError_t cudaGraphEventWaitNodeGetEvent(cudaGraphNode_t node, cudaEvent_t* event) {
  return give_event<WaitWork>(node, event);
}

cudaError_t cudaGraphEventWaitNodeSetEvent(cudaGraphNode_t node, cudaEvent_t event) {
  return finish(set(node, work_of_event<WaitWork>(event)));
}

cudaError_t cudaGraphExecEventWaitNodeSetEvent(cudaGraphExec_t exec, cudaGraphNode_t node,
                                               cudaEvent_t event) {
  return finish(set(exec, node, work_of_event<WaitWork>(event)));
}

cudaError_t cudaGraphNodeSetEnabled(cudaGraphExec_t exec, cudaGraphNode_t node,
                                    unsigned int isEnabled) {
  return finish(with_executable_node(exec, node, [&](Node& of) {
    const Status status = check_can_be_disabled(of);
    if (status.ok()) of.enabled = isEnabled != 0;
    return status;
  }));
}

cudaError_t cudaGraphNodeGetEnabled(cudaGraphExec_t exec, cudaGraphNode_t node,
                                    unsigned int* isEnabled) {
  return finish(with_executable_node(exec, node, [&](const Node& of) {
    return get(isEnabled, [&]() -> Result<unsigned> { return of.enabled ? 1 : 0; });
  }));
}
}
