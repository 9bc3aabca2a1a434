// What a disk may hold after the power went: every name that was changed and not synced may be as
// before or as after, and bytes that were written and not synced may be there, or half, or not.
#ifndef LARDER_TESTS_STORE_POWER_LOSS_H
#define LARDER_TESTS_STORE_POWER_LOSS_H

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tests/store/system_calls.h"

namespace larder::tests {

/// Files by their paths.
using Files = std::map<std::string, std::string>;

class Disk {
 public:
  /// What is in the folders below `root` now has been synced.
  explicit Disk(const std::string& root);
  /// Takes note of one call of a process that had the folder for itself.
  void apply(const SystemCall& call);
  /// All that may be found if the power goes now.
  [[nodiscard]] std::vector<Files> after_power_loss() const;

 private:
  struct File {
    std::string bytes;
    bool synced = true;
  };
  struct Change {
    SystemCall call;
    std::size_t file = 0;
    bool synced = false;
  };
  [[nodiscard]] std::map<std::string, std::size_t> names(std::size_t chosen) const;
  [[nodiscard]] std::size_t pending() const;
  void sync(const std::string& path);

  std::vector<File> files_;
  std::map<std::string, std::size_t> synced_names_;
  std::vector<Change> changes_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_STORE_POWER_LOSS_H
