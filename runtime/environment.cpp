#include "runtime/environment.h"

#include <stdlib.h>

namespace larder::inline v1 {

std::string environment(const char* name) {
  const char* const value = secure_getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace larder::inline v1
