#include "runtime/device/engine.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "runtime/device/registry.h"

namespace larder::detail {
namespace {

/// What the program's symbol table calls the function: "blur at 0x5581..." or the bare address.
std::string function_name(const void* address) {
  Dl_info info{};
  const bool named = dladdr(address, &info) != 0 && info.dli_sname != nullptr;
  return named ? fmt::format("{} at {}", info.dli_sname, address) : fmt::format("{}", address);
}

}  // namespace

Status unknown_kernel(const void* address) {
  if (const KernelRecord* kernel = find_kernel(address); kernel != nullptr) {
    return {Code::kNotFound,
            fmt::format("launch of {}: its library was loaded after the device was opened; open a "
                        "device after loading the library",
                        kernel->name)};
  }
  return {Code::kNotFound,
          fmt::format("launch of the function {}: this kernel is not known to Larder: build its "
                      "source through larder-generate",
                      function_name(address))};
}

}  // namespace larder::detail
