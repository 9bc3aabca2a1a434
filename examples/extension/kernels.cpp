// The envelope of a signal: one kernel computes absolute values, one smooths them, pass by pass.
#include "kernels.h"

#include <larder/larder.h>

#include <stdexcept>
#include <utility>

// The weight of a sample itself; each of its two neighbours has weight 1.
#ifndef ENVELOPE_CENTRE
#define ENVELOPE_CENTRE 2
#endif

LARDER_KERNEL void rectify(float* samples, int count) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count) samples[i] = fabsf(samples[i]);
}

LARDER_KERNEL void smooth(const float* from, float* to, int count) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= count) return;
  const float before = from[i > 0 ? i - 1 : i];
  const float after = from[i + 1 < count ? i + 1 : i];
  to[i] = (before + ENVELOPE_CENTRE * from[i] + after) / (ENVELOPE_CENTRE + 2);
}

namespace envelope {
namespace {

larder::Device& the_device() {
  static larder::Device device = larder::Device::open();
  return device;
}

}  // namespace

void follow(float* samples, int count, int passes) {
  larder::Device& device = the_device();
  const larder::LaunchConfig shape = {(count + 255) / 256, 256};
  larder::Buffer<float> from = device.upload(samples, count);
  larder::Buffer<float> to = device.allocate<float>(count);
  device.launch(rectify, shape, from, count);
  for (int pass = 0; pass < passes; ++pass) {
    device.launch(smooth, shape, from, to, count);
    std::swap(from, to);
  }
  if (larder::Status status = device.download(from, samples, count); !status)
    throw std::runtime_error(status.text());
}

std::string device() { return the_device().report().text(); }

}  // namespace envelope
