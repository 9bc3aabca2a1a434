// What differs between two manifests, in the terms of the code: a pure function.
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
  kOther,    ///< no part of it: flags, the build's salt, another version of Larder or Clang
};

/// One reason why a kernel's key is another.
struct Cause {
  Change change = Change::kOther;
  std::string what;      ///< of the part; empty where it is none
  std::string location;  ///< in the new manifest, or in the old where the new has none
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
  std::string producer[2];   ///< old and new; empty where they are the same
  std::string clang[2];      ///< the versions that made the keys; empty where they are the same
  bool other_clang = false;  ///< their major versions differ, and so may keys of the same code

  /// Whether every kernel is in both, with the same keys.
  [[nodiscard]] bool none() const { return added.empty() && removed.empty() && changed.empty(); }
};

/// Kernels are matched by their symbols. What is no kernel's matter (flags, salt, producer, Clang)
/// counts as a cause only where a key is another.
[[nodiscard]] Difference difference(const Manifest& before, const Manifest& after);

}  // namespace larder::tool

#endif  // LARDER_TOOL_DIFFERENCE_H
