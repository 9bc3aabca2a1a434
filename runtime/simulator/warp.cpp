#include "runtime/simulator/warp.h"

#include <cstring>

namespace larder::inline v1::simulator {
namespace {

constexpr std::uint64_t kUndefined = ~std::uint64_t{0};

// Calls use(lane) for each of `lanes`.
template <class Use>
LARDER_UNWATCHED void for_each(unsigned lanes, Use use) {
  for (; lanes != 0; lanes &= lanes - 1) use(static_cast<unsigned>(__builtin_ctz(lanes)));
}

LARDER_UNWATCHED unsigned matching(const LaneValues& values, unsigned lanes, std::uint64_t wanted) {
  unsigned found = 0;
  for_each(lanes, [&](unsigned lane) LARDER_UNWATCHED {
    found |= (values.value[lane] == wanted ? 1u : 0u) << lane;
  });
  return found;
}

// One result for all lanes, computed from all their values from the lowest lane up.
template <class Step>
LARDER_UNWATCHED std::uint64_t reduce(const LaneValues& values, unsigned lanes, Step step) {
  auto result = static_cast<std::uint32_t>(values.value[__builtin_ctz(lanes)]);
  for_each(lanes & (lanes - 1), [&](unsigned lane) LARDER_UNWATCHED {
    result = step(result, static_cast<std::uint32_t>(values.value[lane]));
  });
  return result;
}

LARDER_UNWATCHED std::uint64_t reduce(WarpOperation operation, unsigned lanes,
                                      const LaneValues& values) {
  using Word = std::uint32_t;
  using Signed = std::int32_t;
  switch (operation) {
    case WarpOperation::kReduceAdd:
      return reduce(values, lanes, [](Word a, Word b) { return a + b; });
    case WarpOperation::kReduceMinSigned:
      return reduce(values, lanes, [](Word a, Word b) {
        return static_cast<Signed>(b) < static_cast<Signed>(a) ? b : a;
      });
    case WarpOperation::kReduceMaxSigned:
      return reduce(values, lanes, [](Word a, Word b) {
        return static_cast<Signed>(a) < static_cast<Signed>(b) ? b : a;
      });
    case WarpOperation::kReduceMinUnsigned:
      return reduce(values, lanes, [](Word a, Word b) { return b < a ? b : a; });
    case WarpOperation::kReduceMaxUnsigned:
      return reduce(values, lanes, [](Word a, Word b) { return a < b ? b : a; });
    case WarpOperation::kReduceAnd:
      return reduce(values, lanes, [](Word a, Word b) { return a & b; });
    case WarpOperation::kReduceOr:
      return reduce(values, lanes, [](Word a, Word b) { return a | b; });
    default:
      return reduce(values, lanes, [](Word a, Word b) { return a ^ b; });
  }
}

// The result that all lanes share, for the operations that have one.
LARDER_UNWATCHED std::uint64_t common_result(WarpOperation operation, unsigned lanes,
                                             const LaneValues& values) {
  const std::uint64_t first = values.value[__builtin_ctz(lanes)];
  switch (operation) {
    case WarpOperation::kSync:
      return 0;
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
    default:
      return reduce(operation, lanes, values);
  }
}

}  // namespace

LARDER_UNWATCHED bool same_place(Site a, Site b) {
  return a.line == b.line && (a.file == b.file || std::strcmp(a.file, b.file) == 0);
}

LARDER_UNWATCHED void combine(WarpOperation operation, unsigned lanes, LaneValues& values) {
  if (operation == WarpOperation::kShuffle) {
    for_each(lanes, [&](unsigned lane) LARDER_UNWATCHED {
      const unsigned source = values.operand[lane];
      values.result[lane] = (lanes >> source & 1u) != 0 ? values.value[source] : kUndefined;
    });
  } else if (operation == WarpOperation::kMatchAny) {
    for_each(lanes, [&](unsigned lane) LARDER_UNWATCHED {
      values.result[lane] = matching(values, lanes, values.value[lane]);
    });
  } else {
    const std::uint64_t result = common_result(operation, lanes, values);
    for_each(lanes, [&](unsigned lane) LARDER_UNWATCHED { values.result[lane] = result; });
  }
}

LARDER_UNWATCHED void Warp::reset(unsigned missing) {
  exited_ = missing;
  blocked_ = 0;
  open_count_ = 0;
  convergences_ = 0;
}

LARDER_UNWATCHED Rendezvous& Warp::join(Wait kind, WarpOperation operation, unsigned mask,
                                        Site site) {
  for (unsigned i = 0; i < open_count_; ++i) {
    Rendezvous& meeting = open_[i];
    if (meeting.kind != kind || meeting.operation != operation || meeting.mask != mask) continue;
    if (kind == Wait::kWarp || same_place(meeting.site, site)) return meeting;
  }
  if (kind == Wait::kConvergence) ++convergences_;
  Rendezvous& meeting = open_[open_count_++];
  meeting.kind = kind;
  meeting.operation = operation;
  meeting.mask = mask;
  meeting.arrived = 0;
  meeting.site = site;
  meeting.order = &orders_[opened_++ % (2 * kLanes)];
  meeting.waiting.head = nullptr;
  return meeting;
}

LARDER_UNWATCHED bool Warp::complete(const Rendezvous& meeting) const {
  return meeting.arrived == (meeting.mask & ~exited_);
}

LARDER_UNWATCHED void Warp::finish(Rendezvous& meeting, ThreadQueue& ready) {
  if (meeting.kind == Wait::kConvergence) {
    const unsigned arrived = meeting.arrived;
    for_each(arrived, [&](unsigned lane) LARDER_UNWATCHED { values_.result[lane] = arrived; });
    --convergences_;
  } else {
    combine(meeting.operation, meeting.arrived, values_);
  }
  blocked_ &= ~meeting.arrived;
  ready.append(meeting.waiting);
  meeting = open_[--open_count_];
}

// Finishes what waited only for lanes that have exited.
LARDER_UNWATCHED void Warp::finish_without(ThreadQueue& ready) {
  for (unsigned i = open_count_; i-- > 0;) {
    if (open_[i].kind == Wait::kWarp && complete(open_[i])) finish(open_[i], ready);
  }
  finish_convergence(ready);
}

// Lanes at one place are taken to be together as soon as the warp can do nothing else.
LARDER_UNWATCHED void Warp::finish_convergence(ThreadQueue& ready) {
  if (convergences_ == 0 || (blocked_ | exited_) != kAllLanes) return;
  unsigned i = 0;
  while (open_[i].kind != Wait::kConvergence) ++i;
  finish(open_[i], ready);
}

}  // namespace larder::inline v1::simulator
