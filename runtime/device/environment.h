// Warnings about invalid values of environment variables, each once.
#ifndef LARDER_DEVICE_ENVIRONMENT_H
#define LARDER_DEVICE_ENVIRONMENT_H

#include <optional>
#include <string>

#include "runtime/environment.h"

namespace larder::inline v1::device {

/// Whether a variable is 1. A value other than 1, 0 or empty counts as 0, with a warning.
[[nodiscard]] bool environment_flag(const char* name);

/// A variable's value in seconds; none if it is not set. An invalid number counts as none, with a
/// warning.
[[nodiscard]] std::optional<double> environment_seconds(const char* name);

/// Warns about invalid values, and lists the valid ones, of variables that are not checked
/// elsewhere: LARDER_LOG, LARDER_CPU, LARDER_STACK_KIB and LARDER_CACHE.
void check_environment();

}  // namespace larder::inline v1::device

#endif  // LARDER_DEVICE_ENVIRONMENT_H
