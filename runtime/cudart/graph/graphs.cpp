#include "runtime/cudart/graph/graphs.h"

#include <algorithm>
#include <utility>

#include "runtime/cudart/graph/memory_nodes.h"
#include "runtime/cudart/process/shared.h"

namespace larder::inline v1::cudart {
namespace {

constexpr int kNodeBits = 32;  // the lower ones of a node's handle; the upper ones are the graph's

template <class Handle>
Handle to_handle(std::uintptr_t number) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): handles are numbers, which programs only pass on
  return reinterpret_cast<Handle>(number);
}

}  // namespace

NodeName name_of(cudaGraphNode_t handle) {
  const auto number = reinterpret_cast<std::uintptr_t>(handle);
  return {static_cast<GraphNumber>(number >> kNodeBits), static_cast<NodeNumber>(number)};
}

cudaGraphNode_t handle_of(const NodeName& name) {
  return to_handle<cudaGraphNode_t>(std::uintptr_t{name.graph} << kNodeBits | name.node);
}

GraphNumber number_of(cudaGraph_t handle) {
  const auto number = reinterpret_cast<std::uintptr_t>(handle);
  return number >> kNodeBits == 0 ? static_cast<GraphNumber>(number) : 0;
}

cudaGraph_t handle_of(GraphNumber graph) { return to_handle<cudaGraph_t>(graph); }

Graphs& Graphs::of_process() { return shared.graphs(); }

Status Graphs::no_graph() {
  return failure(cudaErrorInvalidValue, "there is no such graph, or it was destroyed");
}

Status Graphs::no_node() {
  return failure(cudaErrorInvalidValue, "there is no such node, or it was destroyed");
}

Status Graphs::no_executable() {
  return failure(cudaErrorInvalidValue, "there is no such executable graph, or it was destroyed");
}

GraphNumber Graphs::create(Graph graph) {
  const std::lock_guard lock(mutex_);
  graphs_.emplace(++last_graph_, Entry{std::move(graph)});
  return last_graph_;
}

// Its memory may have to wait for work: without the lock.
Status Graphs::destroy(GraphNumber graph) {
  decltype(graphs_)::node_type gone;
  const std::lock_guard lock(mutex_);
  gone = graphs_.extract(graph);
  return gone.empty() ? no_graph() : Status();
}

Result<GraphNumber> Graphs::clone(GraphNumber original) {
  const std::lock_guard lock(mutex_);
  const auto found = graphs_.find(original);
  if (found == graphs_.end()) return no_graph();
  const Graph& graph = found->second.graph;
  if (Status status = check_no_memory(graph, "be cloned"); !status.ok()) return status;
  graphs_.emplace(++last_graph_, Entry{graph, original, graph.next()});
  return last_graph_;
}

Result<NodeName> Graphs::find_in_clone(const NodeName& original, GraphNumber clone) {
  const std::lock_guard lock(mutex_);
  const auto found = graphs_.find(clone);
  if (found == graphs_.end()) return no_graph();
  const Entry& entry = found->second;
  const bool cloned = original.graph != 0 && entry.cloned_from == original.graph &&
                      original.node < entry.cloned_nodes;
  if (!cloned || entry.graph.find(original.node) == nullptr) {
    return failure(cudaErrorInvalidValue, "the clone has no node that was made of this one");
  }
  return NodeName{clone, original.node};
}

Result<cudaGraphExec_t> Graphs::instantiate(GraphNumber graph, unsigned long long flags) {
  const std::lock_guard lock(mutex_);
  const auto found = graphs_.find(graph);
  if (found == graphs_.end()) return no_graph();
  const bool again = std::ranges::any_of(
      executables_, [&](const auto& each) { return each.second->origin() == graph; });
  Status status =
      again ? check_no_memory(found->second.graph, "have two executable graphs at once") : Status();
  if (!status.ok()) return status;
  Result<Executable> executable = Executable::of(found->second.graph, graph, flags);
  if (!executable.ok()) return executable.status();
  auto* const handle = to_handle<cudaGraphExec_t>(++last_executable_);
  executables_.emplace(handle, std::make_shared<Executable>(*std::move(executable)));
  return handle;
}

Status Graphs::destroy(cudaGraphExec_t executable) {
  decltype(executables_)::node_type gone;
  const std::lock_guard lock(mutex_);
  gone = executables_.extract(executable);
  return gone.empty() ? no_executable() : Status();
}

Result<std::shared_ptr<const Executable>> Graphs::find(cudaGraphExec_t executable) {
  const std::lock_guard lock(mutex_);
  const auto found = executables_.find(executable);
  if (found == executables_.end()) return no_executable();
  return std::shared_ptr<const Executable>(found->second);
}

void Graphs::forget() {
  const std::lock_guard lock(mutex_);
  graphs_.clear();
  executables_.clear();
}

}  // namespace larder::inline v1::cudart
