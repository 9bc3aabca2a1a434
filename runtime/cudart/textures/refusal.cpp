#include "runtime/cudart/textures/refusal.h"

#include <cstdio>

namespace larder::inline v1::cudart {

void refuse_access(const char* reason, CallSite site) {
  std::fprintf(stderr, "larder: %s:%d: %s\n", site.file, site.line, reason);
  simulator::trap(site);
}

const Texture& texture_of(cudaTextureObject_t handle, CallSite site) {
  const Texture* const found = KernelObjects<Texture>::find(handle);
  if (found != nullptr) return *found;
  refuse_access(
      "the texture object was never created, or has been destroyed: create it with "
      "cudaCreateTextureObject",
      site);
}

const Texture& texture_of(cudaTextureObject_t handle, Shape shape, CallSite site) {
  const Texture& texture = texture_of(handle, site);
  if (texture.image.has(shape)) return texture;
  if (texture.image.linear) {
    refuse_access("the texture is of linear memory: read it with tex1Dfetch", site);
  }
  refuse_access("the texture has other dimensions: read it with the function for its array", site);
}

}  // namespace larder::inline v1::cudart
