// The compiler checks launch arguments against a kernel's parameters. Its messages say which
// argument is wrong and why.
#ifndef LARDER_DETAIL_ARGUMENTS_H
#define LARDER_DETAIL_ARGUMENTS_H

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "../buffer.h"
#include "device_state.h"

namespace larder {
inline namespace v1 {
namespace detail {

template <class T>
struct IsBuffer : std::false_type {};
template <class T>
struct IsBuffer<Buffer<T>> : std::true_type {};

/// The type of an argument before its conversion: a buffer becomes its address.
template <class Argument, bool = IsBuffer<std::decay_t<Argument>>::value>
struct Passed {
  using Type = Argument;
};
template <class Argument>
struct Passed<Argument, true> {
  using Type = decltype(std::declval<Argument&>().data());
};

template <class Parameter, class Argument>
inline constexpr bool is_convertible_argument =
    std::is_convertible_v<typename Passed<Argument>::Type, std::remove_cv_t<Parameter>>;

template <class Parameter>
inline constexpr bool is_plain_parameter =
    !std::is_reference_v<Parameter> &&
    std::is_trivially_copyable_v<std::remove_reference_t<Parameter>>;

/// Explains the error in one argument. `Number` counts from 1; a compiler's message shows it with
/// the two types.
template <std::size_t Number, class Parameter, class Argument>
struct ExplainArgument {
  static_assert(!std::is_reference_v<Parameter>,
                "larder: kernel parameter `Number` is a reference; kernels take values and "
                "pointers, since a reference to host memory means nothing on a GPU");
  static_assert(std::is_trivially_copyable_v<std::remove_reference_t<Parameter>>,
                "larder: kernel parameter `Number` is not trivially copyable, so its bytes cannot "
                "be passed to a GPU");
  static_assert(!is_plain_parameter<Parameter> || is_convertible_argument<Parameter, Argument>,
                "larder: launch argument `Number` cannot be converted to the kernel's parameter; "
                "`Parameter` and `Argument` in this message are the two types (a const Buffer<T> "
                "is passed as a const T*)");
};

/// Parameters and arguments, equal in number.
template <class ParameterTuple, class ArgumentTuple>
struct Arguments;
template <class... Parameter, class... Argument>
struct Arguments<std::tuple<Parameter...>, std::tuple<Argument...>> {
  static constexpr bool fit =
      ((is_plain_parameter<Parameter> && is_convertible_argument<Parameter, Argument>) && ...);

  template <std::size_t... Index>
  static constexpr void explain(std::index_sequence<Index...>) {
    (static_cast<void>(sizeof(ExplainArgument<Index + 1, Parameter, Argument>)), ...);
  }
};

template <class Parameter, class Argument>
std::remove_cv_t<Parameter> pass(Argument& argument) {
  if constexpr (IsBuffer<std::decay_t<Argument>>::value) {
    return argument.data();
  } else {
    return argument;
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_ARGUMENTS_H
