// Copies as the API's functions describe them: making one, checking it, and running it.
#ifndef LARDER_CUDART_API_COPY_H
#define LARDER_CUDART_API_COPY_H

#include "runtime/cudart/backend/backend.h"

namespace larder::inline v1::cudart {

[[nodiscard]] Status null_pointer(const char* call);
/// Whether rows of `width` bytes do not overlap.
[[nodiscard]] Status check_pitch(std::size_t pitch, std::size_t width, std::size_t height);

[[nodiscard]] Copy row(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind);
[[nodiscard]] Copy rows(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                        std::size_t width, std::size_t height, cudaMemcpyKind kind);
/// The same copy; the call does not wait for it.
[[nodiscard]] Copy in_stream(Copy copy, cudaStream_t stream);

/// On the thread's device; nothing if there is nothing to copy.
[[nodiscard]] Status check_and_copy(DeviceBackend& on, const Copy& copy);
cudaError_t run(const Copy& copy);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_COPY_H
