#include "runtime/cudart/graph/captures.h"

#include <algorithm>

#include "runtime/cudart/graph/memory_nodes.h"
#include "runtime/cudart/process/shared.h"

namespace larder::inline v1::cudart {

Captures& Captures::of_process() { return shared.captures(); }

Status Captures::invalidated() {
  return failure(cudaErrorStreamCaptureInvalidated,
                 "a call before was not allowed in this capture: end it");
}

Captures::Key Captures::key(cudaStream_t stream) {
  return {stream, stream == cudaStreamPerThread ? &this_thread() : nullptr};
}

Captures::Member* Captures::find(cudaStream_t stream) {
  const auto found = streams_.find(key(stream));
  return found == streams_.end() ? nullptr : &found->second;
}

void Captures::count() {
  streams_captured_ = streams_.size();
  events_captured_ = events_.size();
}

Status Captures::invalidate(Capture& capture, cudaError_t error, std::string words) {
  capture.valid = false;
  return failure(error, std::move(words));
}

Status Captures::begin(DeviceBackend& device, const CaptureBegin& with) {
  if (is_legacy(with.stream)) {
    return failure(cudaErrorStreamCaptureUnsupported,
                   "the legacy default stream can't capture: create a stream");
  }
  const Result<unsigned> flags = device.stream_flags(with.stream);
  if (!flags.ok()) return flags.status();
  const std::lock_guard lock(mutex_);
  if (find(with.stream) != nullptr) {
    return failure(cudaErrorIllegalState, "the stream captures already");
  }
  const GraphNumber graph = with.graph == 0 ? Graphs::of_process().create({}) : with.graph;
  const Capture capture{++last_id_,     graph,       with.graph == 0, with.mode,
                        &this_thread(), with.stream, &device};
  streams_.emplace(key(with.stream),
                   Member{std::make_shared<Capture>(capture), (*flags & cudaStreamNonBlocking) == 0,
                          with.dependencies});
  count();
  return {};
}

// All streams of the capture work as usual again.
void Captures::finish(Capture& capture) {
  capture.over = true;
  std::erase_if(streams_, [&](const auto& each) { return each.second.capture.get() == &capture; });
  count();
}

// The last work of each stream that takes part, or did.
std::set<NodeNumber> Captures::last_of_all(const Capture& capture) const {
  std::set<NodeNumber> last = capture.left;
  for (const auto& [key, member] : streams_) {
    if (member.capture.get() == &capture) last.insert(member.last.begin(), member.last.end());
  }
  return last;
}

// What other streams recorded must lead to the stream in which the capture began.
Status Captures::check_joined(const Capture& capture) {
  std::set<NodeNumber> joined;
  Status status = Graphs::of_process().with_graph(capture.graph, [&](const Graph& graph) {
    joined = graph.leading_to(find(capture.stream)->last);
    return Status();
  });
  if (!status.ok() || std::ranges::includes(joined, last_of_all(capture))) return status;
  return failure(cudaErrorStreamCaptureUnjoined,
                 "another stream of the capture has work that the first one does not wait for: "
                 "record an event there, and let the first stream wait for it");
}

Result<GraphNumber> Captures::end(cudaStream_t stream) {
  std::unique_lock lock(mutex_);
  const Member* const member = find(stream);
  if (member == nullptr) return failure(cudaErrorIllegalState, "the stream does not capture");
  const SharedCapture capture = member->capture;
  if (capture->stream != stream) {
    return invalidate(*capture, cudaErrorStreamCaptureUnmatched,
                      "the capture began in another stream: end it there");
  }
  if (capture->mode != cudaStreamCaptureModeRelaxed && capture->thread != &this_thread()) {
    return failure(cudaErrorStreamCaptureWrongThread,
                   "the capture began in another thread: end it there, or begin it with "
                   "cudaStreamCaptureModeRelaxed");
  }
  const Status status = capture->valid ? check_joined(*capture) : invalidated();
  finish(*capture);
  if (status.ok()) return capture->graph;
  lock.unlock();  // the graph's memory may have to wait for work
  // The graph may be gone: the user has its handle from cudaStreamGetCaptureInfo.
  if (capture->own_graph) static_cast<void>(Graphs::of_process().destroy(capture->graph));
  return status;
}

Result<CaptureInfo> Captures::info(DeviceBackend& device, cudaStream_t stream) {
  const std::lock_guard lock(mutex_);
  if (is_legacy(stream)) {
    for (const auto& [key, member] : streams_) {
      if (!member.blocking || member.capture->device != &device) continue;
      return failure(cudaErrorStreamCaptureImplicit, "a stream captures that this one waits for");
    }
  }
  Member* const member = find(stream);
  if (member == nullptr) return CaptureInfo{};
  const Capture& capture = *member->capture;
  if (!capture.valid) return CaptureInfo{cudaStreamCaptureStatusInvalidated, capture.id};
  member->shown.clear();
  for (const NodeNumber node : member->last)
    member->shown.push_back(handle_of({capture.graph, node}));
  member->edges.assign(member->shown.size(), {});
  return CaptureInfo{cudaStreamCaptureStatusActive, capture.id, capture.graph, &member->shown,
                     &member->edges};
}

Status Captures::depend_on(cudaStream_t stream, const std::set<NodeNumber>& nodes, bool add) {
  const std::lock_guard lock(mutex_);
  Member* const member = find(stream);
  if (member == nullptr) return failure(cudaErrorIllegalState, "the stream does not capture");
  if (!member->capture->valid) return invalidated();
  if (!add) member->last.clear();
  member->last.insert(nodes.begin(), nodes.end());
  return {};
}

Result<bool> Captures::admit(DeviceBackend& device, cudaStream_t stream) {
  const std::lock_guard lock(mutex_);
  if (is_legacy(stream)) {
    const Status status = check_legacy(device);
    if (!status.ok()) return status;
    return false;
  }
  const Member* const member = find(stream);
  if (member == nullptr) return false;
  if (!member->capture->valid) return invalidated();
  return true;
}

Status Captures::add_node(Member& member, const Work& work) {
  return Graphs::of_process().with_graph(member.capture->graph, [&](Graph& graph) {
    if (Status status = admit_memory(graph, member.capture->graph, work); !status.ok()) {
      return status;
    }
    // The user may have destroyed nodes.
    std::erase_if(member.last, [&](NodeNumber node) { return graph.find(node) == nullptr; });
    member.last = {graph.add(work, std::move(member.last))};
    return Status();
  });
}

Status Captures::record(cudaStream_t stream, const Result<Work>& work) {
  const std::lock_guard lock(mutex_);
  Member* const member = find(stream);
  if (member == nullptr) return failure(cudaErrorIllegalState, "the capture has just ended");
  if (!member->capture->valid) return invalidated();
  Status status = work.ok() ? add_node(*member, *work) : work.status();
  // A graph without this work would give wrong results.
  if (!status.ok()) member->capture->valid = false;
  return status;
}

void Captures::forget() {
  const std::lock_guard lock(mutex_);
  for (auto& [key, member] : streams_) member.capture->over = true;
  streams_.clear();
  events_.clear();
  count();
}

}  // namespace larder::inline v1::cudart
