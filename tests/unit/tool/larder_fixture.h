// Runs `larder` on a disk in memory.
#ifndef LARDER_TESTS_UNIT_TOOL_LARDER_FIXTURE_H
#define LARDER_TESTS_UNIT_TOOL_LARDER_FIXTURE_H

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/store/cache.h"
#include "runtime/store/contents.h"
#include "runtime/tool/command.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace larder::tool {

/// Commands that need no driver: to ask for one fails the test.
class LarderFixture : public ::testing::Test {
 protected:
  LarderFixture() {
    machine_.devices = []() -> choose::Devices {
      ADD_FAILURE() << "the driver was asked";
      return {};
    };
  }

  Output larder(const std::vector<std::string>& arguments) { return run(arguments, machine_); }
  nlohmann::json parsed(const std::vector<std::string>& arguments) {
    return nlohmann::json::parse(larder(arguments).out);
  }
  /// Puts a cache on the disk; `path` is its index.
  void put(const std::string& path, const format::CacheInput& input,
           format::DigestKind digests = format::DigestKind::kXxh3) {
    const format::EncodedCache encoded = *format::encode(input, digests);
    disk_.files[path] = encoded.index;
    disk_.files[store::data_path(path)] = encoded.data;
  }
  /// The contents of the cache at `path`, checked; fails the test if there is no sound cache.
  format::CacheInput contents(const std::string& path) {
    const Result<store::Cache> cache = store::Cache::open(path, disk_);
    EXPECT_TRUE(cache.ok()) << cache.status().text();
    if (!cache.ok()) return {};
    const Result<format::CacheInput> contents = store::read_contents(*cache);
    EXPECT_TRUE(contents.ok()) << contents.status().text();
    return contents.ok() ? *contents : format::CacheInput();
  }

  tests::MemoryFileSystem disk_;
  Machine machine_{disk_, {}, "", ""};
};

}  // namespace larder::tool

#endif  // LARDER_TESTS_UNIT_TOOL_LARDER_FIXTURE_H
