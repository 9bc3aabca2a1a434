// Tells checks of kernels which node of a graph the work that is issued belongs to.
#ifndef LARDER_CUDART_GRAPH_CHECKED_GRAPH_H
#define LARDER_CUDART_GRAPH_CHECKED_GRAPH_H

#include <vector>

#include "runtime/cudart/graph/graph.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1::cudart {

/// While a graph's work is issued.
class CheckedGraph {
 public:
  CheckedGraph() {
    if (simulator::checks != nullptr) simulator::checks->begin_graph();
  }
  ~CheckedGraph() {
    if (simulator::checks != nullptr) simulator::checks->end_graph();
  }
  CheckedGraph(const CheckedGraph&) = delete;
  CheckedGraph& operator=(const CheckedGraph&) = delete;

  void begin(const Node& node) const {
    if (simulator::checks == nullptr) return;
    const std::vector<NodeNumber> dependencies(node.dependencies.begin(), node.dependencies.end());
    simulator::checks->begin_node(node.number, dependencies);
  }
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_CHECKED_GRAPH_H
