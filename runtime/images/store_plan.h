// The places of programs' own stores, and the settings of a store in the environment.
#ifndef LARDER_IMAGES_STORE_PLAN_H
#define LARDER_IMAGES_STORE_PLAN_H

#include <string>
#include <string_view>
#include <vector>

#include "larder/store.h"
#include "runtime/store/store.h"

namespace larder::inline v1::images {

/// The combination of StoreOptions and the environment.
struct StorePlan {
  bool enabled = true;
  StoreMode mode = StoreMode::kHash;
  store::StoreSettings settings;      ///< an empty folder: memory only
  std::vector<std::string> warnings;  ///< about invalid values in the environment
};
/// `program` is the running program's file.
[[nodiscard]] StorePlan plan_store(const StoreOptions& options, const std::string& program);

/// The folder in which each program has a subfolder: `asked`, else the one that LARDER_STORE,
/// XDG_CACHE_HOME and HOME name. Empty if they name none.
[[nodiscard]] std::string store_root(const std::string& asked);

/// FOLDER/<program>-<digest of its folder>: short, valid on any file system, and different for
/// programs with the same name.
[[nodiscard]] std::string program_folder(const std::string& root, const std::string& program);

/// Whether a folder's name can be a program's: builds may keep images in the same root.
[[nodiscard]] bool is_program_folder(std::string_view name);

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_STORE_PLAN_H
