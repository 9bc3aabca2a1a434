// The policy in force, and its origin.
#ifndef LARDER_CHOOSE_POLICY_H
#define LARDER_CHOOSE_POLICY_H

#include <optional>
#include <string>

#include "larder/report.h"

namespace larder::inline v1::choose {

struct PolicyChoice {
  Policy policy = Policy::kPreferGpu;
  std::string origin = "Options::policy";  ///< or "LARDER_DEVICE=gpu"
};

/// The policy for a value of LARDER_DEVICE: auto, gpu or cpu. None for any other value, and for an
/// empty one.
[[nodiscard]] std::optional<PolicyChoice> parse_policy(const std::string& value);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_POLICY_H
