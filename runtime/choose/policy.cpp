#include "runtime/choose/policy.h"

namespace larder::inline v1::choose {

std::optional<PolicyChoice> parse_policy(const std::string& value) {
  const std::string origin = "LARDER_DEVICE=" + value;
  if (value == "auto") return PolicyChoice{Policy::kPreferGpu, origin};
  if (value == "gpu") return PolicyChoice{Policy::kRequireGpu, origin};
  if (value == "cpu") return PolicyChoice{Policy::kCpu, origin};
  return std::nullopt;
}

}  // namespace larder::inline v1::choose
