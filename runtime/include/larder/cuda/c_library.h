// The C library's headers that nvcc reads before any source: their definitions (INFINITY, INT_MAX,
// assert) are available without an #include in the scan and on the host, too.
//
// In the scan they must come after all declarations of the device's functions: see library.h.
#ifndef LARDER_CUDA_C_LIBRARY_H
#define LARDER_CUDA_C_LIBRARY_H

#include "larder/detail/checked_memory.h"

// libstdc++'s <math.h> and <stdlib.h> are C++ headers, which take longer to read than most kernels.
// With this macro they include C's own; the C++ ones can still be included later. With other
// libraries it has no effect.
#if defined(LARDER_SCAN)
#define _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#endif

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(LARDER_SCAN)
#undef _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#endif
// A host's own functions (#ifndef __CUDACC__) may use what Larder's headers include there.
#if defined(LARDER_SCAN) && !defined(__CUDA_ARCH__)
#include <cmath>
#endif

// Checks of kernels must see these calls. clang++ inserts them for copies, and g++ does not.
#if defined(LARDER_CHECKED) && !defined(__clang__)
extern "C" {
void* malloc(size_t bytes) noexcept __asm__("larder_check_malloc");
void free(void* memory) noexcept __asm__("larder_check_free");
void* memcpy(void* to, const void* from, size_t bytes) noexcept __asm__("__tsan_memcpy");
void* memmove(void* to, const void* from, size_t bytes) noexcept __asm__("__tsan_memmove");
void* memset(void* to, int value, size_t bytes) noexcept __asm__("__tsan_memset");
}
#endif

#endif  // LARDER_CUDA_C_LIBRARY_H
