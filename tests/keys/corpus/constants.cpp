// Constants of constants.
#include <larder/kernel.h>

constexpr int kTile = 16;
constexpr int kArea = kTile * kTile;
static const float kScale = 1.0f / kArea;
const int kOther = 9;

namespace {
constexpr unsigned kMask = 0xFF;
}

LARDER_KERNEL void averaged(float* x) { x[threadIdx.x % kArea] *= 2.0f / kArea; }

LARDER_KERNEL void masks(unsigned* x) { x[0] = x[1] & kMask; }

float host_scale(float x) { return x * kScale; }
