#include "runtime/engine/cpu_engine.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

#include "larder/detail/pending_launch.h"
#include "runtime/compose.h"
#include "runtime/kernels/limits.h"
#include "runtime/kernels/registry.h"
#include "runtime/simulator/checks.h"
#include "runtime/simulator/executor.h"
#include "runtime/simulator/shared_memory.h"

namespace larder::inline v1::engine {
namespace {

using detail::KernelRecord;
using detail::Launch;
using detail::VariableRecord;
using kernels::FoundKernel;
using kernels::SharedKernel;
using simulator::checks;

// cuMemAlloc's alignment, so that data that is aligned on a GPU is aligned here.
constexpr std::align_val_t kAlignment{256};

// CUDA's numbers.
constexpr int kNoKernelImage = 209;
constexpr int kCooperativeLaunchTooLarge = 720;

// While a CPU variant runs, no launch is pending, so its function runs as written. A launch that is
// pending on this OS thread, because one of its arguments launches this one, is restored
// afterwards.
class NoPendingLaunch {
 public:
  NoPendingLaunch() : outer_(std::exchange(detail::pending_launch, nullptr)) {}
  ~NoPendingLaunch() { detail::pending_launch = outer_; }
  NoPendingLaunch(const NoPendingLaunch&) = delete;
  NoPendingLaunch& operator=(const NoPendingLaunch&) = delete;

 private:
  detail::PendingLaunch outer_;
};

// Blocks of a cooperative launch wait for each other: all must be in progress at the same time.
Status check_cooperative(const KernelRecord& kernel, const LaunchConfig& config) {
  const std::int64_t blocks = config.grid.x * config.grid.y * config.grid.z;
  const std::int64_t threads = config.block.x * config.block.y * config.block.z;
  const std::int64_t most =
      std::min<std::int64_t>(simulator::kResidentBlocks, simulator::kResidentThreads / threads);
  if (blocks <= most) return {};
  return {Code::kInvalidArgument,
          compose("launch of {}: {} blocks of {} threads in a cooperative launch; at most {} run "
                  "at a time",
                  kernel.name, blocks, threads, most),
          kCooperativeLaunchTooLarge};
}

dim3 extent(const Dim3& size) {
  return {static_cast<unsigned>(size.x), static_cast<unsigned>(size.y),
          static_cast<unsigned>(size.z)};
}

// 0 for an invalid time, and at most a century.
std::chrono::nanoseconds duration(double seconds) {
  constexpr double kMost = 3e9;
  if (!(seconds > 0)) return std::chrono::nanoseconds(0);
  const std::chrono::duration<double> time(std::min(seconds, kMost));
  return std::max(std::chrono::duration_cast<std::chrono::nanoseconds>(time),
                  std::chrono::nanoseconds(1));
}

// A linker merges two kernels into one function if they do the same on the host; on the CPU, either
// one is right.
Result<SharedKernel> runnable(const FoundKernel& found) {
  if (found.other == nullptr) return found.kernel;
  const KernelRecord& one = found.kernel->record();
  const KernelRecord& other = found.other->record();
  const bool folded = std::strcmp(one.symbol, other.symbol) != 0;
  if (folded && one.run != nullptr && other.run != nullptr) return found.kernel;
  return ambiguous_kernel(found);
}

}  // namespace

CpuEngine::CpuEngine(std::string why_not_gpu, double watchdog)
    : why_not_gpu_(std::move(why_not_gpu)), watchdog_(duration(watchdog)) {}

Result<void*> CpuEngine::allocate(std::size_t bytes) {
  void* memory = nullptr;
  if (checks != nullptr) {
    memory = checks->allocate(bytes);
  } else if (bytes <= PTRDIFF_MAX) {  // of more, libstdc++'s operator new makes 0 as it rounds up
    memory = ::operator new(bytes, kAlignment, std::nothrow);
  }
  if (memory != nullptr) return memory;
  return Status(Code::kOutOfMemory, compose("allocation of {} bytes of host memory", bytes));
}

// Checks tell streams apart by addresses.
Result<void*> CpuEngine::create_stream() {
  return checks == nullptr ? nullptr : static_cast<void*>(new char);
}

void CpuEngine::destroy_stream(void* stream) noexcept { delete static_cast<char*>(stream); }

void CpuEngine::release(void* memory) noexcept {
  if (checks != nullptr) return checks->release(memory);
  ::operator delete(memory, kAlignment);
}

Status CpuEngine::upload(void* to, const void* from, std::size_t bytes, void*) {
  if (checks != nullptr) checks->write({to, bytes});
  std::memcpy(to, from, bytes);
  return {};
}

Status CpuEngine::download(void* to, const void* from, std::size_t bytes, void*) {
  if (checks != nullptr) checks->copy({to, bytes}, from);
  std::memcpy(to, from, bytes);
  return {};
}

Status CpuEngine::copy(void* to, const void* from, std::size_t bytes, void*) {
  if (checks != nullptr) checks->copy({to, bytes}, from);
  std::memmove(to, from, bytes);
  return {};
}

Status CpuEngine::fill(void* to, const void* value, std::size_t value_bytes, std::size_t count,
                       void*) {
  // Copies the first value, then doubles the filled part until all is full: long copies are
  // fast, one for each value is not.
  auto* place = static_cast<std::byte*>(to);
  std::memcpy(place, value, value_bytes);
  const std::size_t bytes = value_bytes * count;
  if (checks != nullptr) checks->write({to, bytes});
  for (std::size_t done = value_bytes; done < bytes;) {
    const std::size_t more = std::min(done, bytes - done);
    std::memcpy(place + done, place, more);
    done += more;
  }
  return {};
}

Status CpuEngine::launch(const Launch& launch) {
  const Result<SharedKernel> found = kernels_.get(launch.kernel, runnable);
  if (!found.ok()) return found.status();
  const KernelRecord* const kernel = &(*found)->record();
  if (kernel->run == nullptr) {
    return {Code::kUnsupported,
            compose("launch of {}: it is marked LARDER_KERNEL_CUDA_ONLY ({}) and the program "
                    "runs on the CPU: {}",
                    kernel->name, kernel->location, why_not_gpu_),
            kNoKernelImage};
  }
  const LaunchConfig& config = launch.config;
  if (Status status = kernels::check_shape(*kernel, config); !status.ok()) return status;
  Status status =
      kernels::check_shared(*kernel, 0, config.dynamic_shared_bytes, simulator::kMaxSharedBytes);
  if (status.ok() && launch.cooperative) status = check_cooperative(*kernel, config);
  if (!status.ok()) return status;
  const NoPendingLaunch as_written;
  return simulator::run_grid(*kernel, extent(config.grid), extent(config.block),
                             config.dynamic_shared_bytes, launch.arguments, watchdog_);
}

Status CpuEngine::write_variable(const VariableRecord& variable, const void* from) {
  std::memcpy(variable.address, from, variable.size);
  return {};
}

Status CpuEngine::read_variable(const VariableRecord& variable, void* to) {
  std::memcpy(to, variable.address, variable.size);
  return {};
}

}  // namespace larder::inline v1::engine
