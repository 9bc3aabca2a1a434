// Fields: their order, alignment and types.
#include <larder/kernel.h>

struct alignas(8) Pixel {
  short red;
  char alpha;
  int depth;
};

struct Image {
  Pixel* pixels;
  int width;
  int height;
};

struct Wrapped {
  char tag;
  Pixel pixel;
  __align__(16) float values[2];
};

LARDER_KERNEL void darkened(Image image) {
  const int x = threadIdx.x;
  if (x < image.width) image.pixels[x].red /= 2;
}

LARDER_KERNEL void wrapped(Wrapped* all) {
  all[threadIdx.x].values[1] = all[threadIdx.x].pixel.depth + sizeof(Wrapped);
}

LARDER_KERNEL void untouched(int* x) { *x += 1; }
