// Reductions and scans on the CPU. Where rounding matters they keep the accuracy of a GPU's, which
// adds up in a tree: items are added in blocks, and the blocks' results to each other.
#ifndef LARDER_CCCL_DEVICE_SUMS_H
#define LARDER_CCCL_DEVICE_SUMS_H

#include <cuda/std/type_traits>

#include "larder_cccl/settings.h"

namespace larder_cccl {

constexpr long long kBlock = 1024;

template <class Result, class Iterator, class Operator>
_CCCL_HOST_DEVICE Result reduced_in_order(Iterator first, long long count, Operator& add) {
  Result out = first[0];
  for (long long i = 1; i < count; ++i) out = add(out, first[i]);
  return out;
}

/// The reduction of `count` > 0 items, in their order.
template <class Result, class Iterator, class Operator>
_CCCL_HOST_DEVICE Result reduced(Iterator first, long long count, Operator& add) {
  if (::cuda::std::is_integral<Result>::value || count <= kBlock)
    return reduced_in_order<Result>(first, count, add);
  const long long half = (count / kBlock + 1) / 2 * kBlock;
  Result left = reduced<Result>(first, half, add);
  if (half == count) return left;
  return add(left, reduced<Result>(first + half, count - half, add));
}

/// Writes to out[i] what precedes item i, `before` included, and gives the total. `out` may be the
/// items themselves.
template <class Result, class Iterator, class Output, class Operator>
_CCCL_HOST_DEVICE Result exclusive_scan(Iterator first, Output out, long long count, Result before,
                                        Operator& add) {
  const long long block = ::cuda::std::is_integral<Result>::value ? count : kBlock;
  for (long long begin = 0; begin < count; begin += block) {
    const long long end = count - begin < block ? count : begin + block;
    Result sum = first[begin];
    out[begin] = before;
    for (long long i = begin + 1; i < end; ++i) {
      const Result item = first[i];
      out[i] = add(before, sum);
      sum = add(sum, item);
    }
    before = add(before, sum);
  }
  return before;
}

/// Writes to out[i] the reduction of `before` and the items from `begin` up to i. `out` may be the
/// items themselves.
template <class Result, class Iterator, class Output, class Operator>
_CCCL_HOST_DEVICE void inclusive_scan(Iterator first, Output out, long long begin, long long count,
                                      Result before, Operator& add) {
  const long long block = ::cuda::std::is_integral<Result>::value ? count : kBlock;
  for (; begin < count; begin += block) {
    const long long end = count - begin < block ? count : begin + block;
    Result sum = first[begin];
    out[begin] = add(before, sum);
    for (long long i = begin + 1; i < end; ++i) {
      sum = add(sum, first[i]);
      out[i] = add(before, sum);
    }
    before = add(before, sum);
  }
}

/// The same from the first item on.
template <class Result, class Iterator, class Output, class Operator>
_CCCL_HOST_DEVICE void inclusive_scan(Iterator first, Output out, long long count, Operator& add) {
  if (count <= 0) return;
  const Result before = first[0];
  out[0] = before;
  inclusive_scan<Result>(first, out, 1, count, before, add);
}

}  // namespace larder_cccl

#endif  // LARDER_CCCL_DEVICE_SUMS_H
