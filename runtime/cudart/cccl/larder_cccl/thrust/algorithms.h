// Thrust's algorithms for devices. Each name gets a function that suits a policy better than CCCL's
// do: it calls those on a GPU, and the host's algorithm on the CPU. Both see the same iterators and
// functions, so both give the same type.
#ifndef LARDER_CCCL_THRUST_ALGORITHMS_H
#define LARDER_CCCL_THRUST_ALGORITHMS_H

#include <cuda/std/__type_traits/enable_if.h>
#include <cuda/std/__type_traits/integral_constant.h>
#include <cuda/std/__type_traits/is_base_of.h>
#include <thrust/system/cpp/detail/execution_policy.h>

#include "larder/kernel.h"
#include "larder_cccl/device/choice.h"

THRUST_NAMESPACE_BEGIN
namespace larder_cpu {

/// How the algorithms run on the CPU: as the host's do, but for sums (larder_cccl/thrust/sums.h).
struct policy : thrust::system::cpp::detail::execution_policy<policy> {};

}  // namespace larder_cpu

namespace cuda_cub {

// Declared here because all this stands before most of CCCL.
_CCCL_HOST_DEVICE inline void throw_on_error(cudaError_t status, char const* message);

// CCCL's kernels for these are not there yet: a program on a GPU gets an exception.
#define LARDER_CCCL_THRUST_ON_GPU(call)         \
  throw_on_error(::larder_cccl::why_not_here(), \
                 "Larder has Thrust's algorithms on the CPU alone (LARDER_DEVICE=cpu)")

template <class, class>
struct cross_system;

/// A policy as a user has it. CCCL's own functions hand its base class on, and copies between host
/// and device have policies of two systems.
template <class Policy>
struct is_users_policy : ::cuda::std::is_base_of<execution_policy<Policy>, Policy> {};
template <class From, class To>
struct is_users_policy<cross_system<From, To>> : ::cuda::std::false_type {};

template <class Policy>
using if_users_policy = ::cuda::std::enable_if_t<is_users_policy<Policy>::value, int>;

/// Whether this call runs on the CPU. Work that the policy's stream has is then done.
template <class Policy>
LARDER_CCCL_CPU_ONLY("Thrust's algorithms for devices", "they throw thrust::system_error")
_CCCL_HOST_DEVICE bool larder_on_cpu(Policy& policy) {
  if (!::larder_cccl::on_cpu()) return false;
#if !defined(LARDER_SCAN)
  if (::larder::simulator::in_kernel()) return true;
#endif
  throw_on_error(cudaStreamSynchronize(stream(policy)), "before an algorithm on the CPU");
  return true;
}

// In the scan they are for both sides, as CCCL's are: Clang prefers a function of the right side.
// It does not see the work: as host code Clang would refuse calls of a user's functions for
// devices.
#if defined(LARDER_SCAN)
#define LARDER_CCCL_ALGORITHM(name)                                                       \
  template <class Policy, class... Arguments, if_users_policy<Policy> = 0>                \
  __host__ __device__ auto name(Policy& policy, Arguments&&... arguments) {               \
    using Result =                                                                        \
        decltype(name(*static_cast<thrust::larder_cpu::policy*>(nullptr), arguments...)); \
    larder_on_cpu(policy);                                                                \
    return static_cast<Result (*)()>(nullptr)();                                          \
  }
#else
#define LARDER_CCCL_ALGORITHM(name)                                            \
  template <class Policy, class... Arguments, if_users_policy<Policy> = 0>     \
  auto name(Policy& policy, Arguments&&... arguments) {                        \
    if (!larder_on_cpu(policy))                                                \
      LARDER_CCCL_THRUST_ON_GPU(                                               \
          name(static_cast<execution_policy<Policy>&>(policy), arguments...)); \
    thrust::larder_cpu::policy here;                                           \
    return name(here, arguments...);                                           \
  }
#endif

LARDER_CCCL_ALGORITHM(adjacent_difference)
LARDER_CCCL_ALGORITHM(all_of)
LARDER_CCCL_ALGORITHM(any_of)
LARDER_CCCL_ALGORITHM(binary_search)
LARDER_CCCL_ALGORITHM(copy)
LARDER_CCCL_ALGORITHM(copy_if)
LARDER_CCCL_ALGORITHM(copy_n)
LARDER_CCCL_ALGORITHM(count)
LARDER_CCCL_ALGORITHM(count_if)
LARDER_CCCL_ALGORITHM(equal)
LARDER_CCCL_ALGORITHM(equal_range)
LARDER_CCCL_ALGORITHM(exclusive_scan)
LARDER_CCCL_ALGORITHM(exclusive_scan_by_key)
LARDER_CCCL_ALGORITHM(fill)
LARDER_CCCL_ALGORITHM(fill_n)
LARDER_CCCL_ALGORITHM(find)
LARDER_CCCL_ALGORITHM(find_if)
LARDER_CCCL_ALGORITHM(find_if_not)
LARDER_CCCL_ALGORITHM(for_each)
LARDER_CCCL_ALGORITHM(for_each_n)
LARDER_CCCL_ALGORITHM(gather)
LARDER_CCCL_ALGORITHM(gather_if)
LARDER_CCCL_ALGORITHM(generate)
LARDER_CCCL_ALGORITHM(generate_n)
LARDER_CCCL_ALGORITHM(inclusive_scan)
LARDER_CCCL_ALGORITHM(inclusive_scan_by_key)
LARDER_CCCL_ALGORITHM(inner_product)
LARDER_CCCL_ALGORITHM(is_partitioned)
LARDER_CCCL_ALGORITHM(is_sorted)
LARDER_CCCL_ALGORITHM(is_sorted_until)
LARDER_CCCL_ALGORITHM(lower_bound)
LARDER_CCCL_ALGORITHM(max_element)
LARDER_CCCL_ALGORITHM(merge)
LARDER_CCCL_ALGORITHM(merge_by_key)
LARDER_CCCL_ALGORITHM(min_element)
LARDER_CCCL_ALGORITHM(minmax_element)
LARDER_CCCL_ALGORITHM(mismatch)
LARDER_CCCL_ALGORITHM(none_of)
LARDER_CCCL_ALGORITHM(partition)
LARDER_CCCL_ALGORITHM(partition_copy)
LARDER_CCCL_ALGORITHM(partition_point)
LARDER_CCCL_ALGORITHM(reduce)
LARDER_CCCL_ALGORITHM(reduce_by_key)
LARDER_CCCL_ALGORITHM(remove)
LARDER_CCCL_ALGORITHM(remove_copy)
LARDER_CCCL_ALGORITHM(remove_copy_if)
LARDER_CCCL_ALGORITHM(remove_if)
LARDER_CCCL_ALGORITHM(replace)
LARDER_CCCL_ALGORITHM(replace_copy)
LARDER_CCCL_ALGORITHM(replace_copy_if)
LARDER_CCCL_ALGORITHM(replace_if)
LARDER_CCCL_ALGORITHM(reverse)
LARDER_CCCL_ALGORITHM(reverse_copy)
LARDER_CCCL_ALGORITHM(scatter)
LARDER_CCCL_ALGORITHM(scatter_if)
LARDER_CCCL_ALGORITHM(sequence)
LARDER_CCCL_ALGORITHM(set_difference)
LARDER_CCCL_ALGORITHM(set_difference_by_key)
LARDER_CCCL_ALGORITHM(set_intersection)
LARDER_CCCL_ALGORITHM(set_intersection_by_key)
LARDER_CCCL_ALGORITHM(set_symmetric_difference)
LARDER_CCCL_ALGORITHM(set_symmetric_difference_by_key)
LARDER_CCCL_ALGORITHM(set_union)
LARDER_CCCL_ALGORITHM(set_union_by_key)
LARDER_CCCL_ALGORITHM(shuffle)
LARDER_CCCL_ALGORITHM(shuffle_copy)
LARDER_CCCL_ALGORITHM(sort)
LARDER_CCCL_ALGORITHM(sort_by_key)
LARDER_CCCL_ALGORITHM(stable_partition)
LARDER_CCCL_ALGORITHM(stable_partition_copy)
LARDER_CCCL_ALGORITHM(stable_sort)
LARDER_CCCL_ALGORITHM(stable_sort_by_key)
LARDER_CCCL_ALGORITHM(swap_ranges)
LARDER_CCCL_ALGORITHM(tabulate)
LARDER_CCCL_ALGORITHM(transform)
LARDER_CCCL_ALGORITHM(transform_exclusive_scan)
LARDER_CCCL_ALGORITHM(transform_if)
LARDER_CCCL_ALGORITHM(transform_inclusive_scan)
LARDER_CCCL_ALGORITHM(transform_reduce)
LARDER_CCCL_ALGORITHM(uninitialized_copy)
LARDER_CCCL_ALGORITHM(uninitialized_copy_n)
LARDER_CCCL_ALGORITHM(uninitialized_fill)
LARDER_CCCL_ALGORITHM(uninitialized_fill_n)
LARDER_CCCL_ALGORITHM(unique)
LARDER_CCCL_ALGORITHM(unique_by_key)
LARDER_CCCL_ALGORITHM(unique_by_key_copy)
LARDER_CCCL_ALGORITHM(unique_copy)
LARDER_CCCL_ALGORITHM(unique_count)
LARDER_CCCL_ALGORITHM(upper_bound)

#undef LARDER_CCCL_ALGORITHM

/// CCCL's own primitive: calls `function` with each number below `count`.
template <class Policy, class Function, class Count, if_users_policy<Policy> = 0>
_CCCL_HOST_DEVICE void parallel_for(Policy& policy, Function function, Count count) {
  if (!larder_on_cpu(policy))
    LARDER_CCCL_THRUST_ON_GPU(
        parallel_for(static_cast<execution_policy<Policy>&>(policy), function, count));
#if !defined(LARDER_SCAN)
  for (Count i = 0; i < count; ++i) function(i);
#endif
}

}  // namespace cuda_cub
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_ALGORITHMS_H
