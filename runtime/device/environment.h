// The environment as a set-user-id program may trust it: not at all.
#ifndef LARDER_DEVICE_ENVIRONMENT_H
#define LARDER_DEVICE_ENVIRONMENT_H

#include <stdlib.h>

#include <string>

namespace larder::detail {

/// A variable's value; empty where it is not set, and in a set-user-id program. Not while another
/// thread changes the environment.
[[nodiscard]] inline std::string environment(const char* name) {
  const char* value = secure_getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace larder::detail

#endif  // LARDER_DEVICE_ENVIRONMENT_H
