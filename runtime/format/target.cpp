#include "runtime/format/target.h"

#include "runtime/compose.h"

namespace larder::inline v1::format {

std::string Target::architecture() const {
  static constexpr const char* kSuffixes[] = {"", "a", "f"};
  if (kind == ImageKind::kCpu) return "CPU";
  const auto index = static_cast<std::size_t>(suffix);
  const char* letter = index < std::size(kSuffixes) ? kSuffixes[index] : "?";
  const char* prefix = kind == ImageKind::kSass ? "sm_" : "compute_";
  return compose("{}{}{}{}", prefix, major, minor, letter);
}

std::string Target::text() const {
  if (kind == ImageKind::kCpu || kind == ImageKind::kSass) return architecture();
  return compose("{} (PTX {}.{})", architecture(), ptx_isa / 10, ptx_isa % 10);
}

bool is_valid(const Target& target) {
  if (target.suffix > ArchSuffix::kFamily || target.minor > 9) return false;
  switch (target.kind) {
    case ImageKind::kSass:
      return target.ptx_isa == 0;
    case ImageKind::kPtx:
      return target.ptx_isa != 0;
    case ImageKind::kCpu:
      return target == kCpuTarget;
  }
  return false;
}

}  // namespace larder::inline v1::format
