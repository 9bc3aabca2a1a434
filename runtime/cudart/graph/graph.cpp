#include "runtime/cudart/graph/graph.h"

#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {

Node* Graph::find(NodeNumber number) {
  const auto found = nodes_.find(number);
  return found == nodes_.end() ? nullptr : &found->second;
}

const Node* Graph::find(NodeNumber number) const {
  const auto found = nodes_.find(number);
  return found == nodes_.end() ? nullptr : &found->second;
}

NodeNumber Graph::add(Work work, std::set<NodeNumber> dependencies) {
  nodes_.emplace(next_, Node{next_, std::move(work), std::move(dependencies)});
  return next_++;
}

void Graph::remove(NodeNumber number) {
  nodes_.erase(number);
  for (auto& [each, node] : nodes_) node.dependencies.erase(number);
}

std::vector<Edge> Graph::edges() const {
  std::vector<Edge> edges;
  for (const auto& [number, node] : nodes_) {
    for (const NodeNumber from : node.dependencies) edges.push_back({from, number});
  }
  return edges;
}

std::vector<NodeNumber> Graph::dependents(NodeNumber number) const {
  std::vector<NodeNumber> dependents;
  for (const Edge& edge : edges()) {
    if (edge.from == number) dependents.push_back(edge.to);
  }
  return dependents;
}

std::set<NodeNumber> Graph::leading_to(const std::set<NodeNumber>& last) const {
  std::set<NodeNumber> found;
  std::vector<NodeNumber> left(last.begin(), last.end());
  while (!left.empty()) {
    const NodeNumber number = left.back();
    left.pop_back();
    if (!found.insert(number).second) continue;
    const Node* const node = find(number);
    if (node != nullptr)
      left.insert(left.end(), node->dependencies.begin(), node->dependencies.end());
  }
  return found;
}

Result<std::vector<const Node*>> Graph::order() const {
  std::vector<const Node*> order;
  std::map<NodeNumber, std::vector<const Node*>> dependents;
  std::map<NodeNumber, std::size_t> missing;  // dependencies that are not in the order yet
  for (const auto& [number, node] : nodes_) {
    for (const NodeNumber from : node.dependencies) dependents[from].push_back(&node);
    if (node.dependencies.empty()) order.push_back(&node);
    missing[number] = node.dependencies.size();
  }
  for (std::size_t done = 0; done < order.size(); ++done) {
    for (const Node* node : dependents[order[done]->number]) {
      if (--missing[node->number] == 0) order.push_back(node);
    }
  }
  if (order.size() == nodes_.size()) return order;
  return failure(cudaErrorInvalidValue, "the graph's dependencies form a cycle: remove one");
}

}  // namespace larder::inline v1::cudart
