// Where a surface function reads or writes.
#include <algorithm>

#include "runtime/cudart/textures/refusal.h"

namespace larder::inline v1::cudart {
namespace {

const Image& surface_of(cudaSurfaceObject_t handle, Shape shape, CallSite site) {
  const Surface* const found = KernelObjects<Surface>::find(handle);
  if (found == nullptr) {
    refuse_access(
        "the surface object was never created, or has been destroyed: create it with "
        "cudaCreateSurfaceObject",
        site);
  }
  if (!found->image.has(shape)) {
    refuse_access("the surface has other dimensions: use the function for its array", site);
  }
  return found->image;
}

bool is_inside(const SurfacePlace& at, const SurfacePlace& last) {
  return at.x >= 0 && at.x <= last.x && at.y >= 0 && at.y <= last.y && at.slice >= 0 &&
         at.slice <= last.slice;
}

}  // namespace

void* surface_place(cudaSurfaceObject_t surface, Shape shape, SurfacePlace at, std::size_t bytes,
                    cudaSurfaceBoundaryMode mode, CallSite site) {
  const Image& image = surface_of(surface, shape, site);
  const int size = static_cast<int>(bytes);
  const int row_bytes = image.width * image.format.texel_bytes();
  if (at.x % size != 0) refuse_access("x is not a multiple of the type's size in bytes", site);
  if (row_bytes < size) refuse_access("the type is larger than a row of the surface", site);
  const SurfacePlace last{(row_bytes / size - 1) * size, image.height - 1, image.slices - 1};
  if (!is_inside(at, last)) {
    switch (mode) {
      case cudaBoundaryModeZero:
        return nullptr;
      case cudaBoundaryModeClamp:
        at = {std::clamp(at.x, 0, last.x), std::clamp(at.y, 0, last.y),
              std::clamp(at.slice, 0, last.slice)};
        break;
      case cudaBoundaryModeTrap:
        refuse_access("an access outside the surface, with cudaBoundaryModeTrap", site);
    }
  }
  return image.row(at.y, at.slice) + at.x;
}

}  // namespace larder::inline v1::cudart
