// Macros for rows of functions that read textures and access surfaces, as in larder/cuda/dialect.h:
// name, parameters after the object, and on the host what is accessed. Each row is two templates,
// since CUDA has each function with a result and with a pointer to it. In the scan they are
// declarations; they wait for nobody.
#ifndef LARDER_CUDART_TEXTURES_ROWS_H
#define LARDER_CUDART_TEXTURES_ROWS_H

#include "../../surface_types.h"
#include "../../texture_types.h"
#include "larder/cuda/sync.h"

#if defined(LARDER_SCAN)

#define LARDER_TEXTURE_GIVES(...) ;
#define LARDER_TEXTURE_STORES(...) ;

#else

#include "access_host.h"

#define LARDER_TEXTURE_GIVES(function, ...)                                \
  {                                                                        \
    return ::larder::cudart::from_texel<T>(::larder::cudart::function(     \
        texture, __VA_ARGS__, ::larder::simulator::CallSite{file, line})); \
  }
#define LARDER_TEXTURE_STORES(function, ...)                               \
  {                                                                        \
    *to = ::larder::cudart::from_texel<T>(::larder::cudart::function(      \
        texture, __VA_ARGS__, ::larder::simulator::CallSite{file, line})); \
  }

#endif

#define LARDER_TEXTURE(name, parameters, ...)                                                \
  template <class T>                                                                         \
  __device__ T name(cudaTextureObject_t texture, LARDER_UNPACKED parameters LARDER_AND_SITE) \
      LARDER_TEXTURE_GIVES(__VA_ARGS__) template <class T>                                   \
      __device__ void name(T* to, cudaTextureObject_t texture,                               \
                           LARDER_UNPACKED parameters LARDER_AND_SITE)                       \
          LARDER_TEXTURE_STORES(__VA_ARGS__)

#if defined(LARDER_SCAN)

#define LARDER_SURFACE_GIVES(...) ;
#define LARDER_SURFACE_STORES(...) ;
#define LARDER_SURFACE_TAKES(...) ;

#else

#define LARDER_SURFACE_GIVES(shape, ...)                                              \
  {                                                                                   \
    return ::larder::cudart::read_surface<T>(surface, ::larder::cudart::Shape::shape, \
                                             {__VA_ARGS__}, mode, {file, line});      \
  }
#define LARDER_SURFACE_STORES(shape, ...)                                            \
  {                                                                                  \
    *to = ::larder::cudart::read_surface<T>(surface, ::larder::cudart::Shape::shape, \
                                            {__VA_ARGS__}, mode, {file, line});      \
  }
#define LARDER_SURFACE_TAKES(shape, ...)                                                           \
  {                                                                                                \
    ::larder::cudart::write_surface(value, surface, ::larder::cudart::Shape::shape, {__VA_ARGS__}, \
                                    mode, {file, line});                                           \
  }

#endif

#define LARDER_SURFACE_MODE cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap LARDER_AND_SITE
#define LARDER_SURFACE(name, parameters, ...)                                                    \
  template <class T>                                                                             \
  __device__ T name##read(cudaSurfaceObject_t surface, LARDER_UNPACKED parameters,               \
                          LARDER_SURFACE_MODE)                                                   \
      LARDER_SURFACE_GIVES(__VA_ARGS__) template <class T>                                       \
      __device__ void name##read(T* to, cudaSurfaceObject_t surface, LARDER_UNPACKED parameters, \
                                 LARDER_SURFACE_MODE)                                            \
          LARDER_SURFACE_STORES(__VA_ARGS__) template <class T>                                  \
          __device__ void name##write(T value, cudaSurfaceObject_t surface,                      \
                                      LARDER_UNPACKED parameters, LARDER_SURFACE_MODE)           \
              LARDER_SURFACE_TAKES(__VA_ARGS__)

#endif  // LARDER_CUDART_TEXTURES_ROWS_H
