// Checks of kernels must see malloc() and free(). clang++ gives a function its name where it is
// declared first, so this comes before the C library's headers. For g++ see
// larder/cuda/c_library.h.
#ifndef LARDER_DETAIL_CHECKED_MEMORY_H
#define LARDER_DETAIL_CHECKED_MEMORY_H

#if defined(LARDER_CHECKED) && defined(__clang__)
#if __clang_major__ < 16
#error \
    "checks of kernels need clang++ 16 or later, or g++: before, copies of structures are not seen"
#endif
#pragma redefine_extname malloc larder_check_malloc
#pragma redefine_extname free larder_check_free
#endif

#endif  // LARDER_DETAIL_CHECKED_MEMORY_H
