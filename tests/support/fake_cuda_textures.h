// Arrays of the stand-in for libcuda, for its copies.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_TEXTURES_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_TEXTURES_H

#include "runtime/driver/types.h"

namespace larder::fake {

/// An array's end of a copy as one of host memory; others are returned as they are.
[[nodiscard]] driver::CuCopyEnd memory_of(driver::CuCopyEnd end);

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_TEXTURES_H
