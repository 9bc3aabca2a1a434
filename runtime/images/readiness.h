// Which kernels were ready when a device was opened, and which were not. The misses are counted,
// logged, and under Options::strict an error.
#ifndef LARDER_IMAGES_READINESS_H
#define LARDER_IMAGES_READINESS_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/choose/groups.h"
#include "runtime/images/user_store.h"

namespace larder::inline v1::images {

class Readiness {
 public:
  /// Counts in `store`, which outlives this.
  explicit Readiness(detail::UserStore& store) : store_(store) {}

  void hit(const std::string& kernel, const std::string& where);
  void miss(const std::string& kernel, const std::string& reason);
  /// Writes the log: one line for all kernels with the same text.
  void log() const;
  /// The error for misses under Options::strict: kNotFound, naming every kernel. Success if there
  /// are none.
  [[nodiscard]] Status strict_status() const;

 private:
  detail::UserStore& store_;
  choose::Groups hits_;
  std::vector<StoreMiss> misses_;
};

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_READINESS_H
