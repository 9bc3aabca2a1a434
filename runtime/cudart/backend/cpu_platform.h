// The CPU as the only device, with the properties that programs expect of a GPU.
#ifndef LARDER_CUDART_BACKEND_CPU_PLATFORM_H
#define LARDER_CUDART_BACKEND_CPU_PLATFORM_H

#include <cstddef>

#include "runtime/cudart/backend/backend.h"

namespace larder::inline v1::cudart {

class CpuPlatform final : public Platform {
 public:
  static constexpr int kMajor = 8;
  static constexpr int kMinor = 0;
  static constexpr int kWarpSize = 32;
  static constexpr int kThreadsPerBlock = 1024;
  // Consistent with the simulator's number of blocks: see kResidentBlocks.
  static constexpr int kThreadsPerMultiprocessor = 2048;
  static constexpr int kBlocksPerMultiprocessor = 32;
  static constexpr std::size_t kSharedPerMultiprocessor = std::size_t{228} * 1024;

  [[nodiscard]] int count() const override { return 1; }
  [[nodiscard]] bool is_cpu() const override { return true; }
  [[nodiscard]] Result<int> attribute(int device, int attribute) const override;
  Status describe(int device, cudaDeviceProp& properties) const override;
  [[nodiscard]] Result<bool> can_access_peer(int, int) const override { return false; }
  [[nodiscard]] Result<int> peer_attribute(int, int, int) const override { return 0; }
  [[nodiscard]] int driver_version() const override;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_CPU_PLATFORM_H
