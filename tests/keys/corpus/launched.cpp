// Host code that launches, between kernels that share helpers.
#include <larder/larder.h>

#include "launched/shared.h"

LARDER_KERNEL void brightened(float* pixels, int n, float by) {
  const int i = global_index();
  if (i < n) pixels[i] = clamp01(pixels[i] + by);
}

LARDER_KERNEL void inverted(float* pixels, int n) {
  const int i = global_index();
  if (i < n) pixels[i] = 1.0f - pixels[i];
}

larder::Status host_edit(larder::Device& device, larder::Buffer<float>& pixels, int n) {
  const unsigned blocks = (n + 127) / 128;
  device.launch(brightened, {blocks, 128}, pixels, n, 0.25f);
  device.launch(inverted, {blocks, 128}, pixels, n);
  return device.synchronize();
}
