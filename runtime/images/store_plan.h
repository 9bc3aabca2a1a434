// Where programs keep their own stores, and what the environment asks of one.
#ifndef LARDER_IMAGES_STORE_PLAN_H
#define LARDER_IMAGES_STORE_PLAN_H

#include <string>
#include <string_view>
#include <vector>

#include "larder/store.h"
#include "runtime/store/store.h"

namespace larder::inline v1::detail {

/// What StoreOptions and the environment come to.
struct StorePlan {
  bool enabled = true;
  StoreMode mode = StoreMode::kHash;
  store::StoreSettings settings;      ///< an empty folder: memory only
  std::vector<std::string> warnings;  ///< values of the environment that are none
};
/// `program` is the running program's file.
[[nodiscard]] StorePlan plan_store(const StoreOptions& options, const std::string& program);

/// The folder in which each program has one of its own: `asked` for, else what LARDER_STORE,
/// XDG_CACHE_HOME and HOME come to. Empty where they name none.
[[nodiscard]] std::string store_root(const std::string& asked);

/// FOLDER/<program>-<digest of its folder>: short, legal on any file system, another for each
/// program of one name.
[[nodiscard]] std::string program_folder(const std::string& root, const std::string& program);

/// Whether a folder may be a program's, by its name alone: builds may keep images in the same root.
[[nodiscard]] bool is_program_folder(std::string_view name);

}  // namespace larder::inline v1::detail

#endif  // LARDER_IMAGES_STORE_PLAN_H
