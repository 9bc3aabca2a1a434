// CUDA's driver, found at run time, and its devices.
//
//   libcuda.so.1 ──load_library──▶ entry points ──Driver::open──▶ driver ──devices──▶ DeviceInfo
//                                      PrimaryContext::retain ◀── one of them
//                                      Image::load ◀── bytes
#ifndef LARDER_DRIVER_DRIVER_H
#define LARDER_DRIVER_DRIVER_H

#include <memory>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/driver/entry_points.h"
#include "runtime/driver/types.h"

namespace larder::inline v1::driver {

struct DeviceInfo {
  int ordinal = 0;
  CuDevice handle = 0;
  std::string name;
  int major = 0;  ///< of the compute capability
  int minor = 0;
  int multiprocessors = 0;
  int shared_bytes = 0;         ///< per block, by default
  int shared_bytes_opt_in = 0;  ///< per block, if a kernel requests it
};

/// An initialised driver. Immutable: any thread may use it.
class Driver {
 public:
  /// Finds and initialises the driver. kUnavailable, with advice, if there is no driver or it
  /// cannot start.
  [[nodiscard]] static Result<std::shared_ptr<const Driver>> open();

  [[nodiscard]] const EntryPoints& api() const { return library_.entry_points; }
  /// The name of its file, as it was opened.
  [[nodiscard]] const std::string& library() const { return library_.name; }
  /// The newest CUDA version it supports: 13000 for 13.0.
  [[nodiscard]] int version() const { return version_; }

  /// All devices in the driver's order (CUDA_VISIBLE_DEVICES applies). kUnavailable if there
  /// are none.
  [[nodiscard]] Result<std::vector<DeviceInfo>> devices() const;

  /// Success, or the failure with the driver's message. `call` is the function, "cuMemAlloc", and
  /// `of` is the name of its object, if it has one.
  [[nodiscard]] Status check(CuResult result, const char* call, const char* of = nullptr) const {
    return result == kSuccess ? Status() : failure(result, call, of);
  }

 private:
  [[nodiscard]] Status failure(CuResult result, const char* call, const char* of) const;
  explicit Driver(LoadedLibrary library) : library_(std::move(library)) {}
  [[nodiscard]] Result<DeviceInfo> describe(int ordinal) const;

  LoadedLibrary library_;
  int version_ = 0;
};

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_DRIVER_H
