// Macros for the .def files beside this one, which list functions once, for both 16-bit formats and
// for both readers (larder/cuda/dialect.h). A header that includes such a file defines
//   LARDER_HALF       the type of a number
//   LARDER_HALF2      the type of a pair
//   LARDER_HALF_NAME  the name of the type in names of functions
#ifndef LARDER_CUDART_HALF_ROWS_H
#define LARDER_CUDART_HALF_ROWS_H

#include "larder/cuda/atomics.h"
#include "larder/cuda/loads.h"
#include "larder/cuda/sync.h"
#include "larder/cuda/types.h"
#include "larder/cuda/warp.h"

#if defined(LARDER_SCAN)

// A member function: `declaration`, and on the host the body that follows.
#define LARDER_HALF_MEMBER(declaration, ...) __host__ __device__ declaration;
// An operator.
#define LARDER_HALF_OPERATOR(declaration, ...) __host__ __device__ declaration;

#else

#include "arithmetic_host.h"

#define LARDER_HALF_MEMBER(declaration, ...) declaration __VA_ARGS__
#define LARDER_HALF_OPERATOR(declaration, ...) inline declaration __VA_ARGS__

#endif

// `before`, the name of the type, `after`.
#define LARDER_HALF_NAMED(before, after) LARDER_HALF_PASTED(before, LARDER_HALF_NAME, after)
#define LARDER_HALF_PASTED(before, name, after) LARDER_HALF_PASTED_AS(before, name, after)
#define LARDER_HALF_PASTED_AS(before, name, after) before##name##after
// As in __half2half2.
#define LARDER_HALF_NAMED_TWICE(before, between, after) \
  LARDER_HALF_PASTED_TWICE(before, LARDER_HALF_NAME, between, LARDER_HALF_NAME, after)
#define LARDER_HALF_PASTED_TWICE(before, name, between, again, after) \
  LARDER_HALF_PASTED_TWICE_AS(before, name, between, again, after)
#define LARDER_HALF_PASTED_TWICE_AS(before, name, between, again, after) \
  before##name##between##again##after

// Applies `function` to the numbers of one to three pairs, in each place.
#define LARDER_PAIRED_1(name, function) \
  LARDER_HOST_DEVICE(LARDER_HALF2, name, (LARDER_HALF2 a), {function(a.x), function(a.y)})
#define LARDER_PAIRED_2(name, function)                                    \
  LARDER_HOST_DEVICE(LARDER_HALF2, name, (LARDER_HALF2 a, LARDER_HALF2 b), \
                     {function(a.x, b.x), function(a.y, b.y)})
#define LARDER_PAIRED_3(name, function)                                                    \
  LARDER_HOST_DEVICE(LARDER_HALF2, name, (LARDER_HALF2 a, LARDER_HALF2 b, LARDER_HALF2 c), \
                     {function(a.x, b.x, c.x), function(a.y, b.y, c.y)})

#endif  // LARDER_CUDART_HALF_ROWS_H
