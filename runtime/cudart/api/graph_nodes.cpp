// Nodes of graphs.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/copy_arguments.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/graph/memory_nodes.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status not_a_kernel() { return failure(cudaErrorInvalidValue, "the node is not of a kernel"); }

Result<Work> work_of(const Copy& copy) {
  if (is_empty(copy)) return failure(cudaErrorInvalidValue, "the copy is of 0 bytes");
  const Status status = check(copy);
  if (!status.ok()) return status;
  return Work(CopyWork{copy});
}

/// On the thread's device, which knows the arrays.
Result<Work> work_of(DeviceBackend& on, const cudaMemcpy3DParms* parameters) {
  const Result<Copy> copy = volumes(on, parameters);
  return copy.ok() ? work_of(*copy) : copy.status();
}

Result<Work> work_of(const cudaMemsetParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  const unsigned bytes = parameters->elementSize;
  if (bytes != 1 && bytes != 2 && bytes != 4) {
    return failure(cudaErrorInvalidValue, compose("elements of {} bytes: use 1, 2 or 4", bytes));
  }
  if (parameters->width > SIZE_MAX / bytes) {
    return failure(cudaErrorInvalidValue, "rows of more bytes than there are addresses");
  }
  Setting setting;
  setting.to = parameters->dst;
  setting.value = bytes == 1 ? parameters->value & 0xff : parameters->value;
  setting.value_bytes = bytes;
  setting.width = parameters->width * bytes;
  setting.height = parameters->height;
  setting.volume = {parameters->pitch, parameters->height};
  if (is_empty(setting)) return failure(cudaErrorInvalidValue, "the fill is of 0 bytes");
  const Status status = check(setting);
  if (!status.ok()) return status;
  return Work(SettingWork{setting});
}

Result<Work> work_of(const cudaHostNodeParams* parameters) {
  if (parameters == nullptr) return no_parameters();
  if (parameters->fn == nullptr) return failure(cudaErrorInvalidValue, "the function is null");
  return Work(HostWork{parameters->fn, parameters->userData});
}

/// A copy of the graph, whose dependencies must not form a cycle.
Result<Work> work_of(cudaGraph_t child) {
  ChildWork work;
  Status status = graphs().with_graph(number_of(child), [&](const Graph& graph) {
    if (Status status = check_no_memory(graph, "be a child"); !status.ok()) return status;
    work.graph = std::make_shared<const Graph>(graph);
    return graph.order().status();
  });
  if (!status.ok()) return status;
  return Work(work);
}

/// Events are checked when a launch uses them, as they belong to a device.
template <class EventWork>
Result<Work> work_of_event(cudaEvent_t event) {
  if (event == nullptr) return failure(cudaErrorInvalidValue, "the event is null");
  return Work(EventWork{event});
}

cudaKernelNodeParams parameters_of(const KernelWork& work) {
  return {const_cast<void*>(work.kernel),
          work.grid,
          work.block,
          static_cast<unsigned>(work.shared_bytes),
          work.arguments.pointers(),
          nullptr};
}

/// Changes the launch of a node that is one already.
Status change(Work& work, const Result<Work>& to) {
  const auto* const before = std::get_if<KernelWork>(&work);
  if (before == nullptr) return not_a_kernel();
  if (!to.ok()) return to.status();
  const bool cooperative = before->cooperative;
  work = *to;
  std::get<KernelWork>(work).cooperative = cooperative;
  return {};
}

}  // namespace

extern "C" {

cudaError_t cudaGraphAddKernelNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t numDependencies,
                                   const struct cudaKernelNodeParams* parameters) {
  return finish(add({node, graph, dependencies, numDependencies}, work_of(parameters)));
}

cudaError_t cudaGraphAddMemcpyNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t numDependencies,
                                   const struct cudaMemcpy3DParms* parameters) {
  return on_device([&](DeviceBackend& on) {
    return add({node, graph, dependencies, numDependencies}, work_of(on, parameters));
  });
}

cudaError_t cudaGraphAddMemcpyNode1D(cudaGraphNode_t* node, cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies, size_t numDependencies,
                                     void* dst, const void* src, size_t count,
                                     enum cudaMemcpyKind kind) {
  return finish(
      add({node, graph, dependencies, numDependencies}, work_of(row(dst, src, count, kind))));
}

cudaError_t cudaGraphAddMemsetNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t numDependencies,
                                   const struct cudaMemsetParams* parameters) {
  return finish(add({node, graph, dependencies, numDependencies}, work_of(parameters)));
}

cudaError_t cudaGraphAddHostNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                 const cudaGraphNode_t* dependencies, size_t numDependencies,
                                 const struct cudaHostNodeParams* parameters) {
  return finish(add({node, graph, dependencies, numDependencies}, work_of(parameters)));
}

cudaError_t cudaGraphAddEmptyNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                  const cudaGraphNode_t* dependencies, size_t numDependencies) {
  return finish(add({node, graph, dependencies, numDependencies}, Work(NoWork{})));
}

cudaError_t cudaGraphAddChildGraphNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                       const cudaGraphNode_t* dependencies, size_t numDependencies,
                                       cudaGraph_t child) {
  return finish(add({node, graph, dependencies, numDependencies}, work_of(child)));
}

cudaError_t cudaGraphAddEventRecordNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                        const cudaGraphNode_t* dependencies, size_t numDependencies,
                                        cudaEvent_t event) {
  return finish(
      add({node, graph, dependencies, numDependencies}, work_of_event<RecordWork>(event)));
}

cudaError_t cudaGraphAddEventWaitNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                      const cudaGraphNode_t* dependencies, size_t numDependencies,
                                      cudaEvent_t event) {
  return finish(add({node, graph, dependencies, numDependencies}, work_of_event<WaitWork>(event)));
}

cudaError_t cudaGraphDestroyNode(cudaGraphNode_t node) {
  const NodeName name = name_of(node);
  return finish(graphs().with_node(name, [&](Graph& graph, const Node&) {
    Status status = check_no_memory(graph, "lose a node");
    if (status.ok()) graph.remove(name.node);
    return status;
  }));
}

cudaError_t cudaGraphNodeGetType(cudaGraphNode_t node, enum cudaGraphNodeType* type) {
  return finish(graphs().with_node(name_of(node), [&](const Graph&, const Node& of) -> Status {
    if (type == nullptr) return no_place();
    *type = type_of(of.work);
    return {};
  }));
}

cudaError_t cudaGraphKernelNodeGetParams(cudaGraphNode_t node,
                                         struct cudaKernelNodeParams* parameters) {
  return finish(graphs().with_node(name_of(node), [&](const Graph&, const Node& of) -> Status {
    if (parameters == nullptr) return no_place();
    const auto* const work = std::get_if<KernelWork>(&of.work);
    if (work == nullptr) return not_a_kernel();
    *parameters = parameters_of(*work);
    return {};
  }));
}

cudaError_t cudaGraphKernelNodeSetParams(cudaGraphNode_t node,
                                         const struct cudaKernelNodeParams* parameters) {
  const Result<Work> work = work_of(parameters);
  return finish(graphs().with_node(name_of(node),
                                   [&](const Graph&, Node& of) { return change(of.work, work); }));
}

cudaError_t cudaGraphExecKernelNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const struct cudaKernelNodeParams* parameters) {
  const Result<Work> work = work_of(parameters);
  const NodeName name = name_of(node);
  return finish(graphs().with_executable(exec, [&](Executable& in) {
    Node* const found = name.graph == in.origin() ? in.find(name.node) : nullptr;
    return found != nullptr ? change(found->work, work)
                            : failure(cudaErrorInvalidValue,
                                      "the executable graph was made of a graph without this node");
  }));
}
}
