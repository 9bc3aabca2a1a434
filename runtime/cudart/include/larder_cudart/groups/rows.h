// Macros for the headers of cooperative groups: rows as in larder/cuda/dialect.h, of members and of
// functions. In the scan they are declarations, with a mark of their effect:
//   LARDER_GROUP_ASKS   reads the index of the thread
//   LARDER_GROUP_WAITS  waits for others; on the host `site` is the call site
// Functions that call the user's code have a body in both modes, since that code belongs to the
// kernel too. LARDER_SITE, at the end of their parameters, and LARDER_HERE, at the end of their
// arguments, pass the user's call site down.
#ifndef LARDER_CUDART_GROUPS_ROWS_H
#define LARDER_CUDART_GROUPS_ROWS_H

#include "larder/cuda/builtins.h"
#include "larder/cuda/sync.h"
#include "larder/cuda/warp.h"

#if defined(LARDER_SCAN)

namespace larder_scan {
__device__ __attribute__((annotate("larder.word.asks_index"))) void asks_index();
template <class T>
__device__ T any();
}  // namespace larder_scan

// They have a body so that the generator sees which functions of a kernel read the index.
#define LARDER_GROUP_ASKS(result, name, parameters, ...) \
  __device__ inline result name parameters {             \
    larder_scan::asks_index();                           \
    return larder_scan::any<result>();                   \
  }
#define LARDER_HERE
#define LARDER_HERE_0

#else

#include "lanes_host.h"

#define LARDER_GROUP_ASKS(result, name, parameters, ...) \
  inline result name parameters { return __VA_ARGS__; }
#define LARDER_HERE , file, line
#define LARDER_HERE_0 file, line

#endif

// Members; _0: without parameters.
#define LARDER_GROUP_ASKS_MEMBER(result, name, ...) \
  LARDER_GROUP_ASKS(result, name, () const, __VA_ARGS__)
#define LARDER_GROUP_WAITS(result, name, parameters, ...)                \
  LARDER_WAITING result name(LARDER_UNPACKED parameters LARDER_AND_SITE) \
      const LARDER_GIVES(__VA_ARGS__)
#define LARDER_GROUP_WAITS_0(result, name, ...) \
  LARDER_WAITING result name(LARDER_SITE) const LARDER_GIVES(__VA_ARGS__)

#endif  // LARDER_CUDART_GROUPS_ROWS_H
