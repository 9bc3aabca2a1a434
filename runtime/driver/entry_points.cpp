#include "runtime/driver/entry_points.h"

#include <dlfcn.h>

#include <vector>

#include "runtime/compose.h"
#include "runtime/environment.h"

namespace larder::inline v1::driver {
namespace {

enum class Need { kRequired, kOptional };

std::vector<std::string> candidates() {
  const std::string named = environment("LARDER_LIBCUDA");
  if (!named.empty()) return {named};
  return {"libcuda.so.1", "libcuda.so"};
}

/// Finds one function; false if a required one is missing.
template <class Function>
bool resolve(void* library, Need need, const char* symbol, Function*& function) {
  function = reinterpret_cast<Function*>(dlsym(library, symbol));
  return function != nullptr || need == Need::kOptional;
}

/// The first required function that is missing; empty if none is.
std::string resolve_all(void* library, EntryPoints& entry_points) {
#define LARDER_ENTRY_POINT(need, name, symbol, parameters) \
  if (!resolve(library, Need::need, #symbol, entry_points.name)) return #symbol;
#include "runtime/driver/entry_points.def"
#undef LARDER_ENTRY_POINT
  return {};
}

}  // namespace

Result<LoadedLibrary> load_library() {
  std::string first_error;
  for (const std::string& name : candidates()) {
    void* library = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      const char* error = dlerror();
      if (first_error.empty()) first_error = error != nullptr ? error : name;
      continue;
    }
    LoadedLibrary loaded{name, {}};
    const std::string missing = resolve_all(library, loaded.entry_points);
    if (missing.empty()) return loaded;
    return Status(Code::kUnavailable,
                  compose("CUDA driver too old ({} has no {}); update NVIDIA's driver to use "
                          "a GPU",
                          name, missing));
  }
  return Status(Code::kUnavailable,
                compose("no CUDA driver ({}); install NVIDIA's driver to use a GPU", first_error));
}

}  // namespace larder::inline v1::driver
