#pragma once
#include <larder/kernel.h>

constexpr float kFactor = 3.0f;
constexpr int kUnused = 5;

__device__ inline float inner(float x) { return x * kFactor; }
