#include "runtime/cudart/process/devices.h"

#include <algorithm>
#include <string>
#include <utility>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/backend/cpu_platform.h"
#include "runtime/cudart/backend/gpu_backend.h"
#include "runtime/cudart/backend/gpu_platform.h"
#include "runtime/cudart/process/shared.h"
#include "runtime/cudart/process/thread_state.h"

namespace larder::inline v1::cudart {
namespace {

bool is_gpu(const device::Opened& opened) { return opened.report.backend == Backend::kGpu; }

engine::GpuEngine& gpu_engine(const device::Opened& opened) {
  return static_cast<engine::GpuEngine&>(*opened.engine);
}

std::unique_ptr<DeviceBackend> backend_for(const device::Opened& opened) {
  if (is_gpu(opened)) return std::make_unique<GpuBackend>(gpu_engine(opened));
  return std::make_unique<CpuBackend>(*opened.engine);
}

std::unique_ptr<const Platform> platform_for(const device::Opened& opened) {
  if (!is_gpu(opened)) return std::make_unique<CpuPlatform>();
  return std::make_unique<GpuPlatform>(gpu_engine(opened).context().driver());
}

device::Opened open_ordinal(int ordinal) {
  Options options;
  options.ordinal = ordinal;
  return device::open_engine(options);
}

Status not_opened(const device::Opened& opened) {
  const Status& why = opened.status;
  if (why.cuda_error() != 0) return why;
  return failure(cudaErrorNoDevice, why.message());
}

// The device was requested by its number, and is missing or can't run the program: the CPU must not
// replace it silently.
Status unlike_others(const device::Opened& opened, int asked) {
  return failure(cudaErrorNoKernelImageForDevice,
                 compose("device {}: {}", asked, opened.report.reasons.front()));
}

}  // namespace

OpenDevice::OpenDevice(device::Opened opened)
    : opened_(std::move(opened)),
      ordinal_(std::max(opened_.ordinal, 0)),
      backend_(backend_for(opened_)) {}

Status OpenDevice::reset() {
  Status status = backend_->reset();
  if (status.ok()) broken_ = cudaSuccess;
  return status;
}

Devices& Devices::of_process() { return shared.devices(); }

Result<OpenDevice*> Devices::current() { return open(this_thread().device); }

Status Devices::check(int ordinal) {
  const Platform* platform = platform_.load();
  if (platform == nullptr || ordinal == kNoDevice) return {};
  const int count = std::min(platform->count(), kMax);
  if (ordinal >= 0 && ordinal < count) return {};
  return failure(cudaErrorInvalidDevice,
                 compose("device {} was requested, but there are {}", ordinal, count));
}

Result<OpenDevice*> Devices::open(int ordinal) {
  if (ordinal < kNoDevice || ordinal >= kMax) {
    return failure(cudaErrorInvalidDevice, compose("there is no device {}", ordinal));
  }
  const auto& slot = ordinal == kNoDevice ? chosen_ : devices_[static_cast<std::size_t>(ordinal)];
  if (OpenDevice* device = slot.load(); device != nullptr) return device;
  if (Status status = check(ordinal); !status.ok()) return status;
  device::Opened opened = open_ordinal(ordinal);
  const bool undecided = platform_.load() == nullptr && opened.status.ok();
  if (undecided && ordinal > 0 && !is_gpu(opened)) {
    // A device that may not exist must not decide whether devices are GPUs or the CPU.
    if (const Result<OpenDevice*> chosen = open(kNoDevice); !chosen.ok()) return chosen;
    if (Status status = check(ordinal); !status.ok()) return status;
  }
  return publish(std::move(opened), ordinal);
}

// If two threads open a device at the same time, the first one counts.
Result<OpenDevice*> Devices::publish(device::Opened opened, int asked) {
  if (!opened.status.ok()) {
    device::tell(opened);
    return not_opened(opened);
  }
  const std::lock_guard lock(mutex_);
  const Platform* platform = platform_.load();
  if (platform == nullptr) {
    platform_ = platform_for(opened).release();
  } else if (!is_gpu(opened) && dynamic_cast<const GpuPlatform*>(platform) != nullptr) {
    return unlike_others(opened, asked);
  }
  if (Status status = check(asked); !status.ok()) return status;
  auto& slot = devices_[static_cast<std::size_t>(std::max(opened.ordinal, 0))];
  if (slot.load() == nullptr) {
    device::tell(opened);
    slot = new OpenDevice(std::move(opened));
  }
  if (asked == kNoDevice) chosen_ = slot.load();
  return slot.load();
}

OpenDevice* Devices::current_if_open() {
  const int ordinal = this_thread().device;
  return ordinal == kNoDevice ? chosen_.load() : devices_[static_cast<std::size_t>(ordinal)].load();
}

Result<const Platform*> Devices::platform() {
  if (const Platform* platform = platform_.load(); platform != nullptr) return platform;
  const Result<OpenDevice*> device = current();
  if (!device.ok()) return device.status();
  return platform_.load();
}

void Devices::forget() {
  const std::lock_guard lock(mutex_);
  for (auto& slot : devices_) delete slot.exchange(nullptr);
  chosen_ = nullptr;
  delete platform_.exchange(nullptr);
}

}  // namespace larder::inline v1::cudart
