// What tests of a program's own store share: a folder for it, and a program with CPU variants.
#ifndef LARDER_TESTS_UNIT_DEVICE_STORE_FOLDER_H
#define LARDER_TESTS_UNIT_DEVICE_STORE_FOLDER_H

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "larder/store.h"
#include "runtime/images/image_table.h"
#include "tests/support/folder.h"
#include "tests/unit/device/program.h"

namespace larder::tests {

/// A folder for stores, with the environment's settings out of the way.
class StoreFolder : public testing::Test {
 protected:
  StoreOptions options() const {
    StoreOptions options;
    options.enabled = true;
    options.folder = root_;
    options.mode = StoreMode::kHash;
    options.max_entries = 0;
    options.max_bytes = 0;
    return options;
  }
  /// As a new process would have it.
  Store fresh() const {
    as_new_process();
    return Store(options());
  }
  /// Nothing is loaded any more.
  static void as_new_process() { images::ImageTable::of_process().forget(); }

  static Device open(const Store& store, Policy policy = Policy::kPreferGpu, bool strict = false,
                     bool refresh = false) {
    const ScopedVariable quiet("LARDER_LOG", "off");
    const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
    Options options;
    options.policy = policy;
    options.store = store;
    options.strict = strict;
    options.refresh = refresh;
    return Device::open(options);
  }
  static std::set<std::string> entry_names(const Store& store) {
    std::set<std::string> names;
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(store.folder(), none)) {
      if (file.path().extension() == ".larder") names.insert(file.path().filename());
    }
    return names;
  }
  static std::size_t entries(const Store& store) { return entry_names(store).size(); }

  tests::Folder owner_;
  const std::string& root_ = owner_.path();
  const ScopedVariable no_store_{"LARDER_STORE", std::nullopt};
};

class CpuStore : public StoreFolder {
 protected:
  /// A build's cache with records of the CPU variants, as larder-pack writes them.
  static format::CacheInput with_records() {
    format::CacheInput input = cache_input({sass(9, 0)});
    const format::Bytes lowering = format::as_bytes(format::kFiberLowering);
    input.images.push_back({format::kCpuTarget, {lowering.begin(), lowering.end()}});
    for (format::KernelInput& kernel : input.kernels) kernel.uses.push_back({1, 0, 0, 0});
    return input;
  }
  const Program program_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_UNIT_DEVICE_STORE_FOLDER_H
