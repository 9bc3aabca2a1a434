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

/// Bits that compare as the key does: those of an unsigned number.
template <class Key>
_CCCL_HOST_DEVICE KeyBits<Key> sortable_bits(const Key& key) {
  KeyBits<Key> bits{};
  std::memcpy(&bits, &key, sizeof key);
  return CUB_NS_QUALIFIER::Traits<Key>::TwiddleIn(bits);
}

template <class Key>
_CCCL_HOST_DEVICE Key key_of(KeyBits<Key> bits) {
  bits = CUB_NS_QUALIFIER::Traits<Key>::TwiddleOut(bits);
  Key key;
  std::memcpy(static_cast<void*>(&key), &bits, sizeof key);
  return key;
}

/// `width` bits of a key from `first` on, for one pass. Both zeros of a floating-point number have
/// the same.
template <class Key>
struct Digit {
  int first;
  int width;
  bool descending;

  _CCCL_HOST_DEVICE unsigned operator()(KeyBits<Key> bits) const {
    using Bits = KeyBits<Key>;
    bits = CUB_NS_QUALIFIER::BaseDigitExtractor<Key>::ProcessFloatMinusZero(bits);
    if (descending) bits = static_cast<Bits>(~bits);
    return static_cast<unsigned>(bits >> first) & ((1u << width) - 1);
  }
};

/// A key's place in the input, with its bits.
template <class Bits>
struct Ranked {
  Bits bits;
  unsigned place;
};
template <class Bits>
_CCCL_HOST_DEVICE Bits bits_of(const Ranked<Bits>& item) {
  return item.bits;
}
template <class Bits>
_CCCL_HOST_DEVICE Bits bits_of(Bits item) {
  return item;
}

/// Orders items, bits with or without a place, by one digit, and keeps the order of equal ones.
template <class Key, class Item>
_CCCL_HOST_DEVICE void sort_by_digit(std::vector<Item>& items, std::vector<Item>& spare,
                                     const Digit<Key>& digit) {
  std::size_t starts[257] = {};
  for (const Item& item : items) ++starts[digit(bits_of(item)) + 1];
  for (unsigned i = 0; i < 256; ++i) starts[i + 1] += starts[i];
  for (const Item& item : items) spare[starts[digit(bits_of(item))]++] = item;
  items.swap(spare);
}

template <class Key, class Item>
_CCCL_HOST_DEVICE void sort_items(std::vector<Item>& items, const KeyOrder& order) {
  std::vector<Item> spare(items.size());
  for (int first = order.begin_bit; first < order.end_bit; first += 8) {
    const int width = order.end_bit - first < 8 ? order.end_bit - first : 8;
    sort_by_digit(items, spare, Digit<Key>{first, width, order.descending});
  }
}

/// The places of `count` keys in sorted order.
template <class Key>
_CCCL_HOST_DEVICE std::vector<Ranked<KeyBits<Key>>> ranked(const Key* keys, std::size_t count,
                                                           const KeyOrder& order) {
  if (count > 0xffffffffu) throw std::bad_alloc();  // a place would not fit
  std::vector<Ranked<KeyBits<Key>>> items(count);
  for (std::size_t i = 0; i < count; ++i)
    items[i] = {sortable_bits(keys[i]), static_cast<unsigned>(i)};
  sort_items<Key>(items, order);
  return items;
}

/// Sorts keys. The output is another array, or the same.
template <class Key>
_CCCL_HOST_DEVICE void sort_keys(const Key* keys, Key* keys_out, std::size_t count,
                                 const KeyOrder& order) {
  std::vector<KeyBits<Key>> items(count);
  for (std::size_t i = 0; i < count; ++i) items[i] = sortable_bits(keys[i]);
  sort_items<Key>(items, order);
  for (std::size_t i = 0; i < count; ++i) keys_out[i] = key_of<Key>(items[i]);
}

/// Sorts keys with their values. The outputs are other arrays, or the same.
template <class Key, class Value>
_CCCL_HOST_DEVICE void sort_pairs(const Key* keys, Key* keys_out, const Value* values,
                                  Value* values_out, std::size_t count, const KeyOrder& order) {
  const auto items = ranked(keys, count, order);
  const std::vector<Value> old(values, values + count);
  for (std::size_t i = 0; i < count; ++i) {
    keys_out[i] = key_of<Key>(items[i].bits);
    values_out[i] = old[items[i].place];
  }
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

template <class Begins, class Ends, class Key>
_CCCL_HOST_DEVICE void sort_segments(const Segments<Begins, Ends>& segments, const Key* keys,
                                     Key* keys_out, const KeyOrder& order) {
  segments.for_each([&](std::size_t begin, std::size_t size) {
    sort_keys(keys + begin, keys_out + begin, size, order);
  });
}

template <class Begins, class Ends, class Key, class Value>
_CCCL_HOST_DEVICE void sort_segments(const Segments<Begins, Ends>& segments, const Key* keys,
                                     Key* keys_out, const Value* values, Value* values_out,
                                     const KeyOrder& order) {
  segments.for_each([&](std::size_t begin, std::size_t size) {
    sort_pairs(keys + begin, keys_out + begin, values + begin, values_out + begin, size, order);
  });
}

}  // namespace larder_cccl

#endif  // LARDER_CCCL_DEVICE_KEYS_H
