#pragma once
#include "deep/inner.h"

constexpr float kStep = 0.5f;

__device__ inline float outer(float x) { return inner(x) + 1; }
