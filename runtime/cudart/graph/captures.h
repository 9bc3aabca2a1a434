// Stream capture: which streams record their work as nodes of a graph, and what that forbids.
//
// A capture begins in one stream. A stream that waits for an event of the capture joins it. A call
// that is not allowed invalidates the captures that it concerns: until they end, all else that
// concerns them fails with cudaErrorStreamCaptureInvalidated.
#ifndef LARDER_CUDART_GRAPH_CAPTURES_H
#define LARDER_CUDART_GRAPH_CAPTURES_H

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/cudart/graph/graphs.h"
#include "runtime/cudart/process/thread_state.h"

namespace larder::inline v1::cudart {

/// Where a capture begins.
struct CaptureBegin {
  cudaStream_t stream = nullptr;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
  GraphNumber graph = 0;  ///< 0: a new one
  std::set<NodeNumber> dependencies;
};

/// What cudaStreamGetCaptureInfo tells; all but the status is 0 if the stream does not capture.
struct CaptureInfo {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
  unsigned long long id = 0;
  GraphNumber graph = 0;
  /// These two belong to the stream, until its next node.
  const std::vector<cudaGraphNode_t>* dependencies = nullptr;
  const std::vector<cudaGraphEdgeData>* edges = nullptr;
};

/// Thread safe. `device` is the device of the call.
class Captures {
 public:
  [[nodiscard]] static Captures& of_process();

  /// Whether any stream captures. The other functions need not be called if none does, except those
  /// for events.
  [[nodiscard]] bool any() const { return streams_captured_.load() != 0; }
  /// Whether any event was last recorded in a capturing stream.
  [[nodiscard]] bool any_event() const { return events_captured_.load() != 0; }

  Status begin(DeviceBackend& device, const CaptureBegin& with);
  /// The graph. Whatever the result, the capture is over unless the thread or the stream is wrong.
  [[nodiscard]] Result<GraphNumber> end(cudaStream_t stream);
  [[nodiscard]] Result<CaptureInfo> info(DeviceBackend& device, cudaStream_t stream);
  /// Sets the nodes that the stream's next node depends on, or adds to them.
  Status depend_on(cudaStream_t stream, const std::set<NodeNumber>& nodes, bool add);

  /// Whether work in the stream is to be recorded; fails if it is not allowed.
  [[nodiscard]] Result<bool> admit(DeviceBackend& device, cudaStream_t stream);
  /// Adds a node. A failure to describe the work invalidates the capture, and is returned.
  Status record(cudaStream_t stream, const Result<Work>& work);

  /// Fails for a capturing stream: `call` can't be recorded.
  Status check_stream(DeviceBackend& device, cudaStream_t stream, const char* call);
  /// The stream will be destroyed. It leaves the capture, unless that began in it, which fails.
  Status leave(DeviceBackend& device, cudaStream_t stream);
  /// Fails if the device has a capturing stream, for calls that wait for the whole device.
  Status check_device(DeviceBackend& device);
  /// Fails if a capture does not allow this thread calls that might wait for other work.
  Status check_unsafe();
  /// The same for calls that use the legacy default stream and wait for it.
  Status check_waiting(DeviceBackend& device);

  /// True: the event now stands for the work that the stream has recorded.
  [[nodiscard]] Result<bool> record_event(DeviceBackend& device, cudaStream_t stream,
                                          cudaEvent_t event, bool external);
  /// True: the stream's next node depends on the event's work, and the stream is part of its
  /// capture.
  [[nodiscard]] Result<bool> wait_event(DeviceBackend& device, cudaStream_t stream,
                                        cudaEvent_t event, bool external);
  /// Fails for an event that stands for captured work.
  Status check_event(cudaEvent_t event);
  /// The event was destroyed.
  void forget_event(cudaEvent_t event);
  /// No stream captures any longer, and events stand for nothing captured.
  void forget();

 private:
  struct Capture {
    unsigned long long id = 0;
    GraphNumber graph = 0;
    bool own_graph = true;  ///< it was made for the capture
    cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
    const ThreadState* thread = nullptr;  ///< that began it
    cudaStream_t stream = nullptr;        ///< in which it began
    const DeviceBackend* device = nullptr;
    std::set<NodeNumber> left = {};  ///< the last work of streams that were destroyed
    bool valid = true;
    bool over = false;
  };
  using SharedCapture = std::shared_ptr<Capture>;
  /// A stream that captures.
  struct Member {
    SharedCapture capture;
    bool blocking = true;                     ///< the legacy default stream waits for it
    std::set<NodeNumber> last = {};           ///< what the next node depends on
    std::vector<cudaGraphNode_t> shown = {};  ///< the same, for the user
    std::vector<cudaGraphEdgeData> edges = {};
  };
  /// What an event stands for.
  struct Recorded {
    SharedCapture capture;
    std::set<NodeNumber> nodes;
  };
  /// cudaStreamPerThread is another stream in each thread.
  using Key = std::pair<cudaStream_t, const ThreadState*>;

  // The caller holds the mutex.
  [[nodiscard]] static Key key(cudaStream_t stream);
  [[nodiscard]] Member* find(cudaStream_t stream);
  [[nodiscard]] Status check_legacy(const DeviceBackend& device);
  [[nodiscard]] static Status invalidate(Capture& capture, cudaError_t error, std::string words);
  [[nodiscard]] static Status invalidated();
  [[nodiscard]] Status join(DeviceBackend& device, cudaStream_t stream, const Recorded& recorded);
  [[nodiscard]] Status add_node(Member& member, const Work& work);
  [[nodiscard]] Status check_joined(const Capture& capture);
  [[nodiscard]] std::set<NodeNumber> last_of_all(const Capture& capture) const;
  void finish(Capture& capture);
  void count();

  std::mutex mutex_;
  std::map<Key, Member> streams_;
  std::map<cudaEvent_t, Recorded> events_;
  unsigned long long last_id_ = 0;
  std::atomic<std::size_t> streams_captured_ = 0;
  std::atomic<std::size_t> events_captured_ = 0;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_CAPTURES_H
