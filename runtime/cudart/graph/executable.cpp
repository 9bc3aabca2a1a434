#include "runtime/cudart/graph/executable.h"

#include "runtime/cudart/graph/checked_graph.h"
#include "runtime/cudart/graph/memory_nodes.h"

namespace larder::inline v1::cudart {
namespace {

Difference compare(const Graph& here, const Graph& there);

/// The places of a node's dependencies in the order of the graph's nodes.
std::set<std::size_t> places(const Node& node, const std::map<NodeNumber, std::size_t>& of) {
  std::set<std::size_t> places;
  for (const NodeNumber number : node.dependencies) places.insert(of.at(number));
  return places;
}

std::map<NodeNumber, std::size_t> places_of(const Graph& graph) {
  std::map<NodeNumber, std::size_t> places;
  for (const auto& [number, node] : graph.nodes()) places.emplace(number, places.size());
  return places;
}

/// What a node allocates or frees; null if it does neither.
SharedAllocation memory_of(const Work& work) {
  if (const auto* allocation = std::get_if<AllocationWork>(&work)) return allocation->memory;
  const auto* const free = std::get_if<FreeWork>(&work);
  return free == nullptr ? nullptr : free->memory;
}

cudaGraphExecUpdateResult compare_work(const Work& here, const Work& there) {
  if (type_of(here) != type_of(there)) return cudaGraphExecUpdateErrorNodeTypeChanged;
  if (memory_of(here) != memory_of(there)) return cudaGraphExecUpdateErrorParametersChanged;
  const auto* const one = std::get_if<ChildWork>(&here);
  const auto* const other = std::get_if<ChildWork>(&there);
  if (one == nullptr || other == nullptr) return cudaGraphExecUpdateSuccess;
  return compare(*one->graph, *other->graph).result;
}

// The nodes of both graphs are compared in the order in which they were added.
Difference compare(const Graph& here, const Graph& there) {
  if (here.nodes().size() != there.nodes().size()) {
    return {cudaGraphExecUpdateErrorTopologyChanged};
  }
  const auto places_here = places_of(here);
  const auto places_there = places_of(there);
  auto other = there.nodes().begin();
  for (const auto& [number, node] : here.nodes()) {
    const Node& to = (other++)->second;
    const auto result = compare_work(node.work, to.work);
    if (result != cudaGraphExecUpdateSuccess) return {result, to.number, number};
    if (places(node, places_here) != places(to, places_there)) {
      return {cudaGraphExecUpdateErrorTopologyChanged, to.number, number};
    }
  }
  return {};
}

}  // namespace

Result<Executable> Executable::of(const Graph& graph, std::uint32_t origin,
                                  unsigned long long flags) {
  const Result<std::vector<const Node*>> order = graph.order();
  if (!order.ok()) return order.status();
  Executable executable;
  for (const Node* node : *order) executable.order_.push_back(node->number);
  executable.graph_ = graph;
  executable.origin_ = origin;
  executable.flags_ = flags;
  return executable;
}

Status Executable::launch(DeviceBackend& device, cudaStream_t stream) const {
  const bool auto_free = (flags_ & cudaGraphInstantiateFlagAutoFreeOnLaunch) != 0;
  Status status = begin_launch(graph_, origin_, auto_free);
  if (!status.ok()) return status;
  Issuer issuer(device, stream, auto_free);
  const CheckedGraph checked;
  for (const NodeNumber number : order_) {
    const Node& node = *graph_.find(number);
    checked.begin(node);
    if (node.enabled) status = issuer.issue(node.work);
    if (!status.ok()) break;
  }
  return end_launch(graph_, status, device, stream);
}

Difference Executable::update(const Graph& graph) {
  const Difference difference = compare(graph_, graph);
  if (difference.result != cudaGraphExecUpdateSuccess) return difference;
  auto other = graph.nodes().begin();
  for (const auto& [number, node] : graph_.nodes()) find(number)->work = (other++)->second.work;
  return difference;
}

}  // namespace larder::inline v1::cudart
