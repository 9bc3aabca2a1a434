#include "runtime/cudart/api/copy.h"

#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"

namespace larder::inline v1::cudart {
namespace {

Status check_kind(cudaMemcpyKind kind) {
  if (kind >= cudaMemcpyHostToHost && kind <= cudaMemcpyDefault) return {};
  return failure(cudaErrorInvalidMemcpyDirection,
                 compose("copy kind {} is unknown", static_cast<int>(kind)));
}

}  // namespace

Status null_pointer(const char* call) {
  return failure(cudaErrorInvalidValue, compose("{}: an address is null", call));
}

Status check_pitch(std::size_t pitch, std::size_t width, std::size_t height) {
  if (pitch >= width || height <= 1) return {};
  return failure(cudaErrorInvalidPitchValue,
                 compose("rows of {} bytes with a pitch of {}", width, pitch));
}

Copy row(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  Copy copy;
  copy.to = to;
  copy.from = from;
  copy.width = bytes;
  copy.kind = kind;
  return copy;
}

Copy rows(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
          std::size_t width, std::size_t height, cudaMemcpyKind kind) {
  Copy copy = row(to, from, width, kind);
  copy.height = height;
  copy.to_volume = {to_pitch, height};
  copy.from_volume = {from_pitch, height};
  return copy;
}

Copy in_stream(Copy copy, cudaStream_t stream) {
  copy.waits = false;
  copy.stream = stream;
  return copy;
}

Status check_and_copy(DeviceBackend& on, const Copy& copy) {
  if (Status status = check_kind(copy.kind); !status.ok()) return status;
  if (copy.width == 0 || copy.height == 0 || copy.depth == 0) return {};
  const bool to_array = copy.to_array.array != nullptr;
  const bool from_array = copy.from_array.array != nullptr;
  if (!to_array && copy.to == nullptr) return null_pointer("copy");
  if (!from_array && copy.from == nullptr) return null_pointer("copy");
  Status status;
  if (!to_array) status = check_pitch(copy.to_volume.pitch, copy.width, copy.height);
  if (status.ok() && !from_array) {
    status = check_pitch(copy.from_volume.pitch, copy.width, copy.height);
  }
  return status.ok() ? on.copy(copy) : status;
}

cudaError_t run(const Copy& copy) {
  return on_device([&](DeviceBackend& on) { return check_and_copy(on, copy); });
}

}  // namespace larder::inline v1::cudart
