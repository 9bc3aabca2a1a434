// Included first in the runtime's sources. With _GLIBCXX_ASSERTIONS, a failed check in libstdc++
// then ends the program without a message. The messages hold the signatures of libstdc++'s
// functions at every check: 35 KB in each program.
#ifndef LARDER_HARDENING_H
#define LARDER_HARDENING_H

#include <cstddef>

#if defined(_GLIBCXX_ASSERTIONS) && defined(__glibcxx_assert_impl)
#undef __glibcxx_assert_impl
#define __glibcxx_assert_impl(condition)                              \
  do {                                                                \
    if (__builtin_expect(!bool(condition), false)) __builtin_abort(); \
  } while (false)
#endif

#endif  // LARDER_HARDENING_H
