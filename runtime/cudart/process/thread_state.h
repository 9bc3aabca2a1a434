// CUDA's state of each host thread.
#ifndef LARDER_CUDART_PROCESS_THREAD_STATE_H
#define LARDER_CUDART_PROCESS_THREAD_STATE_H

#include "driver_types.h"

namespace larder::inline v1::cudart {

/// The launch configuration of the kernel that is called next.
struct Configuration {
  dim3 grid;
  dim3 block;
  size_t shared_bytes = 0;
  cudaStream_t stream = nullptr;
  Configuration* outer = nullptr;  ///< of a launch whose arguments are being computed
};

inline constexpr int kNoDevice = -1;

/// Has no destructor: that of a thread's variable would keep a plug-in from being unloaded.
struct ThreadState {
  cudaError_t last_error = cudaSuccess;
  int device = kNoDevice;  ///< the one that was set
  Configuration* pending = nullptr;
  bool launched = false;  ///< a kernel took the last configuration that was pushed
  cudaStreamCaptureMode capture_mode = cudaStreamCaptureModeGlobal;  ///< for its unsafe calls
};

[[nodiscard]] ThreadState& this_thread();

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_PROCESS_THREAD_STATE_H
