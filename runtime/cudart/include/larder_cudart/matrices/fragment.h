// wmma's fragments: a matrix, or a factor, that the lanes of a warp hold together.
#ifndef LARDER_CUDART_MATRICES_FRAGMENT_H
#define LARDER_CUDART_MATRICES_FRAGMENT_H

#include "larder/cuda/dialect.h"

struct __half;
struct __nv_bfloat16;

namespace nvcuda {
namespace wmma {

// The three uses and the two layouts in memory.
struct matrix_a;
struct matrix_b;
struct accumulator;
struct row_major;
struct col_major;
enum layout_t { mem_row_major, mem_col_major };

namespace precision {
struct tf32;
}

/// The types of elements. Not there: those of experimental::precision.
enum class larder_kind { kOther, kHalf, kBfloat16, kTf32, kByte, kFloat, kDouble, kInt };
template <class T>
struct larder_element {
  typedef T storage;
  static constexpr larder_kind kKind = larder_kind::kOther;
};
#define LARDER_ELEMENT(T, Storage, kind)                    \
  template <>                                               \
  struct larder_element<T> {                                \
    typedef Storage storage;                                \
    static constexpr larder_kind kKind = larder_kind::kind; \
  };
LARDER_ELEMENT(__half, __half, kHalf)
LARDER_ELEMENT(__nv_bfloat16, __nv_bfloat16, kBfloat16)
LARDER_ELEMENT(precision::tf32, float, kTf32)
LARDER_ELEMENT(signed char, signed char, kByte)
LARDER_ELEMENT(unsigned char, unsigned char, kByte)
LARDER_ELEMENT(float, float, kFloat)
LARDER_ELEMENT(double, double, kDouble)
LARDER_ELEMENT(int, int, kInt)
#undef LARDER_ELEMENT

/// Whether CUDA has factors of this kind for m x n x k.
constexpr bool larder_has_factor(larder_kind kind, int m, int n, int k) {
  switch (kind) {
    case larder_kind::kHalf:
    case larder_kind::kBfloat16:
    case larder_kind::kByte:
      return k == 16 && ((m == 16 && n == 16) || (m == 32 && n == 8) || (m == 8 && n == 32));
    case larder_kind::kTf32:
      return m == 16 && n == 16 && k == 8;
    case larder_kind::kDouble:
      return m == 8 && n == 8 && k == 4;
    case larder_kind::kFloat:
    case larder_kind::kInt:
    case larder_kind::kOther:
      return false;
  }
  return false;
}
/// Whether products of such factors have sums of this kind.
constexpr bool larder_adds_up(larder_kind factor, larder_kind sum) {
  switch (factor) {
    case larder_kind::kHalf:
      return sum == larder_kind::kHalf || sum == larder_kind::kFloat;
    case larder_kind::kBfloat16:
    case larder_kind::kTf32:
      return sum == larder_kind::kFloat;
    case larder_kind::kByte:
      return sum == larder_kind::kInt;
    case larder_kind::kDouble:
      return sum == larder_kind::kDouble;
    case larder_kind::kFloat:
    case larder_kind::kInt:
    case larder_kind::kOther:
      return false;
  }
  return false;
}
/// Whether some factors for m x n x k have such sums.
constexpr bool larder_has_sum(larder_kind kind, int m, int n, int k) {
  constexpr larder_kind kFactors[] = {larder_kind::kHalf, larder_kind::kByte, larder_kind::kTf32,
                                      larder_kind::kDouble};
  for (const larder_kind factor : kFactors)
    if (larder_has_factor(factor, m, n, k) && larder_adds_up(factor, kind)) return true;
  return false;
}

/// The elements of a matrix of this use, and those that each lane keeps. Factors in half precision
/// have 16 whatever their size, as CUDA's: the same ones again.
template <class Use, int m, int n, int k, class T>
struct larder_extent {
  static constexpr int kRows = m;
  static constexpr int kColumns = n;
  static constexpr bool kSums = true;
};
template <int m, int n, int k, class T>
struct larder_extent<matrix_a, m, n, k, T> {
  static constexpr int kRows = m;
  static constexpr int kColumns = k;
  static constexpr bool kSums = false;
};
template <int m, int n, int k, class T>
struct larder_extent<matrix_b, m, n, k, T> {
  static constexpr int kRows = k;
  static constexpr int kColumns = n;
  static constexpr bool kSums = false;
};

/// Elements of `T`, in row-major or column-major memory.
template <class Use, int m, int n, int k, class T, class Layout = void>
class __align__(8) fragment {
  typedef larder_extent<Use, m, n, k, T> extent;
  static constexpr larder_kind kKind = larder_element<T>::kKind;
  static_assert(extent::kSums ? larder_has_sum(kKind, m, n, k) : larder_has_factor(kKind, m, n, k),
                "larder: wmma has no fragment of this shape and type, or Larder lacks it");

 public:
  typedef T element_type;
  typedef typename larder_element<T>::storage storage_element_type;
  enum {
    num_elements =
        !extent::kSums && kKind == larder_kind::kHalf ? 16 : extent::kRows * extent::kColumns / 32,
    num_storage_elements = num_elements
  };
  storage_element_type x[num_storage_elements];
};

}  // namespace wmma
}  // namespace nvcuda

#endif  // LARDER_CUDART_MATRICES_FRAGMENT_H
