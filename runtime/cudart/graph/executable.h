// A graph that was instantiated: it no longer changes with the graph that it was made of.
#ifndef LARDER_CUDART_GRAPH_EXECUTABLE_H
#define LARDER_CUDART_GRAPH_EXECUTABLE_H

#include <cstdint>
#include <vector>

#include "runtime/cudart/graph/graph.h"

namespace larder::inline v1::cudart {

/// What keeps an executable graph from becoming another graph.
struct Difference {
  cudaGraphExecUpdateResult result = cudaGraphExecUpdateSuccess;
  NodeNumber node = 0;  ///< in the other graph; 0: none
  NodeNumber from = 0;  ///< the node here
};

class Executable {
 public:
  /// Fails if the dependencies form a cycle. `origin` is the graph's number.
  [[nodiscard]] static Result<Executable> of(const Graph& graph, std::uint32_t origin,
                                             unsigned long long flags);

  /// Of the graph that it was made of, whose nodes name the nodes here.
  [[nodiscard]] std::uint32_t origin() const { return origin_; }
  [[nodiscard]] unsigned long long flags() const { return flags_; }
  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] Node* find(NodeNumber number) { return graph_.find(number); }

  Status launch(DeviceBackend& device, cudaStream_t stream) const;
  /// Takes over the work of a graph of the same structure; changes nothing if there is a
  /// difference.
  [[nodiscard]] Difference update(const Graph& graph);

 private:
  Graph graph_;
  std::vector<NodeNumber> order_;
  std::uint32_t origin_ = 0;
  unsigned long long flags_ = 0;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_EXECUTABLE_H
