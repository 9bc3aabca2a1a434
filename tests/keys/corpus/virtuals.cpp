// Virtual functions.
#include <larder/kernel.h>

struct Shape {
  __device__ virtual float area() const { return 0; }
  __device__ virtual int corners() const { return 1; }
};

struct Square : Shape {
  float edge;
  __device__ explicit Square(float e) : edge(e) {}
  __device__ float area() const override { return edge * edge; }
};

struct Circle : Shape {
  float radius;
  __device__ explicit Circle(float r) : radius(r) {}
  __device__ float area() const override { return 3 * radius * radius; }
  __device__ int corners() const override { return 0; }
};

__device__ __noinline__ float measured(const Shape& shape) {
  return shape.area() + shape.corners();
}

LARDER_KERNEL void areas(float* x, int which) {
  Square square(x[0]);
  Circle circle(x[1]);
  x[2] = which > 0 ? measured(square) : measured(circle);
}

LARDER_KERNEL void square_only(float* x) { x[0] = Square(x[1]).area(); }
