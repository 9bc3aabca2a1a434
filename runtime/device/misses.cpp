#include "runtime/device/misses.h"

#include <fmt/format.h>

namespace larder::detail {

Status strict_status(const Misses& misses) {
  if (misses.empty()) return {};
  std::string list;
  for (const StoreMiss& miss : misses) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : "; ", miss.kernel, miss.reason);
  }
  return {Code::kNotFound,
          fmt::format("strict: {} of the program's kernels {} not ready in a cache: {}",
                      misses.size(), misses.size() == 1 ? "was" : "were", list)};
}

}  // namespace larder::detail
