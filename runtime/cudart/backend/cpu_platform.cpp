#include "runtime/cudart/backend/cpu_platform.h"

#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/executor.h"
#include "runtime/simulator/shared_memory.h"
#include "runtime/threads/pool.h"

namespace larder::inline v1::cudart {
namespace {

struct Value {
  int attribute;
  int value;
};

// Sizes of textures and surfaces: those of recent GPUs, since programs only test that theirs are
// below; the CPU has no such limits.
constexpr Value kTextureSizes[] = {
    {cudaDevAttrMaxTexture1DWidth, 131072},
    {cudaDevAttrMaxTexture1DLinearWidth, 1 << 27},
    {cudaDevAttrMaxTexture2DWidth, 131072},
    {cudaDevAttrMaxTexture2DHeight, 65536},
    {cudaDevAttrMaxTexture2DLinearWidth, 131072},
    {cudaDevAttrMaxTexture2DLinearHeight, 65000},
    {cudaDevAttrMaxTexture2DLinearPitch, 2097120},
    {cudaDevAttrMaxTexture2DGatherWidth, 32768},
    {cudaDevAttrMaxTexture2DGatherHeight, 32768},
    {cudaDevAttrMaxTexture3DWidth, 16384},
    {cudaDevAttrMaxTexture3DHeight, 16384},
    {cudaDevAttrMaxTexture3DDepth, 16384},
    {cudaDevAttrMaxTextureCubemapWidth, 32768},
    {cudaDevAttrMaxTexture1DLayeredWidth, 32768},
    {cudaDevAttrMaxTexture1DLayeredLayers, 2048},
    {cudaDevAttrMaxTexture2DLayeredWidth, 32768},
    {cudaDevAttrMaxTexture2DLayeredHeight, 32768},
    {cudaDevAttrMaxTexture2DLayeredLayers, 2048},
    {cudaDevAttrMaxTextureCubemapLayeredWidth, 32768},
    {cudaDevAttrMaxTextureCubemapLayeredLayers, 2046},
    {cudaDevAttrMaxSurface1DWidth, 32768},
    {cudaDevAttrMaxSurface2DWidth, 131072},
    {cudaDevAttrMaxSurface2DHeight, 65536},
    {cudaDevAttrMaxSurface3DWidth, 16384},
    {cudaDevAttrMaxSurface3DHeight, 16384},
    {cudaDevAttrMaxSurface3DDepth, 16384},
    {cudaDevAttrMaxSurface1DLayeredWidth, 32768},
    {cudaDevAttrMaxSurface1DLayeredLayers, 2048},
    {cudaDevAttrMaxSurface2DLayeredWidth, 32768},
    {cudaDevAttrMaxSurface2DLayeredHeight, 32768},
    {cudaDevAttrMaxSurface2DLayeredLayers, 2048},
    {cudaDevAttrMaxSurfaceCubemapWidth, 32768},
    {cudaDevAttrMaxSurfaceCubemapLayeredWidth, 32768},
    {cudaDevAttrMaxSurfaceCubemapLayeredLayers, 2046},
};

// The other attributes that programs query. Those of features that the CPU lacks are 0.
constexpr Value kValues[] = {
    {cudaDevAttrMaxThreadsPerBlock, CpuPlatform::kThreadsPerBlock},
    {cudaDevAttrMaxBlockDimX, 1024},
    {cudaDevAttrMaxBlockDimY, 1024},
    {cudaDevAttrMaxBlockDimZ, 64},
    {cudaDevAttrMaxGridDimX, INT_MAX},
    {cudaDevAttrMaxGridDimY, 65535},
    {cudaDevAttrMaxGridDimZ, 65535},
    {cudaDevAttrMaxSharedMemoryPerBlock, 48 * 1024},
    {cudaDevAttrMaxSharedMemoryPerBlockOptin, static_cast<int>(simulator::kMaxSharedBytes)},
    {cudaDevAttrMaxSharedMemoryPerMultiprocessor,
     static_cast<int>(CpuPlatform::kSharedPerMultiprocessor)},
    {cudaDevAttrReservedSharedMemoryPerBlock, 1024},
    {cudaDevAttrTotalConstantMemory, 64 * 1024},
    {cudaDevAttrWarpSize, CpuPlatform::kWarpSize},
    {cudaDevAttrMaxPitch, INT_MAX},
    {cudaDevAttrMaxRegistersPerBlock, 65536},
    {cudaDevAttrMaxRegistersPerMultiprocessor, 65536},
    {cudaDevAttrTextureAlignment, 512},
    {cudaDevAttrTexturePitchAlignment, 32},
    {cudaDevAttrSurfaceAlignment, 512},
    {cudaDevAttrIntegrated, 1},
    {cudaDevAttrCanMapHostMemory, 1},
    {cudaDevAttrComputeMode, cudaComputeModeDefault},
    {cudaDevAttrConcurrentKernels, 1},
    {cudaDevAttrGlobalMemoryBusWidth, 64},
    {cudaDevAttrMaxThreadsPerMultiProcessor, CpuPlatform::kThreadsPerMultiprocessor},
    {cudaDevAttrMaxBlocksPerMultiprocessor, CpuPlatform::kBlocksPerMultiprocessor},
    {cudaDevAttrUnifiedAddressing, 1},
    {cudaDevAttrComputeCapabilityMajor, CpuPlatform::kMajor},
    {cudaDevAttrComputeCapabilityMinor, CpuPlatform::kMinor},
    {cudaDevAttrGlobalL1CacheSupported, 1},
    {cudaDevAttrLocalL1CacheSupported, 1},
    {cudaDevAttrManagedMemory, 1},
    {cudaDevAttrConcurrentManagedAccess, 1},
    {cudaDevAttrHostNativeAtomicSupported, 1},
    {cudaDevAttrSingleToDoublePrecisionPerfRatio, 2},
    {cudaDevAttrPageableMemoryAccess, 1},
    {cudaDevAttrPageableMemoryAccessUsesHostPageTables, 1},
    {cudaDevAttrDirectManagedMemAccessFromHost, 1},
    {cudaDevAttrCanUseHostPointerForRegisteredMem, 1},
    {cudaDevAttrHostRegisterSupported, 1},
    {cudaDevAttrCooperativeLaunch, 1},
    {cudaDevAttrMemoryPoolsSupported, 1},
    {cudaDevAttrClockRate, 1'000'000},        // kHz: clock64() counts nanoseconds
    {cudaDevAttrMemoryClockRate, 1'000'000},  // not known, but programs divide by it
};

int l2_cache_bytes() {
#ifdef _SC_LEVEL2_CACHE_SIZE
  if (const long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE); bytes > 0) return static_cast<int>(bytes);
#endif
  return 1 << 20;
}

std::string model_name() {
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; std::getline(cpus, line);) {
    if (line.rfind("model name", 0) != 0) continue;
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

// If all blocks of a grid wait for each other, the simulator holds as many as these
// multiprocessors.
int multiprocessors() {
  constexpr std::size_t kMax = simulator::kResidentBlocks / CpuPlatform::kBlocksPerMultiprocessor;
  return static_cast<int>(std::min(threads::core_count(), kMax));
}

}  // namespace

Result<int> CpuPlatform::attribute(int, int attribute) const {
  constexpr int kNewest = 147;  // of CUDA 13.0
  if (attribute < cudaDevAttrMaxThreadsPerBlock || attribute > kNewest) {
    return failure(cudaErrorInvalidValue, compose("there is no attribute {}", attribute));
  }
  if (attribute == cudaDevAttrMultiProcessorCount) return multiprocessors();
  if (attribute == cudaDevAttrL2CacheSize) return l2_cache_bytes();
  const auto* const size = std::ranges::find(kTextureSizes, attribute, &Value::attribute);
  if (size != std::end(kTextureSizes)) return size->value;
  const auto* const found = std::ranges::find(kValues, attribute, &Value::attribute);
  return found == std::end(kValues) ? 0 : found->value;
}

Status CpuPlatform::describe(int, cudaDeviceProp& properties) const {
  const std::string model = model_name();
  const std::string name = model.empty() ? "CPU" : "CPU (" + model + ")";
  std::snprintf(properties.name, sizeof properties.name, "%s", name.c_str());
  properties.totalGlobalMem = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) *
                              static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return {};
}

int CpuPlatform::driver_version() const { return CUDART_VERSION; }

}  // namespace larder::inline v1::cudart
