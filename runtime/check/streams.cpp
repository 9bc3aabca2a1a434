#include "runtime/check/streams.h"

namespace larder::inline v1::check {

void StreamOrder::join(Known& known, const Known& other) {
  if (known.size() < other.size()) known.resize(other.size());
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (known[i] < other[i]) known[i] = other[i];
  }
}

std::uint32_t StreamOrder::number_of(const void* handle, StreamKind kind) {
  if (kind == StreamKind::kLegacy) return 0;
  std::uint32_t number = 1;
  while (number < streams_.size() && streams_[number].handle != handle) ++number;
  if (number == streams_.size()) streams_.push_back({handle, kind, Known(number + 1)});
  return number;
}

void StreamOrder::enter(const void* handle, StreamKind kind) {
  if (graphs_.empty()) go_to(handle, kind);
  for (RunningGraph& graph : graphs_) {
    if (!graph.entered && &graph == &graphs_.front()) go_to(handle, kind);
    if (!graph.entered) {
      graph.entered = true;
      graph.stream = present_;
      graph.before = streams_[present_].known;
    }
    if (graph.node != 0 && !graph.node_entered) go_to_node(graph);
  }
  ++streams_[present_].known[present_];
}

void StreamOrder::go_to(const void* handle, StreamKind kind) {
  present_ = number_of(handle, kind);
  Stream& stream = streams_[present_];
  join(stream.known, host_);
  if (stream.kind == StreamKind::kBlocking) join(stream.known, streams_[0].known);
  for (const Stream& other : streams_) {
    const bool waits = stream.kind == StreamKind::kLegacy && other.kind == StreamKind::kBlocking;
    if (waits) join(stream.known, other.known);
  }
}

void StreamOrder::wait_for(const void* event, bool on_host) {
  const auto recorded = events_.find(event);
  if (recorded == events_.end()) return;
  join(on_host ? host_ : streams_[present_].known, recorded->second);
}

void StreamOrder::wait_for_all() {
  for (const Stream& stream : streams_) join(host_, stream.known);
}

// --- graphs --------------------------------------------------------------------------------------

void StreamOrder::begin_graph() {
  if (graphs_.empty()) beside_used_ = 0;
  graphs_.emplace_back();
}

void StreamOrder::begin_node(std::uint32_t node, std::span<const std::uint32_t> dependencies) {
  RunningGraph& graph = graphs_.back();
  finish_node(graph);
  graph.node = node;
  graph.node_entered = false;
  graph.dependencies.assign(dependencies.begin(), dependencies.end());
}

void StreamOrder::end_graph() {
  RunningGraph& graph = graphs_.back();
  finish_node(graph);
  if (graph.entered) {
    present_ = graph.stream;
    for (const auto& [node, done] : graph.done) join(streams_[present_].known, done.known);
  }
  graphs_.pop_back();
}

// A node continues the stream of one that it depends on, if no other node did.
std::uint32_t StreamOrder::stream_for_node(const RunningGraph& graph) {
  if (graph.last_node.empty()) return graph.stream;
  for (const std::uint32_t node : graph.dependencies) {
    const auto done = graph.done.find(node);
    if (done != graph.done.end() && graph.last_node.at(done->second.stream) == node)
      return done->second.stream;
  }
  const auto [at, fresh] =
      beside_.try_emplace({graphs_.front().stream, beside_used_++}, streams_.size());
  if (fresh) streams_.push_back({nullptr, StreamKind::kFree, Known(at->second + 1)});
  return at->second;
}

void StreamOrder::go_to_node(RunningGraph& graph) {
  present_ = stream_for_node(graph);
  graph.last_node[present_] = graph.node;
  graph.node_entered = true;
  Known known = graph.before;
  for (const std::uint32_t node : graph.dependencies) {
    const auto done = graph.done.find(node);
    if (done != graph.done.end()) join(known, done->second.known);
  }
  if (known.size() <= present_) known.resize(present_ + 1);
  Known& own = streams_[present_].known;
  known[present_] = own[present_];
  own = std::move(known);
}

void StreamOrder::finish_node(RunningGraph& graph) {
  if (graph.node == 0 || !graph.entered) return;  // nothing was issued yet
  if (!graph.node_entered) go_to_node(graph);
  graph.done.insert_or_assign(graph.node, RunningGraph::Done{present_, streams_[present_].known});
}

}  // namespace larder::inline v1::check
