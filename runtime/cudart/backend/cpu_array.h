// An array of the CPU: its elements row after row.
#ifndef LARDER_CUDART_BACKEND_CPU_ARRAY_H
#define LARDER_CUDART_BACKEND_CPU_ARRAY_H

#include "runtime/cudart/backend/backend.h"
#include "runtime/cudart/textures/image.h"
#include "runtime/engine/engine.h"

namespace larder::inline v1::cudart {

/// Owns the memory of its image.
struct CpuArray {
  CpuArray(engine::Engine& of, const ArrayShape& with_shape, const Image& with_image)
      : shape(with_shape), image(with_image), engine(of) {}
  ~CpuArray() { engine.release(image.texels); }
  CpuArray(const CpuArray&) = delete;
  CpuArray& operator=(const CpuArray&) = delete;

  ArrayShape shape;
  Image image;
  engine::Engine& engine;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_CPU_ARRAY_H
