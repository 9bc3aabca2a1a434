// Values of the environment that mean nothing: each is a warning, once.
#ifndef LARDER_DEVICE_ENVIRONMENT_H
#define LARDER_DEVICE_ENVIRONMENT_H

#include <optional>
#include <string>

#include "runtime/environment.h"

namespace larder::inline v1::detail {

/// Whether a variable is 1. What is neither that, 0 nor empty counts as 0, with a warning.
[[nodiscard]] bool environment_flag(const char* name);

/// A variable's value in seconds; none where it is not set. What is no such number counts as none,
/// with a warning.
[[nodiscard]] std::optional<double> environment_seconds(const char* name);

/// Warns of values that mean nothing, with those that do, where nobody else has to: of LARDER_LOG,
/// LARDER_CPU, LARDER_STACK_KIB and LARDER_CACHE.
void check_environment();

}  // namespace larder::inline v1::detail

#endif  // LARDER_DEVICE_ENVIRONMENT_H
