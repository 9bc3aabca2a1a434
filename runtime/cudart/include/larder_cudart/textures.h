// The runtime API: texture and surface objects. Each function behaves as in CUDA's documentation;
// comments state the differences.
#ifndef LARDER_CUDART_TEXTURES_H
#define LARDER_CUDART_TEXTURES_H

#include "../driver_types.h"
#include "../surface_types.h"
#include "../texture_types.h"

extern "C" {

/// Mipmapped arrays and resource views are not supported: it returns cudaErrorNotSupported.
cudaError_t cudaCreateTextureObject(cudaTextureObject_t* texObject,
                                    const struct cudaResourceDesc* resDesc,
                                    const struct cudaTextureDesc* texDesc,
                                    const struct cudaResourceViewDesc* resViewDesc);
cudaError_t cudaDestroyTextureObject(cudaTextureObject_t texObject);
cudaError_t cudaGetTextureObjectResourceDesc(struct cudaResourceDesc* resDesc,
                                             cudaTextureObject_t texObject);
cudaError_t cudaGetTextureObjectTextureDesc(struct cudaTextureDesc* texDesc,
                                            cudaTextureObject_t texObject);

cudaError_t cudaCreateSurfaceObject(cudaSurfaceObject_t* surfObject,
                                    const struct cudaResourceDesc* resDesc);
cudaError_t cudaDestroySurfaceObject(cudaSurfaceObject_t surfObject);
cudaError_t cudaGetSurfaceObjectResourceDesc(struct cudaResourceDesc* resDesc,
                                             cudaSurfaceObject_t surfObject);
}

#endif  // LARDER_CUDART_TEXTURES_H
