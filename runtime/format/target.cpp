#include "runtime/format/target.h"

#include <fmt/format.h>

namespace larder::format {

std::string Target::text() const {
  static constexpr const char* kSuffixes[] = {"", "a", "f"};
  const auto index = static_cast<std::size_t>(suffix);
  const char* letter = index < std::size(kSuffixes) ? kSuffixes[index] : "?";
  if (kind == ImageKind::kCpu) return "CPU";
  if (kind == ImageKind::kSass) return fmt::format("sm_{}{}{}", major, minor, letter);
  return fmt::format("compute_{}{}{} (PTX {}.{})", major, minor, letter, ptx_isa / 10,
                     ptx_isa % 10);
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

}  // namespace larder::format
