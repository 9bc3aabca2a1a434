// wmma's functions. The lanes of a warp, all 32, call each with the same arguments but their own
// fragments, and wait for each other in those whose names end in _sync.
#ifndef LARDER_CUDART_MATRICES_FUNCTIONS_H
#define LARDER_CUDART_MATRICES_FUNCTIONS_H

#include "fragment.h"
#include "larder/cuda/sync.h"

#if !defined(LARDER_SCAN)
#include "product_host.h"
#endif

namespace nvcuda {
namespace wmma {

// The matrix at `from`; `stride` elements lie between the beginnings of rows or columns.
template <class Use, int m, int n, int k, class T, class Layout>
LARDER_WAITS(void, load_matrix_sync,
             (fragment<Use, m, n, k, T, Layout> & to,
              const typename larder_element<T>::storage* from, unsigned stride),
             larder::simulator::matrices::load(to, from, stride,
                                               larder::simulator::matrices::kRowMajor<Layout>,
                                               site))
template <int m, int n, int k, class T>
LARDER_WAITS(void, load_matrix_sync,
             (fragment<accumulator, m, n, k, T> & to, const T* from, unsigned stride,
              layout_t layout),
             larder::simulator::matrices::load(to, from, stride, layout == mem_row_major, site))
template <int m, int n, int k, class T>
LARDER_WAITS(void, store_matrix_sync,
             (T * to, const fragment<accumulator, m, n, k, T>& from, unsigned stride,
              layout_t layout),
             larder::simulator::matrices::store(to, from, stride, layout == mem_row_major, site))

/// Sets all elements.
template <class Use, int m, int n, int k, class T, class Layout>
LARDER_DEVICE(void, fill_fragment,
              (fragment<Use, m, n, k, T, Layout> & to,
               const typename larder_element<T>::storage& value),
              larder::simulator::matrices::fill(to, value))

// d = a * b + c. Products and their sums are computed in double precision and rounded once, or, of
// double, by fused operations in the order of k; a GPU's sums differ in their last bits. Sums of
// integers wrap or, with `saturate`, are limited to what an int holds.
template <int m, int n, int k, class D, class T, class LayoutA, class LayoutB, class C>
LARDER_WAITS(void, mma_sync,
             (fragment<accumulator, m, n, k, D> & d,
              const fragment<matrix_a, m, n, k, T, LayoutA>& a,
              const fragment<matrix_b, m, n, k, T, LayoutB>& b,
              const fragment<accumulator, m, n, k, C>& c, bool saturate = false),
             larder::simulator::matrices::multiply(d, a, b, c, saturate, site))

/// The nearest number with 10 fraction bits; halves away from zero.
LARDER_DEVICE(float, __float_to_tf32, (float x), larder::simulator::matrices::to_tf32(x))

}  // namespace wmma
}  // namespace nvcuda

#endif  // LARDER_CUDART_MATRICES_FUNCTIONS_H
