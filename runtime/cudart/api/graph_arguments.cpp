#include "runtime/cudart/api/graph_arguments.h"

#include <algorithm>
#include <span>

#include "larder/stream.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/graph/memory_nodes.h"

namespace larder::inline v1::cudart {

Result<std::set<NodeNumber>> numbers_of(GraphNumber graph, const cudaGraphNode_t* nodes,
                                        size_t count) {
  std::set<NodeNumber> numbers;
  if (count != 0 && nodes == nullptr) {
    return failure(cudaErrorInvalidValue, compose("the array of {} nodes is null", count));
  }
  for (size_t i = 0; i < count; ++i) {
    const NodeName name = name_of(nodes[i]);
    if (name.graph != graph) {
      return failure(cudaErrorInvalidValue, compose("node {} of the array is of another graph", i));
    }
    if (!numbers.insert(name.node).second) {
      return failure(cudaErrorInvalidValue, compose("node {} is in the array twice", i));
    }
  }
  return numbers;
}

Status check_nodes(const Graph& graph, const std::set<NodeNumber>& nodes) {
  const auto exists = [&](NodeNumber node) { return graph.find(node) != nullptr; };
  if (std::ranges::all_of(nodes, exists)) return {};
  return failure(cudaErrorInvalidValue, "a node does not exist, or was destroyed");
}

Status add(const NodePlace& at, const Result<Work>& work) {
  if (at.node == nullptr) return no_place();
  const GraphNumber number = number_of(at.graph);
  const Result<std::set<NodeNumber>> dependencies = numbers_of(number, at.dependencies, at.count);
  if (!dependencies.ok()) return dependencies.status();
  return graphs().with_graph(number, [&](Graph& graph) {
    Status status = check_nodes(graph, *dependencies);
    if (status.ok()) status = work.status();
    if (status.ok()) status = admit_memory(graph, number, *work);
    if (status.ok()) *at.node = handle_of({number, graph.add(*work, *dependencies)});
    return status;
  });
}

Status check_edge_data(const cudaGraphEdgeData* data, size_t count) {
  if (data == nullptr) return {};
  const std::span bytes(reinterpret_cast<const unsigned char*>(data), count * sizeof *data);
  if (std::ranges::all_of(bytes, [](unsigned char byte) { return byte == 0; })) return {};
  return failure(cudaErrorNotSupported,
                 "edges with data, such as those of programmatic launches, are not supported");
}

}  // namespace larder::inline v1::cudart
