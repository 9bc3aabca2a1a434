// What a CPU variant's functions for textures and surfaces call in the library, where the filtering
// is, and how they make values of it. An object that is none, or of the wrong kind for the
// function, ends the launch with an error.
#ifndef LARDER_CUDART_TEXTURES_ACCESS_HOST_H
#define LARDER_CUDART_TEXTURES_ACCESS_HOST_H

#include <cstddef>
#include <cstring>
#include <type_traits>

#include "../../surface_types.h"
#include "../../texture_types.h"
#include "larder/cuda/types.h"
#include "larder/simulator.h"

namespace larder {
inline namespace v1 {
namespace cudart {

using simulator::CallSite;

/// The kind of texture or surface that a function accesses.
enum class Shape {
  k1D,
  k2D,
  k3D,
  k1DLayered,
  k2DLayered,
  kCubemap,
  kCubemapLayered,
};

/// Where a texture is read: texels, or parts of its size.
struct Coordinates {
  float x;
  float y;
  float z;
  int layer;
};

/// Where a surface is accessed: x in bytes. `slice` is a layer, a face of a cube, or a z.
struct SurfacePlace {
  int x;
  int y;
  int slice;
};

/// What a texture unit returns: four 32-bit registers, which hold numbers of the texture's type.
/// A function that asks for another type gets the same bits, as on a GPU.
struct Texel {
  unsigned registers[4];
};

Texel sample(cudaTextureObject_t texture, Shape shape, Coordinates at, CallSite site);
/// The texel of linear memory; 0 outside.
Texel fetch(cudaTextureObject_t texture, int x, CallSite site);
/// One component of the four texels that a linear filter would use.
Texel gather(cudaTextureObject_t texture, float x, float y, int component, CallSite site);
/// The same as sample(); an error for a texture with an anisotropic filter.
Texel sample_isotropic(cudaTextureObject_t texture, Shape shape, Coordinates at, CallSite site);
/// Null: outside, with cudaBoundaryModeZero.
void* surface_place(cudaSurfaceObject_t surface, Shape shape, SurfacePlace at, std::size_t bytes,
                    cudaSurfaceBoundaryMode mode, CallSite site);

/// The types that a texture function returns: `Component` and how many of them.
template <class T>
struct TexelType {
  static constexpr bool kIsOne = false;
};
template <class Of, int Channels>
struct ChannelsOf {
  static constexpr bool kIsOne = true;
  static constexpr int kCount = Channels;
  using Component = Of;
};

// NOLINTBEGIN(bugprone-macro-parentheses): types can't be in parentheses.
#define LARDER_TEXEL_TYPE(type, count, component) \
  template <>                                     \
  struct TexelType<type> : ChannelsOf<component, count> {};
// NOLINTEND(bugprone-macro-parentheses)
#define LARDER_TEXEL_TYPES(vector, component)  \
  LARDER_TEXEL_TYPE(component, 1, component)   \
  LARDER_TEXEL_TYPE(::vector##1, 1, component) \
  LARDER_TEXEL_TYPE(::vector##2, 2, component) \
  LARDER_TEXEL_TYPE(::vector##4, 4, component)

LARDER_TEXEL_TYPE(char, 1, char)
LARDER_TEXEL_TYPES(char, signed char)
LARDER_TEXEL_TYPES(uchar, unsigned char)
LARDER_TEXEL_TYPES(short, short)
LARDER_TEXEL_TYPES(ushort, unsigned short)
LARDER_TEXEL_TYPES(int, int)
LARDER_TEXEL_TYPES(uint, unsigned int)
LARDER_TEXEL_TYPES(float, float)

#undef LARDER_TEXEL_TYPES
#undef LARDER_TEXEL_TYPE

template <class Component>
Component from_register(unsigned bits) {
  Component value;
  if constexpr (std::is_same_v<Component, float>) {
    std::memcpy(&value, &bits, sizeof value);
  } else {
    value = static_cast<Component>(bits);
  }
  return value;
}

template <class T>
T from_texel(const Texel& texel) {
  static_assert(TexelType<T>::kIsOne,
                "larder: textures give integers of 8, 16 and 32 bits and float, and CUDA's vectors "
                "of 1, 2 and 4 of them");
  using Component = typename TexelType<T>::Component;
  Component components[TexelType<T>::kCount];
  for (int i = 0; i < TexelType<T>::kCount; ++i) {
    components[i] = from_register<Component>(texel.registers[i]);
  }
  T value;
  static_assert(sizeof value == sizeof components, "a vector is its components");
  std::memcpy(&value, components, sizeof value);
  return value;
}

template <class T>
constexpr bool is_surface_type() {
  constexpr std::size_t kBytes = sizeof(T);
  return std::is_trivially_copyable_v<T> &&
         (kBytes == 1 || kBytes == 2 || kBytes == 4 || kBytes == 8 || kBytes == 16);
}

template <class T>
T read_surface(cudaSurfaceObject_t surface, Shape shape, SurfacePlace at,
               cudaSurfaceBoundaryMode mode, CallSite site) {
  static_assert(is_surface_type<T>(), "larder: surfaces hold values of 1, 2, 4, 8 and 16 bytes");
  T value{};
  const void* const place = surface_place(surface, shape, at, sizeof value, mode, site);
  if (place != nullptr) std::memcpy(static_cast<void*>(&value), place, sizeof value);
  return value;
}

template <class T>
void write_surface(const T& value, cudaSurfaceObject_t surface, Shape shape, SurfacePlace at,
                   cudaSurfaceBoundaryMode mode, CallSite site) {
  static_assert(is_surface_type<T>(), "larder: surfaces hold values of 1, 2, 4, 8 and 16 bytes");
  void* const place = surface_place(surface, shape, at, sizeof value, mode, site);
  if (place != nullptr) std::memcpy(place, static_cast<const void*>(&value), sizeof value);
}

}  // namespace cudart
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_TEXTURES_ACCESS_HOST_H
