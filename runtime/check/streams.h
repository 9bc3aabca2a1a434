// The order of launches and copies that streams, events and waits of the host promise. All host
// threads count as one: what one of them waited for, all know.
#ifndef LARDER_CHECK_STREAMS_H
#define LARDER_CHECK_STREAMS_H

#include <cstdint>
#include <map>
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

 private:
  /// By the number of a stream, how many of its operations happened before.
  using Known = std::vector<std::uint32_t>;
  struct Stream {
    const void* handle;
    StreamKind kind;
    Known known;
  };

  static bool knows(const Known& known, Operation other) {
    return other.stream < known.size() && known[other.stream] >= other.number;
  }
  static void join(Known& known, const Known& other);
  std::uint32_t number_of(const void* handle, StreamKind kind);

  std::vector<Stream> streams_;  // the first is the legacy default stream
  std::uint32_t present_ = 0;
  Known host_;
  std::map<const void*, Known> events_;
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_STREAMS_H
