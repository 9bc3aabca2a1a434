// The graphs and executable graphs of the process, by their handles. A handle is a number that is
// never used again, so a handle of something destroyed is recognised.
#ifndef LARDER_CUDART_GRAPH_GRAPHS_H
#define LARDER_CUDART_GRAPH_GRAPHS_H

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "runtime/cudart/failure.h"
#include "runtime/cudart/graph/executable.h"

namespace larder::inline v1::cudart {

using GraphNumber = std::uint32_t;

/// A node anywhere: the graph's number and the node's number in it.
struct NodeName {
  GraphNumber graph = 0;
  NodeNumber node = 0;
};

[[nodiscard]] NodeName name_of(cudaGraphNode_t handle);
[[nodiscard]] cudaGraphNode_t handle_of(const NodeName& name);
/// 0, which no graph has, if it can't be the handle of a graph.
[[nodiscard]] GraphNumber number_of(cudaGraph_t handle);
[[nodiscard]] cudaGraph_t handle_of(GraphNumber graph);

/// Thread safe. The functions that are passed in run with the lock held.
class Graphs {
 public:
  [[nodiscard]] static Graphs& of_process();

  [[nodiscard]] GraphNumber create(Graph graph);
  Status destroy(GraphNumber graph);
  /// A copy, whose nodes have the numbers of the original's.
  [[nodiscard]] Result<GraphNumber> clone(GraphNumber original);
  /// The clone's node that was made of `original`.
  [[nodiscard]] Result<NodeName> find_in_clone(const NodeName& original, GraphNumber clone);

  /// Calls `call` with a graph: Status call(Graph&).
  template <class Call>
  Status with_graph(GraphNumber graph, Call call) {
    const std::lock_guard lock(mutex_);
    const auto found = graphs_.find(graph);
    return found == graphs_.end() ? no_graph() : call(found->second.graph);
  }
  /// Calls `call` with a node and its graph: Status call(Graph&, Node&).
  template <class Call>
  Status with_node(const NodeName& name, Call call) {
    return with_graph(name.graph, [&](Graph& graph) {
      Node* const node = graph.find(name.node);
      return node == nullptr ? no_node() : call(graph, *node);
    });
  }

  [[nodiscard]] Result<cudaGraphExec_t> instantiate(GraphNumber graph, unsigned long long flags);
  Status destroy(cudaGraphExec_t executable);
  /// It stays as it is, whatever is changed or destroyed later.
  [[nodiscard]] Result<std::shared_ptr<const Executable>> find(cudaGraphExec_t executable);
  /// Calls `call` with an executable graph: Status call(Executable&).
  template <class Call>
  Status with_executable(cudaGraphExec_t executable, Call call) {
    const std::lock_guard lock(mutex_);
    const auto found = executables_.find(executable);
    if (found == executables_.end()) return no_executable();
    // A launch in progress keeps what it has.
    if (found->second.use_count() > 1) found->second = std::make_shared<Executable>(*found->second);
    return call(*found->second);
  }
  /// Destroys everything: for tests.
  void forget();

 private:
  struct Entry {
    Graph graph;
    GraphNumber cloned_from = 0;  ///< 0: it is not a clone
    NodeNumber cloned_nodes = 0;  ///< nodes below this number are the original's
  };

  [[nodiscard]] static Status no_graph();
  [[nodiscard]] static Status no_node();
  [[nodiscard]] static Status no_executable();

  std::mutex mutex_;
  std::map<GraphNumber, Entry> graphs_;
  std::map<cudaGraphExec_t, std::shared_ptr<Executable>> executables_;
  GraphNumber last_graph_ = 0;
  std::uintptr_t last_executable_ = 0;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_GRAPHS_H
