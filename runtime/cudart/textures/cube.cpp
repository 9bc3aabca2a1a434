#include "runtime/cudart/textures/cube.h"

#include <cmath>

namespace larder::inline v1::cudart {

// The table in "Cubemap Textures" of the CUDA C++ Programming Guide.
CubePlace cube_place(float x, float y, float z) {
  const float ax = std::fabs(x);
  const float ay = std::fabs(y);
  const float az = std::fabs(z);
  const auto place = [](int face, float s, float t, float m) {
    return CubePlace{face, (s / m + 1) / 2, (t / m + 1) / 2};
  };
  if (ax >= ay && ax >= az) return x >= 0 ? place(0, -z, -y, ax) : place(1, z, -y, ax);
  if (ay >= az) return y >= 0 ? place(2, x, z, ay) : place(3, x, -z, ay);
  return z >= 0 ? place(4, x, -y, az) : place(5, -x, -y, az);
}

}  // namespace larder::inline v1::cudart
