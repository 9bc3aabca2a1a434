// Sorts by comparison, on the CPU.
#ifndef LARDER_CCCL_DEVICE_SORTED_H
#define LARDER_CCCL_DEVICE_SORTED_H

#include <algorithm>
#include <cub/detail/type_traits.cuh>
#include <vector>

#include "larder_cccl/settings.h"

namespace larder_cccl {

template <class T>
using ItemOf = CUB_NS_QUALIFIER::detail::it_value_t<T>;

/// A copy of items; in a class of its own, since a vector of bool has none.
template <class T>
struct Kept {
  T item;
};
template <class In>
_CCCL_HOST_DEVICE std::vector<Kept<ItemOf<In>>> kept(In in, long long count) {
  std::vector<Kept<ItemOf<In>>> out;
  out.reserve(static_cast<std::size_t>(count));
  for (long long i = 0; i < count; ++i) out.push_back({in[i]});
  return out;
}

/// Sorts items, and keeps the order of equal ones. `out` may be `in`.
template <class In, class Out, class Less>
_CCCL_HOST_DEVICE void merge_sort(In in, Out out, long long count, Less& less) {
  auto items = kept(in, count);
  std::stable_sort(items.begin(), items.end(), [&](const auto& a, const auto& b) {
    return static_cast<bool>(less(a.item, b.item));
  });
  for (long long i = 0; i < count; ++i) out[i] = items[i].item;
}

/// Writes keys and values in the order of `places`, which has them as `place`.
template <class Places, class Keys, class Values, class KeysOut, class ValuesOut>
_CCCL_HOST_DEVICE void put_in_order(const Places& places, Keys keys, Values values,
                                    KeysOut keys_out, ValuesOut values_out) {
  const auto count = static_cast<long long>(places.size());
  const auto old_keys = kept(keys, count);
  const auto old_values = kept(values, count);
  for (long long i = 0; i < count; ++i) {
    keys_out[i] = old_keys[places[i].place].item;
    values_out[i] = old_values[places[i].place].item;
  }
}

struct Place {
  long long place;
};

/// Sorts keys with their values. The outputs may be the inputs.
template <class Keys, class Values, class KeysOut, class ValuesOut, class Less>
_CCCL_HOST_DEVICE void merge_sort_pairs(Keys keys, Values values, KeysOut keys_out,
                                        ValuesOut values_out, long long count, Less& less) {
  const auto old_keys = kept(keys, count);
  std::vector<Place> places(static_cast<std::size_t>(count));
  for (long long i = 0; i < count; ++i) places[i].place = i;
  std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    return static_cast<bool>(less(old_keys[a.place].item, old_keys[b.place].item));
  });
  put_in_order(places, keys, values, keys_out, values_out);
}

}  // namespace larder_cccl

#endif  // LARDER_CCCL_DEVICE_SORTED_H
