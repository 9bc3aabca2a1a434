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
  present_ = number_of(handle, kind);
  Stream& stream = streams_[present_];
  join(stream.known, host_);
  if (stream.kind == StreamKind::kBlocking) join(stream.known, streams_[0].known);
  for (const Stream& other : streams_) {
    const bool waits = stream.kind == StreamKind::kLegacy && other.kind == StreamKind::kBlocking;
    if (waits) join(stream.known, other.known);
  }
  ++stream.known[present_];
}

void StreamOrder::wait_for(const void* event, bool on_host) {
  const auto recorded = events_.find(event);
  if (recorded == events_.end()) return;
  join(on_host ? host_ : streams_[present_].known, recorded->second);
}

void StreamOrder::wait_for_all() {
  for (const Stream& stream : streams_) join(host_, stream.known);
}

}  // namespace larder::inline v1::check
