// wmma on the simulator. Element e of a matrix, counted by rows, is in lane e % 32. The first lane
// multiplies for all, which reach each other's fragments because they are fibers of one OS thread.
#ifndef LARDER_CUDART_MATRICES_PRODUCT_HOST_H
#define LARDER_CUDART_MATRICES_PRODUCT_HOST_H

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "../groups/lanes_host.h"
#include "../half/format_host.h"
#include "fragment.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace matrices {

namespace wmma = nvcuda::wmma;

template <class Layout>
inline constexpr bool kRowMajor = std::is_same_v<Layout, wmma::row_major>;

inline constexpr unsigned kLanes = 32;
inline constexpr unsigned kAllLanes = 0xffffffffu;

template <class Fragment>
struct Extent;
template <class Use, int m, int n, int k, class T, class Layout>
struct Extent<wmma::fragment<Use, m, n, k, T, Layout>> : wmma::larder_extent<Use, m, n, k, T> {
  using Base = wmma::larder_extent<Use, m, n, k, T>;
  static constexpr unsigned kElements = Base::kRows * Base::kColumns;
};

template <class Fragment, class T>
void fill(Fragment& to, const T& value) {
  for (T& element : to.x) element = value;
}

/// Waits for all lanes; a lane that is not there is an error.
inline void meet(CallSite site) {
  if (warp(WarpOperation::kBallot, kAllLanes, 1, 0, site) != kAllLanes)
    groups::refuse("wmma needs all 32 lanes of the warp", site);
}

/// Where an element of this lane lies in memory; beyond the matrix, its elements come again.
template <class Fragment>
std::size_t place(unsigned slot, unsigned stride, bool by_rows) {
  using E = Extent<Fragment>;
  const unsigned element = (slot * kLanes + lane()) % E::kElements;
  const unsigned row = element / E::kColumns;
  const unsigned column = element % E::kColumns;
  return by_rows ? std::size_t{row} * stride + column : std::size_t{column} * stride + row;
}
template <class Fragment, class T>
void load(Fragment& to, const T* from, unsigned stride, bool by_rows, CallSite site) {
  meet(site);
  for (unsigned i = 0; i < Fragment::num_elements; ++i)
    to.x[i] = from[place<Fragment>(i, stride, by_rows)];
}
template <class Fragment, class T>
void store(T* to, const Fragment& from, unsigned stride, bool by_rows, CallSite site) {
  for (unsigned i = 0; i < Fragment::num_elements; ++i)
    to[place<Fragment>(i, stride, by_rows)] = from.x[i];
  meet(site);
}

/// The bits of a float that hardware reads as tf32.
inline float truncated_to_tf32(float x) {
  return same_bits<float>(same_bits<std::uint32_t>(x) & 0xffffe000u);
}
inline float to_tf32(float x) {
  const auto bits = same_bits<std::uint32_t>(x);
  if ((bits & 0x7f800000u) == 0x7f800000u) return x;  // infinite or NaN
  return truncated_to_tf32(same_bits<float>(bits + 0x1000u));
}

/// In what sums are computed: integers that can't wrap, or double.
template <class T>
using Number = std::conditional_t<std::is_integral_v<T>, std::int64_t, double>;

template <class T, class Storage>
Number<T> number(Storage x) {
  if constexpr (std::is_same_v<T, wmma::precision::tf32>)
    return truncated_to_tf32(x);
  else if constexpr (std::is_arithmetic_v<T>)
    return static_cast<Number<T>>(x);
  else
    return halves::value(x);
}
/// A sum as an element of the result.
template <class T>
T rounded(Number<T> sum, bool saturate) {
  if constexpr (std::is_same_v<T, int>) {
    using Limits = std::numeric_limits<int>;
    if (saturate && sum > Limits::max()) return Limits::max();
    if (saturate && sum < Limits::min()) return Limits::min();
    return static_cast<int>(static_cast<std::uint32_t>(sum));
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(sum);
  } else {
    return halves::rounded<T>(sum);
  }
}

/// All elements of a matrix, by rows.
template <class Fragment, class N>
void gather(const Fragment* const (&lanes)[kLanes], N* out) {
  using T = typename Fragment::element_type;
  for (unsigned e = 0; e < Extent<Fragment>::kElements; ++e)
    out[e] = number<T>(lanes[e % kLanes]->x[e / kLanes]);
}

/// What the lanes of a warp multiply.
template <class D, class A, class B, class C>
struct Operands {
  D* d[kLanes];
  const A* a[kLanes];
  const B* b[kLanes];
  const C* c[kLanes];
};

/// One product after the other is added, each rounded to T's sums.
template <class T, class N>
N with_product(N sum, N a, N b) {
  if constexpr (std::is_same_v<T, double>)
    return std::fma(a, b, sum);
  else
    return sum + a * b;
}

template <class D, class A, class B, class C>
void multiply_for_all(const Operands<D, A, B, C>& lanes, bool saturate) {
  using Sum = typename D::element_type;
  using N = Number<Sum>;
  constexpr unsigned m = Extent<A>::kRows;
  constexpr unsigned k = Extent<A>::kColumns;
  constexpr unsigned n = Extent<B>::kColumns;
  N a[m * k], b[k * n], sums[m * n];
  gather(lanes.a, a);
  gather(lanes.b, b);
  gather(lanes.c, sums);
  for (unsigned row = 0; row < m; ++row)
    for (unsigned i = 0; i < k; ++i)
      for (unsigned column = 0; column < n; ++column)
        sums[row * n + column] =
            with_product<Sum>(sums[row * n + column], a[row * k + i], b[i * n + column]);
  for (unsigned e = 0; e < m * n; ++e)
    lanes.d[e % kLanes]->x[e / kLanes] = rounded<Sum>(sums[e], saturate);
}

template <class D, class A, class B, class C>
void multiply(D& d, const A& a, const B& b, const C& c, bool saturate, CallSite site) {
  constexpr auto kFactors = wmma::larder_element<typename A::element_type>::kKind;
  static_assert(
      wmma::larder_adds_up(kFactors, wmma::larder_element<typename C::element_type>::kKind) &&
          wmma::larder_adds_up(kFactors, wmma::larder_element<typename D::element_type>::kKind),
      "larder: wmma has no such sums of such factors");
  Operands<D, A, B, C> lanes;
  auto* const first = from_bits<Operands<D, A, B, C>*>(
      warp(WarpOperation::kShuffle, kAllLanes, to_bits(&lanes), 0, site));
  if (lane() != 0 && to_bits(first) == ~std::uint64_t{0})
    groups::refuse("wmma needs all 32 lanes of the warp", site);
  first->d[lane()] = &d;
  first->a[lane()] = &a;
  first->b[lane()] = &b;
  first->c[lane()] = &c;
  meet(site);
  if (lane() == 0) multiply_for_all(lanes, saturate);
  meet(site);
}

}  // namespace matrices
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_MATRICES_PRODUCT_HOST_H
