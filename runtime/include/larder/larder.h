// Larder in one include: the marks and CUDA's words for kernels, and the device to run them on.
//
//   LARDER_KERNEL void scale(float* x, float factor, int n) { ... }
//
//   larder::Device device = larder::Device::open();
//   auto x = device.upload(values);
//   device.launch(scale, {(n + 255) / 256, 256}, x, 2.0f, n);
//   larder::Status status = device.download(x, values);
#ifndef LARDER_LARDER_H
#define LARDER_LARDER_H

#include "kernel.h"

// After kernel.h: CUDA's words must be known before the standard headers that device.h needs.
#include "device.h"
#include "seal.h"

#endif  // LARDER_LARDER_H
