// Nodes of graphs: adding and removing them.
#include "cuda_runtime_api.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/copy_arguments.h"
#include "runtime/cudart/api/graph_work.h"
#include "runtime/cudart/graph/memory_nodes.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

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
}
