// From the arguments of calls for graphs to nodes and work, and back to arrays of handles.
#ifndef LARDER_CUDART_API_GRAPH_ARGUMENTS_H
#define LARDER_CUDART_API_GRAPH_ARGUMENTS_H

#include <algorithm>
#include <set>
#include <vector>

#include "runtime/cudart/failure.h"
#include "runtime/cudart/graph/graphs.h"

namespace larder::inline v1::cudart {

[[nodiscard]] inline Graphs& graphs() { return Graphs::of_process(); }

inline Status no_parameters() {
  return failure(cudaErrorInvalidValue, "the node's parameters are null");
}

/// The numbers of different nodes, all of one graph. Whether they exist, Graphs knows.
[[nodiscard]] Result<std::set<NodeNumber>> numbers_of(GraphNumber graph,
                                                      const cudaGraphNode_t* nodes, size_t count);
/// Fails for a node that the graph does not have.
Status check_nodes(const Graph& graph, const std::set<NodeNumber>& nodes);
/// Where a node is added, as the functions get it.
struct NodePlace {
  cudaGraphNode_t* node;
  cudaGraph_t graph;
  const cudaGraphNode_t* dependencies;
  size_t count;
};
Status add(const NodePlace& at, const Result<Work>& work);

/// Fails for data that is not all 0. Null: there is none.
Status check_edge_data(const cudaGraphEdgeData* data, size_t count);

/// Sets `*count` to the number of handles. If `to` is not null, copies at most `*count` of them
/// before, and sets the rest of the array to null.
template <class Handle>
Status give(const std::vector<Handle>& handles, Handle* to, size_t* count) {
  if (count == nullptr) return failure(cudaErrorInvalidValue, "the place of the number is null");
  const size_t room = to == nullptr ? handles.size() : *count;
  *count = std::min(room, handles.size());
  for (size_t i = 0; to != nullptr && i < room; ++i) {
    to[i] = i < handles.size() ? handles[i] : Handle{};
  }
  return {};
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_GRAPH_ARGUMENTS_H
