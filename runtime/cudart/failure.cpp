#include "runtime/cudart/failure.h"

#include <utility>

namespace larder::inline v1::cudart {
namespace {

cudaError_t nearest_error(Code code) {
  switch (code) {
    case Code::kOk:
      return cudaSuccess;
    case Code::kInvalidArgument:
      return cudaErrorInvalidValue;
    case Code::kNotFound:
      return cudaErrorSymbolNotFound;
    case Code::kUnavailable:
      return cudaErrorNoDevice;
    case Code::kCorrupt:
      return cudaErrorInvalidKernelImage;
    case Code::kUnsupported:
      return cudaErrorNotSupported;
    case Code::kOutOfMemory:
      return cudaErrorMemoryAllocation;
    case Code::kIo:
      return cudaErrorOperatingSystem;
    case Code::kLaunchFailed:
      return cudaErrorLaunchFailure;
  }
  return cudaErrorUnknown;
}

Code nearest_code(cudaError_t error) {
  if (is_sticky(error)) return Code::kLaunchFailed;
  if (error == cudaErrorMemoryAllocation) return Code::kOutOfMemory;
  if (error == cudaErrorNotSupported) return Code::kUnsupported;
  return Code::kInvalidArgument;
}

}  // namespace

Status failure(cudaError_t error, std::string words) {
  return {nearest_code(error), std::move(words), error};
}

cudaError_t error_of(const Status& status) {
  if (status.ok() || status.cuda_error() == 0) return nearest_error(status.code());
  return static_cast<cudaError_t>(status.cuda_error());
}

bool is_sticky(cudaError_t error) {
  const bool of_launch = error >= cudaErrorHardwareStackError && error <= cudaErrorLaunchFailure;
  return of_launch || error == cudaErrorIllegalAddress || error == cudaErrorLaunchTimeout ||
         error == cudaErrorAssert || error == cudaErrorECCUncorrectable ||
         error == cudaErrorNvlinkUncorrectable || error == cudaErrorContained;
}

}  // namespace larder::inline v1::cudart
