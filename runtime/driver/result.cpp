#include "runtime/driver/result.h"

#include "runtime/compose.h"

namespace larder::inline v1::driver {
namespace {

struct Meaning {
  CuResult result;
  Code code;
  const char* advice;  ///< what to do; empty if the driver's message suffices
};

// Codes not listed are kUnavailable below 700 and kLaunchFailed from there on: CUDA's numbers for
// errors of a running kernel begin at 700.
constexpr Meaning kMeanings[] = {
    {1, Code::kInvalidArgument, ""},
    {2, Code::kOutOfMemory, ""},
    {34, Code::kUnavailable,
     "the toolkit's stub library was found: take its folder out of LD_LIBRARY_PATH"},
    {36, Code::kUnsupported, "update NVIDIA's driver"},
    {200, Code::kCorrupt, "the driver does not take the image: rebuild the cache"},
    {209, Code::kUnsupported, "rebuild the cache for this device's architecture"},
    {214, Code::kLaunchFailed, ""},
    {218, Code::kCorrupt, "the driver does not take the PTX: rebuild the cache"},
    {220, Code::kLaunchFailed, ""},
    {221, Code::kUnsupported,
     "libnvidia-ptxjitcompiler is missing: reinstall NVIDIA's driver, or build machine code for "
     "this device"},
    {222, Code::kUnsupported, "the PTX is newer than the driver: update NVIDIA's driver"},
    {223, Code::kUnsupported, "build machine code for this device, or unset CUDA_DISABLE_PTX_JIT"},
    {226, Code::kLaunchFailed, ""},
    {300, Code::kCorrupt, ""},
    {301, Code::kNotFound, ""},
    {302, Code::kNotFound, ""},
    {304, Code::kIo, ""},
    {400, Code::kInvalidArgument, ""},
    {500, Code::kNotFound, ""},
    {801, Code::kUnsupported, ""},
    {802, Code::kUnavailable, "the system's fabric or driver services are still starting"},
    {803, Code::kUnavailable,
     "libcuda and the kernel's driver differ: restart the machine or reinstall the driver"},
    {804, Code::kUnavailable, ""},
    {805, Code::kUnavailable, ""},
    {806, Code::kUnavailable, ""},
    {807, Code::kUnavailable, ""},
    {808, Code::kUnavailable, ""},
    {809, Code::kUnavailable, ""},
    {912, Code::kInvalidArgument, ""},
};

Meaning meaning_of(CuResult result) {
  for (const Meaning& meaning : kMeanings) {
    if (meaning.result == result) return meaning;
  }
  return {result, result >= 700 ? Code::kLaunchFailed : Code::kUnavailable, ""};
}

using Lookup = CuResult (*)(CuResult, const char**);

/// Empty if the driver does not know the code.
std::string word(Lookup lookup, CuResult result) {
  const char* text = nullptr;
  if (lookup == nullptr || lookup(result, &text) != kSuccess || text == nullptr) return {};
  return text;
}

}  // namespace

Status to_status(const EntryPoints& api, CuResult result, const std::string& what) {
  if (result == kSuccess) return {};
  const std::string name = word(api.cuGetErrorName, result);
  const std::string description = word(api.cuGetErrorString, result);
  const Meaning meaning = meaning_of(result);
  std::string message =
      compose("{}: {}", what, name.empty() ? compose("CUDA error {}", result) : name);
  if (!description.empty()) message += compose(" ({})", description);
  if (*meaning.advice != '\0') message += compose("; {}", meaning.advice);
  return {meaning.code, std::move(message), result};
}

}  // namespace larder::inline v1::driver
