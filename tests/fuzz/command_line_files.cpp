#include "tests/fuzz/command_line_files.h"

#include <nlohmann/json.hpp>

#include "runtime/store/cache.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"

namespace larder::fuzz {
namespace {

// One kernel of the first cache, and one of its own.
format::EncodedCache other_cache() {
  format::CacheInput input;
  input.producer = "larder-pack 0.1.0";
  input.toolchain = "nvcc 13.0.88";
  input.images = {{tests::sass(7, 5), tests::to_bytes("machine code for 7.5")},
                  {format::kCpuTarget, tests::to_bytes("fibers")}};
  input.kernels = {
      {tests::sample_key(0x11), "scale", "_Z5scalePff", "scale.cpp:3", {{0, 20, 0, 0}}},
      {tests::sample_key(0x55), "turn", "_Z4turnv", "turn.cpp:8", {{0, 8, 0, 16}, {1, 0, 0, 0}}}};
  return *format::encode(input, format::DigestKind::kBlake2b);
}

std::vector<std::byte> store_entry() {
  format::CacheInput input;
  input.producer = "larder 0.1.0, driver for CUDA 13.0";
  input.toolchain = "entry 00112233445566778899aabbccddeeff";
  input.images = {{tests::sass(8, 6), tests::to_bytes("machine code for 8.6")}};
  input.kernels = {
      {tests::sample_key(0x11), "scale", "_Z5scalePff", "scale.cpp:3", {{0, 0, 0, 0}}}};
  return store::single_file(*format::encode(input));
}

}  // namespace

std::string sample_manifest(const std::string& edit) {
  const nlohmann::json parts = {{{"what", "kernel block_sum"},
                                 {"location", "reduce.cpp:30"},
                                 {"digest", edit},
                                 {"resolution", "r"}},
                                {{"what", "device function warp_sum"},
                                 {"location", "reduce.h:12"},
                                 {"digest", "t"},
                                 {"resolution", "r"}}};
  const nlohmann::json kernel = {{"name", "block_sum"},
                                 {"symbol", "_Z9block_sum"},
                                 {"location", "reduce.cpp:30"},
                                 {"salt", "1"},
                                 {"keys", {{{"compute_capability", 0}, {"key", edit}}}},
                                 {"variables", {"counter"}},
                                 {"parts", parts}};
  const nlohmann::json manifest = {{"schema", 1},
                                   {"producer", "larder-generate 0.1.0"},
                                   {"source", "reduce.cpp"},
                                   {"cuda", "reduce.larder.cuda"},
                                   {"flags", {"-std=c++17"}},
                                   {"key_flags", {"-std=c++17"}},
                                   {"archs", "75;80"},
                                   {"salt", "s"},
                                   {"kernels", {kernel}},
                                   {"variables", {{{"symbol", "counter"}, {"mutable", true}}}}};
  return manifest.dump();
}

std::map<std::string, std::vector<std::byte>> sample_files() {
  const format::EncodedCache first = tests::sample_cache();
  const format::EncodedCache second = other_cache();
  return {{"/a/app", tests::sample_program()},
          {kIndexPath, first.index},
          {store::data_path(kIndexPath), first.data},
          {"/a/two.larder", second.index},
          {"/a/two.larder-data", second.data},
          {"/a/one.larder", store::single_file(second)},
          {"/a/old.json", tests::to_bytes(sample_manifest(std::string(32, 'a')))},
          {"/a/new.json", tests::to_bytes(sample_manifest(std::string(32, 'b')))},
          {"/a/key", tests::to_bytes(std::string(64, '1') + "\n")},
          {"/a/key.pub", tests::to_bytes(std::string(64, '2') + "\n")},
          {kEntryPath, store_entry()}};
}

}  // namespace larder::fuzz
