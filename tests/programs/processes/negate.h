#pragma once
#include <larder/larder.h>

template <class T>
LARDER_KERNEL void negate(T* value) {
  *value = -*value;
}
