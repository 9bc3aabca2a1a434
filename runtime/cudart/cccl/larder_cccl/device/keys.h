// Radix sort on the CPU: by the bits of keys, from the lowest byte on, which keeps the order of
// equal keys as CUB does.
#ifndef LARDER_CCCL_DEVICE_KEYS_H
#define LARDER_CCCL_DEVICE_KEYS_H

#include <cstring>
#include <cub/block/radix_rank_sort_operations.cuh>
#include <cub/util_type.cuh>
#include <new>
#include <vector>

#include "larder_cccl/settings.h"

namespace larder_cccl {

/// Which bits of keys count, and in which order.
struct KeyOrder {
  int begin_bit;
  int end_bit;
  bool descending;
};

template <class Key>
using KeyBits = typename CUB_NS_QUALIFIER::Traits<Key>::UnsignedBits;

/// Bits that compare as the key does, in the requested order.
template <class Key>
_CCCL_HOST_DEVICE KeyBits<Key> sortable_bits(const Key& key, const KeyOrder& order) {
  using Bits = KeyBits<Key>;
  Bits bits{};
  std::memcpy(&bits, &key, sizeof key);
  bits = CUB_NS_QUALIFIER::Traits<Key>::TwiddleIn(bits);
  bits = CUB_NS_QUALIFIER::BaseDigitExtractor<Key>::ProcessFloatMinusZero(bits);
  return order.descending ? static_cast<Bits>(~bits) : bits;
}

/// A key's place in the input, with its bits.
template <class Bits>
struct Ranked {
  Bits bits;
  unsigned place;
};

/// One pass: orders by `width` bits from `first` on, and keeps the order of equal ones.
template <class Bits>
_CCCL_HOST_DEVICE void sort_by_digit(std::vector<Ranked<Bits>>& items,
                                     std::vector<Ranked<Bits>>& spare, int first, int width) {
  std::size_t starts[257] = {};
  const unsigned mask = (1u << width) - 1;
  const auto digit = [&](const Ranked<Bits>& item) {
    return static_cast<unsigned>(item.bits >> first) & mask;
  };
  for (const auto& item : items) ++starts[digit(item) + 1];
  for (unsigned i = 0; i < 256; ++i) starts[i + 1] += starts[i];
  for (const auto& item : items) spare[starts[digit(item)]++] = item;
  items.swap(spare);
}

/// The places of `count` keys in sorted order.
template <class Key>
_CCCL_HOST_DEVICE std::vector<Ranked<KeyBits<Key>>> ranked(const Key* keys, std::size_t count,
                                                           const KeyOrder& order) {
  if (count > 0xffffffffu) throw std::bad_alloc();  // a place would not fit
  std::vector<Ranked<KeyBits<Key>>> items(count), spare(count);
  for (std::size_t i = 0; i < count; ++i)
    items[i] = {sortable_bits(keys[i], order), static_cast<unsigned>(i)};
  for (int first = order.begin_bit; first < order.end_bit; first += 8)
    sort_by_digit(items, spare, first, order.end_bit - first < 8 ? order.end_bit - first : 8);
  return items;
}

/// Sorts keys, and values with them if there are any (not null). Output and input do not overlap,
/// or are the same.
template <class Key, class Value>
_CCCL_HOST_DEVICE void sort_pairs(const Key* keys, Key* keys_out, const Value* values,
                                  Value* values_out, std::size_t count, const KeyOrder& order) {
  const auto items = ranked(keys, count, order);
  const std::vector<Key> sorted_keys(keys, keys + count);
  for (std::size_t i = 0; i < count; ++i) keys_out[i] = sorted_keys[items[i].place];
  if (values == nullptr) return;
  const std::vector<Value> sorted_values(values, values + count);
  for (std::size_t i = 0; i < count; ++i) values_out[i] = sorted_values[items[i].place];
}

template <class Key>
_CCCL_HOST_DEVICE void sort_keys(const Key* keys, Key* keys_out, std::size_t count,
                                 const KeyOrder& order) {
  sort_pairs<Key, char>(keys, keys_out, nullptr, nullptr, count, order);
}

/// The segments of an array, by the iterators that users give.
template <class Begins, class Ends>
struct Segments {
  long long count;
  Begins begins;
  Ends ends;

  /// Calls `sort`(first item, number of items) for each.
  template <class Sort>
  void for_each(Sort sort) const {
    for (long long i = 0; i < count; ++i) {
      const auto begin = static_cast<std::size_t>(begins[i]);
      const auto end = static_cast<std::size_t>(ends[i]);
      if (begin < end) sort(begin, end - begin);
    }
  }
};

}  // namespace larder_cccl

#endif  // LARDER_CCCL_DEVICE_KEYS_H
