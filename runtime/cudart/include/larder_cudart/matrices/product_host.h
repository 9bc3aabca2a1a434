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

/// In what products are added up. Those of bytes can't overflow; c is added to them at last.
template <class T>
using Number = std::conditional_t<std::is_integral_v<T>, int, double>;

template <class T, class Storage>
Number<T> number(Storage x) {
  if constexpr (std::is_same_v<T, wmma::precision::tf32>)
    return truncated_to_tf32(x);
  else if constexpr (std::is_arithmetic_v<T>)
    return static_cast<Number<T>>(x);
  else
    return halves::value(x);
}
/// c and a sum of products of integers: wrapped, or limited.
inline int added(int c, int sum, bool saturate) {
  using Limits = std::numeric_limits<int>;
  const std::int64_t whole = std::int64_t{c} + sum;
  if (saturate && whole > Limits::max()) return Limits::max();
  if (saturate && whole < Limits::min()) return Limits::min();
  return static_cast<int>(static_cast<std::uint32_t>(whole));
}
template <class T>
T rounded(double sum) {
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(sum);
  else
    return halves::rounded<T>(sum);
}

/// All elements of a matrix, by rows.
template <class Fragment, class N>
LARDER_UNCHECKED void gather(const Fragment* const (&lanes)[kLanes], N* out) {
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

/// Adds a * b to the sums, all by rows.
template <bool Fused, unsigned m, unsigned n, unsigned k, class N>
LARDER_UNCHECKED void add_products(const N* a, const N* b, N* sums) {
  for (unsigned row = 0; row < m; ++row)
    for (unsigned i = 0; i < k; ++i)
      for (unsigned column = 0; column < n; ++column) {
        N& sum = sums[row * n + column];
        if constexpr (Fused)
          sum = std::fma(a[row * k + i], b[i * n + column], sum);
        else
          sum += a[row * k + i] * b[i * n + column];
      }
}

template <class D, class A, class B, class C>
LARDER_UNCHECKED void multiply_for_all(const Operands<D, A, B, C>& lanes, bool saturate) {
  using Sum = typename D::element_type;
  using N = Number<Sum>;
  constexpr unsigned m = Extent<A>::kRows;
  constexpr unsigned k = Extent<A>::kColumns;
  constexpr unsigned n = Extent<B>::kColumns;
  N a[m * k], b[k * n], sums[m * n] = {};
  gather(lanes.a, a);
  gather(lanes.b, b);
  if constexpr (!std::is_integral_v<Sum>) gather(lanes.c, sums);
  add_products<std::is_same_v<Sum, double>, m, n, k>(a, b, sums);
  for (unsigned e = 0; e < m * n; ++e) {
    Sum& out = lanes.d[e % kLanes]->x[e / kLanes];
    if constexpr (std::is_integral_v<Sum>)
      out = added(lanes.c[e % kLanes]->x[e / kLanes], sums[e], saturate);
    else
      out = rounded<Sum>(sums[e]);
  }
}

template <class D, class A, class B, class C>
LARDER_UNCHECKED void multiply(D& d, const A& a, const B& b, const C& c, bool saturate,
                               CallSite site) {
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
