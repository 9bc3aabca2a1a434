#include "larder/report.h"

#include "runtime/compose.h"

namespace larder::inline v1 {

const char* backend_name(Backend backend) noexcept {
  return backend == Backend::kGpu ? "GPU" : "CPU";
}

std::string Report::text() const {
  std::string text = "not running";
  if (usable) text = compose("running on the {}", backend_name(backend));
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    text += (i == 0 ? ": " : "\n  ") + reasons[i];
  }
  return text;
}

}  // namespace larder::inline v1
