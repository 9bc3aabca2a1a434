// Graphs and their structure.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/graph/memory_nodes.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// Handles of the nodes for which `wanted` holds.
template <class Wanted>
cudaError_t give_nodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count, Wanted wanted) {
  const GraphNumber number = number_of(graph);
  return finish(graphs().with_graph(number, [&](const Graph& from) {
    std::vector<cudaGraphNode_t> handles;
    for (const auto& [node, content] : from.nodes()) {
      if (wanted(content)) handles.push_back(handle_of({number, node}));
    }
    return give(handles, nodes, count);
  }));
}

/// Handles of nodes next to a node; its edges have no data.
template <class Neighbours>
cudaError_t give_neighbours(cudaGraphNode_t node, cudaGraphNode_t* to, cudaGraphEdgeData* data,
                            size_t* count, Neighbours neighbours) {
  const NodeName name = name_of(node);
  return finish(graphs().with_node(name, [&](const Graph& graph, const Node& of) {
    std::vector<cudaGraphNode_t> handles;
    for (const NodeNumber each : neighbours(graph, of)) {
      handles.push_back(handle_of({name.graph, each}));
    }
    size_t room = count == nullptr ? 0 : *count;
    Status status = give(handles, to, count);
    const std::vector<cudaGraphEdgeData> none(handles.size());
    return status.ok() && data != nullptr ? give(none, data, &room) : status;
  }));
}

/// The edges of two arrays of nodes, each once.
Result<std::vector<Edge>> edges_of(GraphNumber graph, const cudaGraphNode_t* from,
                                   const cudaGraphNode_t* to, size_t count) {
  std::vector<Edge> edges;
  if (count != 0 && (from == nullptr || to == nullptr)) {
    return failure(cudaErrorInvalidValue, "an array of nodes is null");
  }
  for (size_t i = 0; i < count; ++i) {
    const NodeName first = name_of(from[i]);
    const NodeName second = name_of(to[i]);
    if (first.graph != graph || second.graph != graph || first.node == second.node) {
      return failure(cudaErrorInvalidValue,
                     compose("edge {} does not connect two nodes of the graph", i));
    }
    edges.push_back({first.node, second.node});
  }
  return edges;
}

/// Adds edges, or removes them; changes nothing if one is there already, or is not there.
Status change_edges(Graph& graph, const std::vector<Edge>& edges, bool add) {
  if (Status status = check_no_memory(graph, "lose an edge"); !add && !status.ok()) return status;
  std::set<std::pair<NodeNumber, NodeNumber>> changed;
  for (const Edge& edge : edges) {
    if (Status status = check_nodes(graph, {edge.from, edge.to}); !status.ok()) return status;
    const bool there = graph.find(edge.to)->dependencies.contains(edge.from);
    if (there != add && changed.emplace(edge.from, edge.to).second) continue;
    return failure(cudaErrorInvalidValue,
                   add ? "a dependency exists already" : "a dependency does not exist");
  }
  for (const Edge& edge : edges) {
    std::set<NodeNumber>& dependencies = graph.find(edge.to)->dependencies;
    if (add) {
      dependencies.insert(edge.from);
    } else {
      dependencies.erase(edge.from);
    }
  }
  return {};
}

cudaError_t change_edges(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to,
                         const cudaGraphEdgeData* data, size_t count, bool add) {
  if (Status status = check_edge_data(data, count); !status.ok()) return finish(status);
  const GraphNumber number = number_of(graph);
  const Result<std::vector<Edge>> edges = edges_of(number, from, to, count);
  if (!edges.ok()) return finish(edges.status());
  return finish(
      graphs().with_graph(number, [&](Graph& in) { return change_edges(in, *edges, add); }));
}

}  // namespace

extern "C" {

cudaError_t cudaGraphCreate(cudaGraph_t* graph, unsigned int flags) {
  if (graph == nullptr) return finish(no_place());
  if (flags != 0) return finish(unknown_flags(flags));
  *graph = handle_of(graphs().create({}));
  return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return finish(graphs().destroy(number_of(graph)));
}

cudaError_t cudaGraphClone(cudaGraph_t* clone, cudaGraph_t original) {
  if (clone == nullptr) return finish(no_place());
  const Result<GraphNumber> made = graphs().clone(number_of(original));
  if (made.ok()) *clone = handle_of(*made);
  return finish(made.status());
}

cudaError_t cudaGraphNodeFindInClone(cudaGraphNode_t* node, cudaGraphNode_t originalNode,
                                     cudaGraph_t clone) {
  if (node == nullptr) return finish(no_place());
  const Result<NodeName> found = graphs().find_in_clone(name_of(originalNode), number_of(clone));
  if (found.ok()) *node = handle_of(*found);
  return finish(found.status());
}

cudaError_t cudaGraphAddDependencies(cudaGraph_t graph, const cudaGraphNode_t* from,
                                     const cudaGraphNode_t* to,
                                     const struct cudaGraphEdgeData* edgeData,
                                     size_t numDependencies) {
  return change_edges(graph, from, to, edgeData, numDependencies, true);
}

cudaError_t cudaGraphRemoveDependencies(cudaGraph_t graph, const cudaGraphNode_t* from,
                                        const cudaGraphNode_t* to,
                                        const struct cudaGraphEdgeData* edgeData,
                                        size_t numDependencies) {
  return change_edges(graph, from, to, edgeData, numDependencies, false);
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* numNodes) {
  return give_nodes(graph, nodes, numNodes, [](const Node&) { return true; });
}

cudaError_t cudaGraphGetRootNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* numNodes) {
  return give_nodes(graph, nodes, numNodes,
                    [](const Node& node) { return node.dependencies.empty(); });
}

cudaError_t cudaGraphGetEdges(cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to,
                              struct cudaGraphEdgeData* edgeData, size_t* numEdges) {
  const GraphNumber number = number_of(graph);
  return finish(graphs().with_graph(number, [&](const Graph& of) -> Status {
    if ((from == nullptr) != (to == nullptr) || numEdges == nullptr) return no_place();
    std::vector<cudaGraphNode_t> starts;
    std::vector<cudaGraphNode_t> ends;
    for (const Edge& edge : of.edges()) {
      starts.push_back(handle_of({number, edge.from}));
      ends.push_back(handle_of({number, edge.to}));
    }
    const std::vector<cudaGraphEdgeData> none(starts.size());
    size_t room = *numEdges;
    Status status = edgeData == nullptr ? Status() : give(none, edgeData, &room);
    room = *numEdges;
    if (status.ok()) status = give(starts, from, &room);
    return status.ok() ? give(ends, to, numEdges) : status;
  }));
}

cudaError_t cudaGraphNodeGetDependencies(cudaGraphNode_t node, cudaGraphNode_t* dependencies,
                                         struct cudaGraphEdgeData* edgeData,
                                         size_t* numDependencies) {
  return give_neighbours(node, dependencies, edgeData, numDependencies,
                         [](const Graph&, const Node& of) { return of.dependencies; });
}

cudaError_t cudaGraphNodeGetDependentNodes(cudaGraphNode_t node, cudaGraphNode_t* dependents,
                                           struct cudaGraphEdgeData* edgeData,
                                           size_t* numDependents) {
  return give_neighbours(
      node, dependents, edgeData, numDependents,
      [](const Graph& graph, const Node& of) { return graph.dependents(of.number); });
}
}
