// A graph: nodes with dependencies, as plain data.
#ifndef LARDER_CUDART_GRAPH_GRAPH_H
#define LARDER_CUDART_GRAPH_GRAPH_H

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "runtime/cudart/graph/work.h"

namespace larder::inline v1::cudart {

/// The number of a node in its graph; never used again for another one.
using NodeNumber = std::uint32_t;

struct Node {
  NodeNumber number = 0;
  Work work;
  std::set<NodeNumber> dependencies = {};  ///< nodes that must be done before it
  bool enabled = true;                     ///< an executable graph's launch does the work
};

struct Edge {
  NodeNumber from;
  NodeNumber to;
};

/// Thread safety: Graphs guards it.
class Graph {
 public:
  /// In the order in which they were added.
  [[nodiscard]] const std::map<NodeNumber, Node>& nodes() const { return nodes_; }
  /// Null if there is none with this number.
  [[nodiscard]] Node* find(NodeNumber number);
  [[nodiscard]] const Node* find(NodeNumber number) const;
  /// Nodes below this number exist, or existed.
  [[nodiscard]] NodeNumber next() const { return next_; }

  /// The dependencies exist.
  NodeNumber add(Work work, std::set<NodeNumber> dependencies);
  /// The node exists. Its edges go with it.
  void remove(NodeNumber number);
  /// All edges, by the node that they lead to.
  [[nodiscard]] std::vector<Edge> edges() const;
  [[nodiscard]] std::vector<NodeNumber> dependents(NodeNumber number) const;
  /// The nodes that must be done before one of `last`, and these themselves.
  [[nodiscard]] std::set<NodeNumber> leading_to(const std::set<NodeNumber>& last) const;
  /// Each node after its dependencies. Fails if they form a cycle.
  [[nodiscard]] Result<std::vector<const Node*>> order() const;

 private:
  std::map<NodeNumber, Node> nodes_;
  NodeNumber next_ = 1;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_GRAPH_H
