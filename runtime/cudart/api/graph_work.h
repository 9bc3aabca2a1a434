// From the parameters of nodes to the work that they stand for, and back.
#ifndef LARDER_CUDART_API_GRAPH_WORK_H
#define LARDER_CUDART_API_GRAPH_WORK_H

#include "runtime/cudart/api/graph_arguments.h"

namespace larder::inline v1::cudart {

[[nodiscard]] Result<Work> work_of(const cudaKernelNodeParams* parameters);
/// The copy's size may be 0, which is an error for a node.
[[nodiscard]] Result<Work> work_of(const Copy& copy);
/// On the thread's device, which knows the arrays.
[[nodiscard]] Result<Work> work_of(DeviceBackend& on, const cudaMemcpy3DParms* parameters);
[[nodiscard]] Result<Work> work_of(const cudaMemsetParams* parameters);
[[nodiscard]] Result<Work> work_of(const cudaHostNodeParams* parameters);
/// A copy of the graph, whose dependencies must not form a cycle.
[[nodiscard]] Result<Work> work_of(cudaGraph_t child);
/// Events are checked when a launch uses them, as they belong to a device.
template <class EventWork>
Result<Work> work_of_event(cudaEvent_t event) {
  if (event == nullptr) return failure(cudaErrorInvalidValue, "the event is null");
  return Work(EventWork{event});
}

[[nodiscard]] cudaKernelNodeParams parameters_of(const KernelWork& work);
/// On the thread's device, which knows the arrays. Positions in memory are in the pointers.
[[nodiscard]] Result<cudaMemcpy3DParms> parameters_of(DeviceBackend& on, const CopyWork& work);
/// Fails for a fill of several slices, which only a capture can record.
[[nodiscard]] Result<cudaMemsetParams> parameters_of(const SettingWork& work);
[[nodiscard]] cudaHostNodeParams parameters_of(const HostWork& work);

/// Replaces a node's work by other work of the same type. A kernel stays cooperative or not.
Status change(Work& work, const Result<Work>& to);
Status set(cudaGraphNode_t node, const Result<Work>& work);
Status set(cudaGraphExec_t exec, cudaGraphNode_t node, const Result<Work>& work);

/// Calls `call` with the executable graph's node: Status call(Node&).
template <class Call>
Status with_executable_node(cudaGraphExec_t exec, cudaGraphNode_t node, Call call) {
  const NodeName name = name_of(node);
  return graphs().with_executable(exec, [&](Executable& in) {
    Node* const found = name.graph == in.origin() ? in.find(name.node) : nullptr;
    return found != nullptr ? call(*found)
                            : failure(cudaErrorInvalidValue,
                                      "the executable graph was made of a graph without this node");
  });
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_GRAPH_WORK_H
