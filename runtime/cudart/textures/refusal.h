// The end of a kernel that uses an object in a way that it can't be used.
#ifndef LARDER_CUDART_TEXTURES_REFUSAL_H
#define LARDER_CUDART_TEXTURES_REFUSAL_H

#include "runtime/cudart/textures/texture.h"

namespace larder::inline v1::cudart {

/// Ends the launch with an error; the reason goes to the standard error output.
[[noreturn]] void refuse_access(const char* reason, CallSite site);

/// The texture, if it exists and has this shape. Otherwise the launch ends.
[[nodiscard]] const Texture& texture_of(cudaTextureObject_t handle, CallSite site);
[[nodiscard]] const Texture& texture_of(cudaTextureObject_t handle, Shape shape, CallSite site);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_REFUSAL_H
