// Any bytes as the two manifests that `larder diff` compares: refused with the file's name, or
// read as another reader of JSON reads them, and compared without contradictions.
//
//   old manifest  zero byte  new manifest
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/tool/difference.h"
#include "runtime/tool/manifest.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reader.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/sample_cache.h"

namespace {

using larder::Code;
using larder::Result;
using larder::fuzz::require;
using larder::tool::Difference;
using larder::tool::Manifest;
using nlohmann::json;

void require_same(const Manifest& manifest, const json& read) {
  require(read["producer"] == json(manifest.producer));
  require(read["key_flags"] == json(manifest.key_flags));
  require(read["kernels"].size() == manifest.kernels.size());
  for (std::size_t i = 0; i < manifest.kernels.size(); ++i) {
    const auto& kernel = manifest.kernels[i];
    const json& same = read["kernels"][i];
    require(same["name"] == json(kernel.name) && same["symbol"] == json(kernel.symbol));
    require(same["keys"].size() == kernel.keys.size());
    for (std::size_t k = 0; k < kernel.keys.size(); ++k) {
      const json& key = same["keys"][k];
      require(key["key"] == json(kernel.keys[k].key));
      require(key["compute_capability"] == json(kernel.keys[k].compute_capability));
    }
    require(same["parts"].size() == kernel.parts.size());
  }
}

bool same_build(const Difference& about) {
  return about.flags_added.empty() && about.flags_removed.empty() && !about.salt &&
         about.producer[0].empty() && about.producer[1].empty();
}

Result<Manifest> read(const std::string& text) {
  larder::tests::MemoryFileSystem disk;
  disk.files["app.larder.json"] = larder::tests::to_bytes(text);
  Result<Manifest> manifest = larder::tool::read_manifest("app.larder.json", disk);
  if (!manifest.ok()) {
    const Code code = manifest.status().code();
    require(code == Code::kCorrupt || code == Code::kUnsupported);
    require(manifest.status().message().starts_with("app.larder.json "));
    return manifest;
  }
  require_same(*manifest, json::parse(text));
  const Difference none = larder::tool::difference(*manifest, *manifest);
  require(none.none() && same_build(none));
  return manifest;
}

void compare(const Manifest& before, const Manifest& after) {
  const Difference there = larder::tool::difference(before, after);
  const Difference back = larder::tool::difference(after, before);
  require(there.added == back.removed && there.removed == back.added);
  require(there.flags_added == back.flags_removed && there.flags_removed == back.flags_added);
  require(there.changed.size() == back.changed.size() && there.salt == back.salt);
  require(there.producer[0] == back.producer[1] && there.producer[1] == back.producer[0]);
  for (const auto& kernel : there.changed) require(!kernel.causes.empty());
  const std::size_t kept = before.kernels.size() - there.removed.size();
  require(kept == after.kernels.size() - there.added.size() && there.changed.size() <= kept);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  larder::fuzz::Reader reader(larder::fuzz::input_bytes(data, size));
  const Result<Manifest> before = read(reader.text());
  if (reader.empty()) return 0;
  const Result<Manifest> after = read(reader.text());
  if (before.ok() && after.ok()) compare(*before, *after);
  return 0;
}
