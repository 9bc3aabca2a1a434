// The differences between two manifests, in terms of the code: a pure function.
#ifndef LARDER_TOOL_DIFFERENCE_H
#define LARDER_TOOL_DIFFERENCE_H

#include <string>
#include <vector>

#include "runtime/manifest/manifest.h"

namespace larder::tool {

using manifest::Manifest;

enum class Change {
  kCode,     ///< the part's own
  kReached,  ///< the kernel did not reach it before
  kDropped,  ///< the kernel no longer reaches it
  kSalt,     ///< the kernel's own salt
  kOther,    ///< not a part: flags, the build's salt, another version of Larder or Clang
};

/// One reason why a kernel's key changed.
struct Cause {
  Change change = Change::kOther;
  std::string what;      ///< of the part; empty if it is not a part
  std::string location;  ///< in the new manifest, or in the old if the new has none
  bool operator==(const Cause&) const = default;
};

struct ChangedKernel {
  std::string name;
  std::vector<Cause> causes;
};

struct Difference {
  std::vector<std::string> added;    ///< kernels, by name
  std::vector<std::string> removed;  ///< kernels, by name
  std::vector<ChangedKernel> changed;
  std::vector<std::string> flags_added;
  std::vector<std::string> flags_removed;
  bool salt = false;         ///< the build's
  std::string producer[2];   ///< old and new; empty if they are the same
  std::string clang[2];      ///< the versions that made the keys; empty if they are the same
  bool other_clang = false;  ///< their major versions differ, so keys of the same code may differ

  /// Whether every kernel is in both, with the same keys.
  [[nodiscard]] bool none() const { return added.empty() && removed.empty() && changed.empty(); }
};

/// Kernels are matched by their symbols. Causes outside of kernels (flags, salt, producer, Clang)
/// count only if a key changed.
[[nodiscard]] Difference difference(const Manifest& before, const Manifest& after);

}  // namespace larder::tool

#endif  // LARDER_TOOL_DIFFERENCE_H
