// Thrust's algorithms on vectors of a device, compared with the standard library's.
#include <thrust/adjacent_difference.h>
#include <thrust/binary_search.h>
#include <thrust/copy.h>
#include <thrust/count.h>
#include <thrust/device_vector.h>
#include <thrust/extrema.h>
#include <thrust/fill.h>
#include <thrust/find.h>
#include <thrust/for_each.h>
#include <thrust/gather.h>
#include <thrust/host_vector.h>
#include <thrust/inner_product.h>
#include <thrust/logical.h>
#include <thrust/merge.h>
#include <thrust/partition.h>
#include <thrust/reduce.h>
#include <thrust/remove.h>
#include <thrust/replace.h>
#include <thrust/reverse.h>
#include <thrust/scan.h>
#include <thrust/scatter.h>
#include <thrust/sequence.h>
#include <thrust/set_operations.h>
#include <thrust/sort.h>
#include <thrust/tabulate.h>
#include <thrust/transform.h>
#include <thrust/transform_reduce.h>
#include <thrust/transform_scan.h>
#include <thrust/unique.h>

#include <algorithm>
#include <numeric>

#include "checks.h"

constexpr int kCount = 10007;

template <class T>
void expect(const char* what, const thrust::device_vector<T>& got, const std::vector<T>& wanted) {
  const thrust::host_vector<T> values = got;
  size_t wrong = values.size() < wanted.size() ? wanted.size() : 0;
  for (size_t i = 0; wrong == 0 && i < wanted.size(); ++i) wrong += !same(T(values[i]), wanted[i]);
  if (wrong == 0) return;
  ++failures;
  std::printf("%s is wrong\n", what);
}

void expect(const char* what, bool right) {
  if (right) return;
  ++failures;
  std::printf("%s is wrong\n", what);
}

template <class T>
std::vector<T> numbers() {
  std::vector<T> out(kCount);
  for (int i = 0; i < kCount; ++i) out[i] = number<T>(i);
  return out;
}

template <class T>
struct Square {
  __host__ __device__ T operator()(const T& x) const { return x * x; }
};
struct Odd {
  __host__ __device__ bool operator()(int x) const { return x % 2 != 0; }
};
struct Add {
  int addend;
  __device__ void operator()(int& x) const { x += addend; }
};

void check_elements() {
  thrust::device_vector<int> some(10, 7);
  some[3] = 5;
  some[4] = some[3];
  some.push_back(9);
  some.resize(12);
  expect("elements", some, {7, 7, 7, 5, 5, 7, 7, 7, 7, 7, 9, 0});
  const thrust::device_vector<int> copied(some.begin() + 2, some.begin() + 5);
  expect("part", copied, {7, 5, 5});
  const thrust::device_vector<double> converted(copied);
  expect("other type", converted, {7, 5, 5});
  thrust::swap(some, some);
  thrust::fill(some.begin(), some.begin() + 2, 1);
  thrust::sequence(some.begin() + 2, some.end(), 10, 2);
  expect("filled", some, {1, 1, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28});
  some.erase(some.begin());
  some.insert(some.begin() + 1, 3, 4);
  expect("inserted", some, {1, 4, 4, 4, 10, 12});
}

template <class T>
void check_sums(const char* what) {
  const std::vector<T> in = numbers<T>();
  const thrust::device_vector<T> on(in.begin(), in.end());
  expect(what,
         same(thrust::reduce(on.begin(), on.end()), std::accumulate(in.begin(), in.end(), T(0))));
  expect(what, thrust::reduce(on.begin(), on.end(), T(-99), thrust::maximum<T>()) ==
                   *std::max_element(in.begin(), in.end()));
  expect(what,
         same(thrust::transform_reduce(on.begin(), on.end(), Square<T>(), T(1), thrust::plus<T>()),
              T(1) + std::inner_product(in.begin(), in.end(), in.begin(), T(0))));
  expect(what, same(thrust::inner_product(on.begin(), on.end(), on.begin(), T(0)),
                    std::inner_product(in.begin(), in.end(), in.begin(), T(0))));
  std::vector<T> upto(kCount), before(kCount);
  std::partial_sum(in.begin(), in.end(), upto.begin());
  for (int i = 0; i < kCount; ++i) before[i] = i == 0 ? T(3) : T(3) + upto[i - 1];
  thrust::device_vector<T> to(kCount);
  thrust::inclusive_scan(on.begin(), on.end(), to.begin());
  expect(what, to, upto);
  thrust::exclusive_scan(on.begin(), on.end(), to.begin(), T(3));
  expect(what, to, before);
  for (int i = 0; i < kCount; ++i) upto[i] = in[i] * in[i] + (i == 0 ? T(0) : upto[i - 1]);
  thrust::transform_inclusive_scan(on.begin(), on.end(), to.begin(), Square<T>(),
                                   thrust::plus<T>());
  expect(what, to, upto);
}

void check_sorts() {
  std::vector<int> keys = numbers<int>(), values(kCount), places(kCount);
  std::iota(values.begin(), values.end(), 0);
  places = values;
  std::stable_sort(places.begin(), places.end(), [&](int a, int b) { return keys[a] > keys[b]; });
  thrust::device_vector<int> key(keys), value(values);
  thrust::stable_sort_by_key(key.begin(), key.end(), value.begin(), thrust::greater<int>());
  expect("places", value, places);
  thrust::sort(key.begin(), key.end());
  std::sort(keys.begin(), keys.end());
  expect("sorted", key, keys);
  expect("is_sorted", thrust::is_sorted(key.begin(), key.end()));
  const auto found = thrust::lower_bound(key.begin(), key.end(), 7) - key.begin();
  expect("found", found == std::lower_bound(keys.begin(), keys.end(), 7) - keys.begin());
  key.erase(thrust::unique(key.begin(), key.end()), key.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  expect("unique", key, keys);
  expect("unique size", key.size() == keys.size());
}

void check_choices() {
  std::vector<int> in = numbers<int>(), odd;
  const thrust::device_vector<int> on(in);
  thrust::device_vector<int> to(kCount);
  std::copy_if(in.begin(), in.end(), std::back_inserter(odd), Odd());
  const auto end = thrust::copy_if(on.begin(), on.end(), to.begin(), Odd());
  expect("copy_if", to, odd);
  expect("its end", end - to.begin() == std::ptrdiff_t(odd.size()));
  expect("count_if", thrust::count_if(on.begin(), on.end(), Odd()) == std::ptrdiff_t(odd.size()));
  expect("count", thrust::count(on.begin(), on.end(), 7) == std::count(in.begin(), in.end(), 7));
  expect("all_of", !thrust::all_of(on.begin(), on.end(), Odd()));
  expect("find", thrust::find(on.begin(), on.end(), 11) - on.begin() ==
                     std::find(in.begin(), in.end(), 11) - in.begin());
  expect("max", thrust::max_element(on.begin(), on.end()) - on.begin() ==
                    std::max_element(in.begin(), in.end()) - in.begin());
  thrust::device_vector<int> parts = on;
  thrust::stable_partition(parts.begin(), parts.end(), Odd());
  expect("partition", parts, odd);
  thrust::replace_if(parts.begin(), parts.end(), Odd(), 0);
  expect("replace", parts, std::vector<int>(odd.size(), 0));
  parts = on;
  parts.erase(thrust::remove_if(parts.begin(), parts.end(), Odd()), parts.end());
  in.erase(std::remove_if(in.begin(), in.end(), Odd()), in.end());
  expect("remove", parts, in);
  thrust::reverse(parts.begin(), parts.end());
  std::reverse(in.begin(), in.end());
  expect("reverse", parts, in);
  thrust::for_each(parts.begin(), parts.end(), Add{5});
  for (int& each : in) each += 5;
  expect("for_each", parts, in);
}

void check_keys() {
  std::vector<int> keys(kCount), values = numbers<int>(), runs, sums, upto(kCount);
  for (int i = 0; i < kCount; ++i) keys[i] = i / 37 % 5;
  for (int i = 0; i < kCount; ++i) {
    if (i == 0 || keys[i] != keys[i - 1]) runs.push_back(keys[i]), sums.push_back(0);
    upto[i] = sums.back() += values[i];
  }
  const thrust::device_vector<int> key(keys), value(values);
  thrust::device_vector<int> run(kCount), sum(kCount);
  const auto ends =
      thrust::reduce_by_key(key.begin(), key.end(), value.begin(), run.begin(), sum.begin());
  expect("keys of runs", run, runs);
  expect("sums of runs", sum, sums);
  expect("runs", ends.first - run.begin() == std::ptrdiff_t(runs.size()));
  thrust::inclusive_scan_by_key(key.begin(), key.end(), value.begin(), sum.begin());
  expect("scan by key", sum, upto);
}

void check_places() {
  const thrust::device_vector<int> from = std::vector<int>{10, 20, 30, 40};
  const thrust::device_vector<int> at = std::vector<int>{2, 0, 3, 1};
  thrust::device_vector<int> to(4);
  thrust::gather(at.begin(), at.end(), from.begin(), to.begin());
  expect("gather", to, {30, 10, 40, 20});
  thrust::scatter(from.begin(), from.end(), at.begin(), to.begin());
  expect("scatter", to, {20, 40, 10, 30});
  thrust::tabulate(to.begin(), to.end(), Square<int>());
  expect("tabulate", to, {0, 1, 4, 9});
  thrust::adjacent_difference(from.begin(), from.end(), to.begin());
  expect("difference", to, {10, 10, 10, 10});
  const thrust::device_vector<int> other = std::vector<int>{20, 25, 40};
  thrust::device_vector<int> merged(7);
  thrust::merge(from.begin(), from.end(), other.begin(), other.end(), merged.begin());
  expect("merge", merged, {10, 20, 20, 25, 30, 40, 40});
  merged.erase(thrust::set_intersection(from.begin(), from.end(), other.begin(), other.end(),
                                        merged.begin()),
               merged.end());
  expect("intersection", merged, {20, 40});
}

int main() {
  check_elements();
  check_sums<int>("sums of int");
  check_sums<double>("sums of double");
  check_sorts();
  check_choices();
  check_keys();
  check_places();
  return verdict();
}
