#include "runtime/simulator/warp.h"

#include <cstring>

namespace larder::inline v1::simulator {
namespace {

constexpr std::uint64_t kUndefined = ~std::uint64_t{0};

// Calls use(lane) for each of `lanes`.
template <class Use>
LARDER_NO_TSAN void for_each(unsigned lanes, Use use) {
  for (; lanes != 0; lanes &= lanes - 1) use(static_cast<unsigned>(__builtin_ctz(lanes)));
}

LARDER_NO_TSAN unsigned matching(const LaneValues& values, unsigned lanes, std::uint64_t wanted) {
  unsigned found = 0;
  for_each(lanes, [&](unsigned lane) LARDER_NO_TSAN {
    found |= (values.value[lane] == wanted ? 1u : 0u) << lane;
  });
  return found;
}

using Word = std::uint32_t;

// One result for all lanes, computed from all their values from the lowest lane up.
template <class Step>
LARDER_NO_TSAN std::uint64_t reduce(const LaneValues& values, unsigned lanes, Step step) {
  auto result = static_cast<Word>(values.value[__builtin_ctz(lanes)]);
  for_each(lanes & (lanes - 1), [&](unsigned lane) LARDER_NO_TSAN {
    result = step(result, static_cast<Word>(values.value[lane]));
  });
  return result;
}

template <class Number>
LARDER_NO_TSAN Word smaller(Word a, Word b) {
  return static_cast<Number>(b) < static_cast<Number>(a) ? b : a;
}
template <class Number>
LARDER_NO_TSAN Word larger(Word a, Word b) {
  return static_cast<Number>(a) < static_cast<Number>(b) ? b : a;
}

LARDER_NO_TSAN void give_all(unsigned lanes, LaneValues& values, std::uint64_t result) {
  for_each(lanes, [&](unsigned lane) LARDER_NO_TSAN { values.result[lane] = result; });
}

LARDER_NO_TSAN void shuffle(unsigned lanes, LaneValues& values) {
  for_each(lanes, [&](unsigned lane) LARDER_NO_TSAN {
    const unsigned source = values.operand[lane];
    values.result[lane] = (lanes >> source & 1u) != 0 ? values.value[source] : kUndefined;
  });
}

LARDER_NO_TSAN void match_any(unsigned lanes, LaneValues& values) {
  for_each(lanes, [&](unsigned lane) LARDER_NO_TSAN {
    values.result[lane] = matching(values, lanes, values.value[lane]);
  });
}

// For operations with the same result in all lanes.
LARDER_NO_TSAN std::uint64_t common_result(WarpOperation operation, unsigned lanes,
                                           const LaneValues& values) {
  const std::uint64_t first = values.value[__builtin_ctz(lanes)];
  switch (operation) {
    case WarpOperation::kBallot:
      return matching(values, lanes, 1);
    case WarpOperation::kAny:
      return matching(values, lanes, 1) != 0 ? 1 : 0;
    case WarpOperation::kAll:
      return matching(values, lanes, 1) == lanes ? 1 : 0;
    case WarpOperation::kUniform:
      return matching(values, lanes, first) == lanes ? 1 : 0;
    case WarpOperation::kMatchAll:
      return matching(values, lanes, first) == lanes ? lanes : 0;
    case WarpOperation::kReduceAdd:
      return reduce(values, lanes, [](Word a, Word b) { return a + b; });
    case WarpOperation::kReduceMinSigned:
      return reduce(values, lanes, smaller<std::int32_t>);
    case WarpOperation::kReduceMinUnsigned:
      return reduce(values, lanes, smaller<Word>);
    case WarpOperation::kReduceMaxSigned:
      return reduce(values, lanes, larger<std::int32_t>);
    case WarpOperation::kReduceMaxUnsigned:
      return reduce(values, lanes, larger<Word>);
    case WarpOperation::kReduceAnd:
      return reduce(values, lanes, [](Word a, Word b) { return a & b; });
    case WarpOperation::kReduceOr:
      return reduce(values, lanes, [](Word a, Word b) { return a | b; });
    case WarpOperation::kReduceXor:
      return reduce(values, lanes, [](Word a, Word b) { return a ^ b; });
    case WarpOperation::kSync:
    case WarpOperation::kShuffle:
    case WarpOperation::kMatchAny:
      break;
  }
  return 0;
}

LARDER_NO_TSAN bool is_behind(const Rendezvous& a, const Rendezvous& b) {
  const Place& one = a.place;
  const Place& two = b.place;
  if (same_place(one.site, two.site)) return one.where < two.where;
  return one.site.line < two.site.line && std::strcmp(one.site.file, two.site.file) == 0;
}

}  // namespace

LARDER_NO_TSAN bool same_place(CallSite a, CallSite b) {
  return a.line == b.line && (a.file == b.file || std::strcmp(a.file, b.file) == 0);
}

LARDER_NO_TSAN bool same_place(const Place& a, const Place& b) {
  return a.where == b.where && a.path == b.path && same_place(a.site, b.site);
}

LARDER_NO_TSAN void combine(WarpOperation operation, unsigned lanes, LaneValues& values) {
  if (operation == WarpOperation::kShuffle) return shuffle(lanes, values);
  if (operation == WarpOperation::kMatchAny) return match_any(lanes, values);
  give_all(lanes, values, common_result(operation, lanes, values));
}

LARDER_NO_TSAN void Warp::reset(unsigned missing) {
  exited_ = missing;
  blocked_ = 0;
  open_count_ = 0;
  convergences_ = 0;
}

LARDER_NO_TSAN Rendezvous& Warp::join(Wait kind, WarpOperation operation, unsigned mask,
                                      const Place& place) {
  for (unsigned i = 0; i < open_count_; ++i) {
    Rendezvous& meeting = open_[i];
    if (meeting.kind != kind || meeting.operation != operation || meeting.mask != mask) continue;
    if (kind == Wait::kWarp || same_place(meeting.place, place)) return meeting;
  }
  if (kind == Wait::kConvergence) {
    ++convergences_;
    rounds_ = 0;
  }
  Rendezvous& meeting = open_[open_count_++];
  meeting.kind = kind;
  meeting.operation = operation;
  meeting.mask = mask;
  meeting.arrived = 0;
  meeting.place = place;
  meeting.order = &orders_[opened_++ % kMeetings];
  meeting.waiting.head = nullptr;
  return meeting;
}

LARDER_NO_TSAN bool Warp::complete(const Rendezvous& meeting) const {
  return meeting.arrived == (meeting.mask & ~exited_);
}

LARDER_NO_TSAN void Warp::finish(Rendezvous& meeting, ThreadQueue& ready) {
  if (meeting.kind == Wait::kConvergence) {
    const unsigned arrived = meeting.arrived;
    for_each(arrived, [&](unsigned lane) LARDER_NO_TSAN { values_.result[lane] = arrived; });
    --convergences_;
  } else {
    combine(meeting.operation, meeting.arrived, values_);
  }
  blocked_ &= ~meeting.arrived;
  ready.append(meeting.waiting);
  meeting = open_[--open_count_];
}

// Finishes operations that waited only for lanes that have exited.
LARDER_NO_TSAN void Warp::finish_without(ThreadQueue& ready) {
  for (unsigned i = open_count_; i-- > 0;) {
    if (open_[i].kind == Wait::kWarp && complete(open_[i])) finish(open_[i], ready);
  }
  finish_convergence(ready);
}

// Lanes at the same place count as together as soon as the warp can do nothing else.
LARDER_NO_TSAN void Warp::finish_convergence(ThreadQueue& ready) {
  if ((blocked_ | exited_) == kAllLanes) converge(ready);
}

// Of lanes at several places, those that others have left behind go on first, as in step.
LARDER_NO_TSAN void Warp::converge(ThreadQueue& ready) {
  Rendezvous* hindmost = nullptr;
  for (unsigned i = 0; i < open_count_; ++i) {
    if (open_[i].kind != Wait::kConvergence) continue;
    if (hindmost == nullptr || is_behind(open_[i], *hindmost)) hindmost = &open_[i];
  }
  if (hindmost == nullptr) return;
  finish(*hindmost, ready);
  rounds_ = 0;
}

}  // namespace larder::inline v1::simulator
