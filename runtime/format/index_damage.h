// Messages of the readers of an index about damage.
#ifndef LARDER_FORMAT_INDEX_DAMAGE_H
#define LARDER_FORMAT_INDEX_DAMAGE_H

#include <cstdint>
#include <string>

#include "larder/status.h"
#include "runtime/compose.h"
#include "runtime/format/target.h"

namespace larder::inline v1::format {

inline Status corrupt_index(const std::string& message) {
  return Status(Code::kCorrupt, "index: " + message + "; damaged");
}

inline Status out_of_order(std::uint32_t image, const Target& target) {
  return corrupt_index(compose("image {} ({}) is not in ascending order", image, target.text()));
}

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_INDEX_DAMAGE_H
