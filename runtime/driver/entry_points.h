// libcuda's functions as a struct of pointers, filled from the library that dlopen found. They are
// never globals with CUDA's names: those would clash with a program that links CUDA itself.
#ifndef LARDER_DRIVER_ENTRY_POINTS_H
#define LARDER_DRIVER_ENTRY_POINTS_H

#include <cstddef>
#include <string>

#include "larder/status.h"
#include "runtime/driver/types.h"

namespace larder::inline v1::driver {

struct EntryPoints {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration's name and parameter list
#define LARDER_ENTRY_POINT(need, name, symbol, parameters) CuResult(*name) parameters = nullptr;
#include "runtime/driver/entry_points.def"
#undef LARDER_ENTRY_POINT

  /// Whether the driver has context-independent loading (CUDA 12.0 and later).
  [[nodiscard]] bool has_libraries() const {
    return cuLibraryLoadData != nullptr && cuLibraryUnload != nullptr &&
           cuLibraryGetKernel != nullptr && cuKernelGetFunction != nullptr &&
           cuLibraryGetGlobal != nullptr;
  }
};

struct LoadedLibrary {
  std::string name;  ///< as it was opened: "libcuda.so.1"
  EntryPoints entry_points;
};

/// Opens libcuda.so.1, then libcuda.so; LARDER_LIBCUDA names another file instead (not for
/// set-user-id programs). The library stays loaded to the end of the process: NVIDIA's can't be
/// unloaded. kUnavailable, with advice, if there is none or it is too old.
[[nodiscard]] Result<LoadedLibrary> load_library();

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_ENTRY_POINTS_H
