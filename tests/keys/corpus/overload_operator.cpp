// Operators as members and as free functions.
#include <larder/kernel.h>

struct Vec {
  float x, y;
  __device__ Vec operator*(float s) const { return {x * s, y * s}; }
  __device__ float operator[](int i) const { return i == 0 ? x : y; }
  __device__ Vec& operator+=(const Vec& other) {
    x += other.x;
    y += other.y;
    return *this;
  }
};

__device__ inline Vec operator+(const Vec& a, const Vec& b) { return {a.x + b.x, a.y + b.y}; }

__device__ inline bool operator<(const Vec& a, const Vec& b) { return a.x < b.x; }

LARDER_KERNEL void added(Vec* v) {
  Vec sum = v[0] + v[1] * 2.0f;
  sum += v[2];
  v[3] = sum;
}

LARDER_KERNEL void compared(Vec* v, float* out) { *out = v[0] < v[1] ? v[0][0] : v[1][1]; }
