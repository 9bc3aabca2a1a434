// Included first in the runtime's sources: what libstdc++ adds to each program.
//
// With _GLIBCXX_ASSERTIONS, a failed check in libstdc++ ends the program without a message. The
// messages hold the signatures of libstdc++'s functions at every check: 35 KB in each program.
//
// The instances of its templates are hidden as the runtime's own functions are. Otherwise each
// plug-in would export some 270 of them, and in a program that has no C++ of its own libstdc++.so
// itself would use them: the plug-in could never be unloaded.
#ifndef LARDER_STANDARD_LIBRARY_H
#define LARDER_STANDARD_LIBRARY_H

#include <cstddef>

#ifdef _GLIBCXX_VISIBILITY
#undef _GLIBCXX_VISIBILITY
#define _GLIBCXX_VISIBILITY(visibility)
#endif

#if defined(_GLIBCXX_ASSERTIONS) && defined(__glibcxx_assert_impl)
#undef __glibcxx_assert_impl
#define __glibcxx_assert_impl(condition)                              \
  do {                                                                \
    if (__builtin_expect(!bool(condition), false)) __builtin_abort(); \
  } while (false)
#endif

#endif  // LARDER_STANDARD_LIBRARY_H
