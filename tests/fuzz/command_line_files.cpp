#include "tests/fuzz/command_line_files.h"

#include "runtime/store/cache.h"
#include "tests/support/sample_cache.h"
#include "tests/support/sample_elf.h"
#include "tests/support/sample_manifest.h"

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

std::string sample_manifest(std::uint8_t edit) {
  manifest::Manifest manifest = tests::sample_manifest();
  manifest.kernels[0].keys[0].key = tests::sample_key(edit);
  manifest.kernels[0].parts[0].digest = tests::sample_key(edit);
  return *manifest::write(manifest);
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
          {"/a/old.json", tests::to_bytes(sample_manifest(0xaa))},
          {"/a/new.json", tests::to_bytes(sample_manifest(0xbb))},
          {"/a/key", tests::to_bytes(std::string(64, '1') + "\n")},
          {"/a/key.pub", tests::to_bytes(std::string(64, '2') + "\n")},
          {kEntryPath, store_entry()}};
}

}  // namespace larder::fuzz
