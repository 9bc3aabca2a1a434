// The order of launches and copies that streams, events and waits of the host promise. All host
// threads count as one: what one of them waited for, all know.
#ifndef LARDER_CHECK_STREAMS_H
#define LARDER_CHECK_STREAMS_H

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "runtime/simulator/checks.h"

namespace larder::inline v1::check {

using simulator::StreamKind;

/// A launch or a copy: of each stream they are counted from 1.
struct Operation {
  std::uint32_t stream;
  std::uint32_t number;
};

class StreamOrder {
 public:
  StreamOrder() { streams_.push_back({nullptr, StreamKind::kLegacy, {0}}); }

  /// There is a further stream.
  void add(const void* stream, StreamKind kind) { number_of(stream, kind); }
  /// The host issues an operation in this stream; it is the present one from now on.
  void enter(const void* stream, StreamKind kind);
  [[nodiscard]] Operation present() const { return {present_, streams_[present_].known[present_]}; }
  [[nodiscard]] bool several() const { return streams_.size() > 1; }
  /// Whether it happened before the present one, or is that.
  [[nodiscard]] bool is_before(Operation other) const {
    return knows(streams_[present_].known, other);
  }
  /// Whether it happened before all that the host will issue.
  [[nodiscard]] bool is_done(Operation other) const { return knows(host_, other); }

  // The present operation does this, or the host does.
  void record(const void* event) { events_[event] = streams_[present_].known; }
  void wait_for(const void* event, bool on_host);
  void wait_for_present() { join(host_, streams_[present_].known); }
  void wait_for_all();

  // The work of a graph's nodes, which is issued one by one in the stream of the launch: from here
  // to end_graph(), all that is issued is that of the node that began last. A node may itself be a
  // graph.
  void begin_graph();
  void begin_node(std::uint32_t node, std::span<const std::uint32_t> dependencies);
  void end_graph();

 private:
  /// By the number of a stream, how many of its operations happened before.
  using Known = std::vector<std::uint32_t>;
  struct Stream {
    const void* handle;
    StreamKind kind;
    Known known;
  };
  /// A graph that is launched. Nodes that may run beside each other count as in different streams;
  /// those are used again by the next launch in the same stream.
  struct RunningGraph {
    bool entered = false;      ///< its stream is known
    std::uint32_t stream = 0;  ///< of the launch, or of the node that is this graph
    Known before;              ///< the launch
    std::uint32_t node = 0;    ///< the present one; 0: none yet
    bool node_entered = false;
    std::vector<std::uint32_t> dependencies;  ///< of the present node
    struct Done {
      std::uint32_t stream;
      Known known;
    };
    std::map<std::uint32_t, Done> done;                ///< by node
    std::map<std::uint32_t, std::uint32_t> last_node;  ///< by stream
  };

  static bool knows(const Known& known, Operation other) {
    return other.stream < known.size() && known[other.stream] >= other.number;
  }
  static void join(Known& known, const Known& other);
  std::uint32_t number_of(const void* handle, StreamKind kind);
  void go_to(const void* handle, StreamKind kind);
  void go_to_node(RunningGraph& graph);
  void finish_node(RunningGraph& graph);
  std::uint32_t stream_for_node(const RunningGraph& graph);

  std::vector<Stream> streams_;  // the first is the legacy default stream
  std::uint32_t present_ = 0;
  Known host_;
  std::map<const void*, Known> events_;
  std::vector<RunningGraph> graphs_;  // each but the first is a node of the one before
  /// The streams of nodes beside others, by the stream of the launch and a number from 0.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> beside_;
  std::uint32_t beside_used_ = 0;  // in this launch
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_STREAMS_H
