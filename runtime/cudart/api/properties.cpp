// Properties of devices, including those that are not open.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/property_table.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// Runs `call` on the platform, for an existing device.
template <class Call>
cudaError_t on_platform(std::initializer_list<int> devices, Call call) {
  const Result<const Platform*> platform = Devices::of_process().platform();
  if (!platform.ok()) return finish(platform.status());
  for (const int device : devices) {
    if (device < 0 || device >= (*platform)->count()) {
      return finish(failure(cudaErrorInvalidDevice, compose("there is no device {}", device)));
    }
  }
  return finish(call(**platform));
}

/// The number of wanted properties that a device has; 0 if it lacks memory or capability.
int matches(const cudaDeviceProp& wanted, const cudaDeviceProp& there) {
  const bool capable = std::pair(there.major, there.minor) >= std::pair(wanted.major, wanted.minor);
  if (!capable || there.totalGlobalMem < wanted.totalGlobalMem) return -1;
  return (there.multiProcessorCount >= wanted.multiProcessorCount ? 1 : 0) +
         (std::strcmp(there.name, wanted.name) == 0 ? 1 : 0);
}

}  // namespace

extern "C" {

cudaError_t cudaDeviceGetAttribute(int* value, enum cudaDeviceAttr attribute, int device) {
  return on_platform({device}, [&](const Platform& platform) {
    return get(value, [&] { return platform.attribute(device, attribute); });
  });
}

cudaError_t cudaGetDeviceProperties(struct cudaDeviceProp* properties, int device) {
  return on_platform({device}, [&](const Platform& platform) {
    return properties == nullptr ? no_place() : read_properties(platform, device, *properties);
  });
}

cudaError_t cudaChooseDevice(int* device, const struct cudaDeviceProp* properties) {
  return on_platform({}, [&](const Platform& platform) -> Status {
    if (device == nullptr || properties == nullptr) return no_place();
    int most = -2;
    for (int each = 0; each < platform.count(); ++each) {
      cudaDeviceProp there;
      if (Status status = read_properties(platform, each, there); !status.ok()) return status;
      const int score = matches(*properties, there);
      if (score > most) *device = each;
      most = std::max(most, score);
    }
    return {};
  });
}

cudaError_t cudaDeviceGetPCIBusId(char* pciBusId, int length, int device) {
  return on_platform({device}, [&](const Platform& platform) -> Status {
    if (pciBusId == nullptr || length < 1) return no_place();
    int numbers[3] = {};
    constexpr int kAttributes[] = {cudaDevAttrPciDomainId, cudaDevAttrPciBusId,
                                   cudaDevAttrPciDeviceId};
    for (int i = 0; i < 3; ++i) {
      const Result<int> number = platform.attribute(device, kAttributes[i]);
      if (!number.ok()) return number.status();
      numbers[i] = *number;
    }
    std::snprintf(pciBusId, static_cast<size_t>(length), "%04x:%02x:%02x.0",
                  static_cast<unsigned>(numbers[0]), static_cast<unsigned>(numbers[1]),
                  static_cast<unsigned>(numbers[2]));
    return {};
  });
}

cudaError_t cudaDeviceGetByPCIBusId(int* device, const char* pciBusId) {
  return on_platform({}, [&](const Platform& platform) -> Status {
    if (device == nullptr || pciBusId == nullptr) return no_place();
    for (int each = 0; each < platform.count(); ++each) {
      char text[32] = "";
      if (cudaDeviceGetPCIBusId(text, sizeof text, each) != cudaSuccess) continue;
      if (std::strcmp(text, pciBusId) != 0) continue;
      *device = each;
      return {};
    }
    return failure(cudaErrorInvalidValue, compose("there is no device at {}", pciBusId));
  });
}

cudaError_t cudaDeviceCanAccessPeer(int* canAccessPeer, int device, int peerDevice) {
  return on_platform({device, peerDevice}, [&](const Platform& platform) {
    return get(canAccessPeer, [&] { return platform.can_access_peer(device, peerDevice); });
  });
}

cudaError_t cudaDeviceGetP2PAttribute(int* value, enum cudaDeviceP2PAttr attribute, int device,
                                      int peerDevice) {
  return on_platform({device, peerDevice}, [&](const Platform& platform) -> Status {
    if (device == peerDevice) {
      return failure(cudaErrorInvalidDevice, "a device is not its own peer");
    }
    return get(value, [&] { return platform.peer_attribute(attribute, device, peerDevice); });
  });
}

cudaError_t cudaDeviceEnablePeerAccess(int peerDevice, unsigned int flags) {
  if (flags != cudaPeerAccessDefault) {
    return finish(failure(cudaErrorInvalidValue, "peer access takes no flags: pass 0"));
  }
  return on_device([&](DeviceBackend& on) { return on.enable_peer(peerDevice); });
}

cudaError_t cudaDeviceDisablePeerAccess(int peerDevice) {
  return on_device([&](DeviceBackend& on) { return on.disable_peer(peerDevice); });
}

cudaError_t cudaDriverGetVersion(int* version) {
  return on_platform({}, [&](const Platform& platform) -> Status {
    if (version == nullptr) return no_place();
    *version = platform.driver_version();
    return {};
  });
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  if (version == nullptr) return finish(no_place());
  *version = CUDART_VERSION;
  return cudaSuccess;
}
}
