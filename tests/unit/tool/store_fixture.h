// Runs `larder store` on the stores of a few programs, in memory or on the disk.
#ifndef LARDER_TESTS_UNIT_TOOL_STORE_FIXTURE_H
#define LARDER_TESTS_UNIT_TOOL_STORE_FIXTURE_H

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/store/store.h"
#include "runtime/tool/command.h"
#include "tests/support/folder.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/store_entries.h"

namespace larder::tool {

inline constexpr const char* kBlur = "blur-00000000000000aa";
inline constexpr const char* kSaxpy = "saxpy-00000000000000bb";

/// The file of entry NUMBER.
inline std::string entry_name(int number) {
  return format::to_hex(tests::entry_identity(number)) + ".larder";
}

class StoreFixture : public ::testing::Test {
 protected:
  explicit StoreFixture(store::FileSystem& files) : machine_{files, {}, "", "", "/stores"} {}

  Output larder(const std::vector<std::string>& arguments) { return run(arguments, machine_); }
  nlohmann::json parsed(const std::vector<std::string>& arguments) {
    return nlohmann::json::parse(larder(arguments).out);
  }
  std::string folder(const std::string& program) const { return machine_.stores + "/" + program; }
  std::string path(const std::string& program, int number) const {
    return folder(program) + "/" + entry_name(number);
  }
  /// Keeps entry NUMBER for a program, used NUMBER seconds after 1970 began.
  void keep(const std::string& program, int number) {
    store::Store store({folder(program)}, machine_.files);
    Status status = store.save(tests::entry_identity(number), tests::entry_contents(number));
    EXPECT_TRUE(status.ok()) << status.text();
    status = machine_.files.set_used(path(program, number), number * std::int64_t{1'000'000'000});
    EXPECT_TRUE(status.ok()) << status.text();
  }
  void keep_some() {
    keep(kSaxpy, 1);
    keep(kSaxpy, 2);
    keep(kBlur, 3);
  }

  Machine machine_;
};

class StoresInMemory : public StoreFixture {
 protected:
  StoresInMemory() : StoreFixture(disk_) { keep_some(); }

  tests::MemoryFileSystem disk_;
};

class StoresOnDisk : public StoreFixture {
 protected:
  StoresOnDisk() : StoreFixture(store::posix_file_system()) {
    machine_.stores = folder_.path() + "/stores";
    keep_some();
  }

  const tests::Folder folder_;
};

}  // namespace larder::tool

#endif  // LARDER_TESTS_UNIT_TOOL_STORE_FIXTURE_H
