#include "runtime/engine/engine.h"

#include <dlfcn.h>

#include <cstring>
#include <string>

#include "runtime/compose.h"
#include "runtime/kernels/module_file.h"

namespace larder::inline v1::engine {
namespace {

using detail::KernelRecord;
using kernels::FoundKernel;

// CUDA's number for a function that is not a kernel here.
constexpr int kInvalidDeviceFunction = 98;

/// The function's name in the program's symbol table: "blur at 0x5581..." or the bare address.
std::string function_name(const void* address) {
  Dl_info info{};
  const bool named = dladdr(address, &info) != 0 && info.dli_sname != nullptr;
  return named ? compose("{} at {}", info.dli_sname, address) : compose("{}", address);
}

/// "blur<4> (blur.cpp:12)"
std::string place_of(const KernelRecord& kernel) {
  return compose("{} ({})", kernel.name, kernel.location);
}

}  // namespace

Status unknown_kernel(const void* address) {
  return {Code::kNotFound,
          compose("launch of the function {}: this kernel is not known to Larder: nothing that "
                  "is loaded has registered it with this device's copy of Larder. Build the "
                  "source that defines it through larder-generate; where that is done, see that "
                  "the linker keeps its object (from a static library it takes only what is "
                  "referred to: link it whole), and launch it after the constructors of static "
                  "objects",
                  function_name(address)),
          kInvalidDeviceFunction};
}

Status ambiguous_kernel(const FoundKernel& found) {
  const KernelRecord& one = found.kernel->record();
  const KernelRecord& other = found.other->record();
  if (std::strcmp(one.symbol, other.symbol) != 0) {
    return {Code::kUnsupported,
            compose("launch of {} or of {}: the linker made one function of the two, so the "
                    "launch does not say which is meant; link without --icf=all "
                    "(--icf=safe keeps them apart)",
                    place_of(one), place_of(other)),
            kInvalidDeviceFunction};
  }
  return {Code::kUnsupported,
          compose("launch of {}: it is in this process with two definitions, the other one at "
                  "{}, and the dynamic linker made one function of the two; give the versions "
                  "of that source namespaces of their own, or hide the kernel in its library "
                  "(-fvisibility=hidden)",
                  place_of(one), other.location),
          kInvalidDeviceFunction};
}

Status other_copy(const std::string& what) {
  const std::string file = kernels::module_file(kernels::registry_identity());
  return {Code::kUnsupported,
          compose("{}: {} has a copy of Larder of its own, which this device does not belong "
                  "to; open a device there, let the program export Larder to its plug-ins "
                  "(-rdynamic; Meson: export_dynamic), or give both one liblarder.so "
                  "(-Dshared=true)",
                  what, file.empty() ? "the library that does so" : file)};
}

}  // namespace larder::inline v1::engine
