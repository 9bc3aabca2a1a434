// Copies to and from arrays, besides cudaMemcpy3D.
#include <algorithm>

#include "cuda_runtime_api.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/copy.h"
#include "runtime/cudart/textures/image.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

cudaArray_t changeable(cudaArray_const_t array) { return const_cast<cudaArray_t>(array); }

/// One end of a copy of bytes: an array, or memory if it is null.
struct End {
  ArrayPlace place;
  char* memory = nullptr;
  size_t row_bytes = 0;  ///< of the array

  /// The bytes up to the end of the row; all for memory.
  [[nodiscard]] size_t left() const {
    return place.array == nullptr ? SIZE_MAX : row_bytes - place.x;
  }
  void move(size_t bytes) {
    if (place.array == nullptr) {
      memory += bytes;
      return;
    }
    place.y += (place.x + bytes) / row_bytes;
    place.x = (place.x + bytes) % row_bytes;
  }
};

Status measure(DeviceBackend& on, End& end) {
  if (end.place.array == nullptr) return {};
  const Result<ArrayShape> shape = on.array_shape(end.place.array);
  if (!shape.ok()) return shape.status();
  end.row_bytes =
      shape->extent.width * static_cast<size_t>(texel_format(shape->format).texel_bytes());
  if (end.place.x < end.row_bytes) return {};
  return failure(cudaErrorInvalidValue, "the copy begins past the end of the array's row");
}

// Whole rows at once where both ends are at the start of one; else up to the end of the shorter
// row.
Copy next_piece(const End& to, const End& from, size_t count) {
  Copy copy;
  copy.to = to.memory;
  copy.from = from.memory;
  copy.to_array = to.place;
  copy.from_array = from.place;
  const size_t row = std::min(to.left(), from.left());
  const bool same =
      to.place.array == nullptr || from.place.array == nullptr || to.row_bytes == from.row_bytes;
  copy.width = std::min(row, count);
  const bool whole = to.place.x == 0 && from.place.x == 0 && same && row <= count;
  copy.height = whole ? count / row : 1;
  copy.to_volume = {copy.width, copy.height};
  copy.from_volume = {copy.width, copy.height};
  return copy;
}

/// Bytes in the order of rows. Like other failures, one in the middle leaves the first pieces.
cudaError_t run_bytes(End to, End from, size_t count, cudaMemcpyKind kind, bool waits,
                      cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) -> Status {
    Status status = measure(on, to);
    if (status.ok()) status = measure(on, from);
    while (status.ok() && count > 0) {
      Copy piece = next_piece(to, from, count);
      piece.kind = kind;
      piece.waits = waits;
      piece.stream = stream;
      status = run(on, piece);
      const size_t bytes = piece.width * piece.height;
      count -= bytes;
      to.move(bytes);
      from.move(bytes);
    }
    return status;
  });
}

End of_array(cudaArray_t array, size_t x, size_t y) { return {{array, x, y, 0}}; }

End of_memory(const void* memory) {
  return {{}, const_cast<char*>(static_cast<const char*>(memory))};
}

Status no_array() { return failure(cudaErrorInvalidValue, "the array is null"); }

cudaError_t to_array_bytes(cudaArray_t to, size_t x, size_t y, const void* from, size_t count,
                           cudaMemcpyKind kind, bool waits, cudaStream_t stream) {
  if (to == nullptr) return finish(no_array());
  return run_bytes(of_array(to, x, y), of_memory(from), count, kind, waits, stream);
}

cudaError_t from_array_bytes(void* to, cudaArray_const_t from, size_t x, size_t y, size_t count,
                             cudaMemcpyKind kind, bool waits, cudaStream_t stream) {
  if (from == nullptr) return finish(no_array());
  return run_bytes(of_memory(to), of_array(changeable(from), x, y), count, kind, waits, stream);
}

Copy to_array_rows(cudaArray_t to, size_t x, size_t y, const void* from, size_t pitch, size_t width,
                   size_t height, cudaMemcpyKind kind) {
  Copy copy = rows(nullptr, 0, from, pitch, width, height, kind);
  copy.to_array = {to, x, y, 0};
  return copy;
}

Copy from_array_rows(void* to, size_t pitch, cudaArray_const_t from, size_t x, size_t y,
                     size_t width, size_t height, cudaMemcpyKind kind) {
  Copy copy = rows(to, pitch, nullptr, 0, width, height, kind);
  copy.from_array = {changeable(from), x, y, 0};
  return copy;
}

}  // namespace

extern "C" {

cudaError_t cudaMemcpy2DToArray(cudaArray_t dst, size_t wOffset, size_t hOffset, const void* src,
                                size_t spitch, size_t width, size_t height,
                                enum cudaMemcpyKind kind) {
  return run(to_array_rows(dst, wOffset, hOffset, src, spitch, width, height, kind));
}

cudaError_t cudaMemcpy2DToArrayAsync(cudaArray_t dst, size_t wOffset, size_t hOffset,
                                     const void* src, size_t spitch, size_t width, size_t height,
                                     enum cudaMemcpyKind kind, cudaStream_t stream) {
  return run(
      in_stream(to_array_rows(dst, wOffset, hOffset, src, spitch, width, height, kind), stream));
}

cudaError_t cudaMemcpy2DFromArray(void* dst, size_t dpitch, cudaArray_const_t src, size_t wOffset,
                                  size_t hOffset, size_t width, size_t height,
                                  enum cudaMemcpyKind kind) {
  return run(from_array_rows(dst, dpitch, src, wOffset, hOffset, width, height, kind));
}

cudaError_t cudaMemcpy2DFromArrayAsync(void* dst, size_t dpitch, cudaArray_const_t src,
                                       size_t wOffset, size_t hOffset, size_t width, size_t height,
                                       enum cudaMemcpyKind kind, cudaStream_t stream) {
  return run(
      in_stream(from_array_rows(dst, dpitch, src, wOffset, hOffset, width, height, kind), stream));
}

cudaError_t cudaMemcpy2DArrayToArray(cudaArray_t dst, size_t wOffsetDst, size_t hOffsetDst,
                                     cudaArray_const_t src, size_t wOffsetSrc, size_t hOffsetSrc,
                                     size_t width, size_t height, enum cudaMemcpyKind kind) {
  Copy copy = rows(nullptr, 0, nullptr, 0, width, height, kind);
  copy.to_array = {dst, wOffsetDst, hOffsetDst, 0};
  copy.from_array = {changeable(src), wOffsetSrc, hOffsetSrc, 0};
  return run(copy);
}

cudaError_t cudaMemcpyToArray(cudaArray_t dst, size_t wOffset, size_t hOffset, const void* src,
                              size_t count, enum cudaMemcpyKind kind) {
  return to_array_bytes(dst, wOffset, hOffset, src, count, kind, true, nullptr);
}

cudaError_t cudaMemcpyToArrayAsync(cudaArray_t dst, size_t wOffset, size_t hOffset, const void* src,
                                   size_t count, enum cudaMemcpyKind kind, cudaStream_t stream) {
  return to_array_bytes(dst, wOffset, hOffset, src, count, kind, false, stream);
}

cudaError_t cudaMemcpyFromArray(void* dst, cudaArray_const_t src, size_t wOffset, size_t hOffset,
                                size_t count, enum cudaMemcpyKind kind) {
  return from_array_bytes(dst, src, wOffset, hOffset, count, kind, true, nullptr);
}

cudaError_t cudaMemcpyFromArrayAsync(void* dst, cudaArray_const_t src, size_t wOffset,
                                     size_t hOffset, size_t count, enum cudaMemcpyKind kind,
                                     cudaStream_t stream) {
  return from_array_bytes(dst, src, wOffset, hOffset, count, kind, false, stream);
}

cudaError_t cudaMemcpyArrayToArray(cudaArray_t dst, size_t wOffsetDst, size_t hOffsetDst,
                                   cudaArray_const_t src, size_t wOffsetSrc, size_t hOffsetSrc,
                                   size_t count, enum cudaMemcpyKind kind) {
  if (dst == nullptr || src == nullptr) return finish(no_array());
  return run_bytes(of_array(dst, wOffsetDst, hOffsetDst),
                   of_array(changeable(src), wOffsetSrc, hOffsetSrc), count, kind, true, nullptr);
}
}
