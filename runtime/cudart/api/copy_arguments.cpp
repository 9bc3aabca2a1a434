#include "runtime/cudart/api/copy_arguments.h"

#include "runtime/compose.h"
#include "runtime/cudart/textures/image.h"

namespace larder::inline v1::cudart {
namespace {

Status check_pitch(size_t pitch, size_t width, size_t height) {
  if (pitch >= width || height <= 1) return {};
  return failure(cudaErrorInvalidPitchValue,
                 compose("rows of {} bytes with a pitch of {}", width, pitch));
}

}  // namespace

Status check_kind(cudaMemcpyKind kind) {
  if (kind >= cudaMemcpyHostToHost && kind <= cudaMemcpyDefault) return {};
  return failure(cudaErrorInvalidMemcpyDirection,
                 compose("copy kind {} is unknown", static_cast<int>(kind)));
}

Status null_pointer(const char* call) {
  return failure(cudaErrorInvalidValue, compose("{}: an address is null", call));
}

Copy row(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  Copy copy;
  copy.to = to;
  copy.from = from;
  copy.width = bytes;
  copy.kind = kind;
  return copy;
}

Copy rows(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
          size_t height, cudaMemcpyKind kind) {
  Copy copy = row(to, from, width, kind);
  copy.height = height;
  copy.to_volume = {to_pitch, height};
  copy.from_volume = {from_pitch, height};
  return copy;
}

void* place(const cudaPitchedPtr& volume, const cudaPos& at) {
  if (volume.ptr == nullptr) return nullptr;
  const size_t row = at.z * volume.ysize + at.y;
  return static_cast<char*>(volume.ptr) + row * volume.pitch + at.x;
}

Status measure_element(DeviceBackend& on, cudaArray_t array, size_t& element) {
  if (array == nullptr) return {};
  const Result<ArrayShape> shape = on.array_shape(array);
  if (!shape.ok()) return shape.status();
  const auto found = static_cast<size_t>(texel_format(shape->format).texel_bytes());
  if (element != 0 && element != found) {
    return failure(cudaErrorInvalidValue,
                   compose("copy between arrays with elements of {} and {} bytes", element, found));
  }
  element = found;
  return {};
}

Setting setting_of(void* to, int value, size_t bytes) {
  Setting setting;
  setting.to = to;
  setting.value = static_cast<unsigned char>(value);
  setting.width = bytes;
  return setting;
}

Setting setting_of(const cudaPitchedPtr& to, int value, const cudaExtent& extent) {
  Setting setting = setting_of(to.ptr, value, extent.width);
  setting.height = extent.height;
  setting.depth = extent.depth;
  setting.volume = {to.pitch, to.ysize};
  return setting;
}

Status check(const Copy& copy) {
  const bool to_memory = copy.to_array.array == nullptr;
  const bool from_memory = copy.from_array.array == nullptr;
  if ((to_memory && copy.to == nullptr) || (from_memory && copy.from == nullptr)) {
    return null_pointer("copy");
  }
  Status status = check_kind(copy.kind);
  if (status.ok() && to_memory) status = check_pitch(copy.to_volume.pitch, copy.width, copy.height);
  if (status.ok() && from_memory) {
    status = check_pitch(copy.from_volume.pitch, copy.width, copy.height);
  }
  return status;
}

Status check(const Setting& setting) {
  if (setting.to == nullptr) return null_pointer("setting");
  return check_pitch(setting.volume.pitch, setting.width, setting.height);
}

}  // namespace larder::inline v1::cudart
