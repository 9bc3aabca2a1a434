// Any bytes as two manifests: refused with the file's name, or read as another reader of JSON reads
// them, written again without loss, such that nothing in them leads nvcc astray, and compared
// without contradictions.
//
//   old manifest  zero byte  new manifest
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "runtime/manifest/manifest.h"
#include "runtime/tool/difference.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/reader.h"

namespace {

using larder::Code;
using larder::Result;
using larder::fuzz::require;
using larder::manifest::Kernel;
using larder::manifest::Manifest;
using larder::tool::Difference;
using nlohmann::json;

bool printable(const std::string& text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void check_files(const Manifest& manifest) {
  require(!manifest.source.empty() && printable(manifest.source));
  require(!manifest.cuda.empty() && printable(manifest.cuda) && !manifest.archs.empty());
  require(manifest.cuda.find('/') == std::string::npos);
  require(manifest.cuda != ".." && manifest.cuda != ".");
  for (const std::string& flag : manifest.flags) require(flag.starts_with('-') && printable(flag));
}

void check_kernel(const Kernel& kernel) {
  require(!kernel.name.empty() && !kernel.symbol.empty() && !kernel.keys.empty());
  require(printable(kernel.name) && printable(kernel.symbol) && printable(kernel.location));
  for (const auto& key : kernel.keys) {
    const auto* found = kernel.key_for(key.compute_capability);
    require(found != nullptr && *found == key.key);
  }
  const auto common =
      std::ranges::count(kernel.keys, 0U, [](const auto& key) { return key.compute_capability; });
  require((kernel.key_for(99'999) != nullptr) == (common == 1));
}

template <class T>
void check_symbols(const std::vector<T>& all) {
  std::set<std::string> symbols;
  for (const T& each : all) require(symbols.insert(each.symbol).second);
}

void require_same(const Manifest& manifest, const json& read) {
  require(read["producer"] == json(manifest.producer) && read["clang"] == json(manifest.clang));
  require(read["archs"] == json(manifest.archs));
  require(read["flags"] == json(manifest.flags) && read["key_flags"] == json(manifest.key_flags));
  require(read["kernels"].size() == manifest.kernels.size());
  require(read["variables"].size() == manifest.variables.size());
  for (std::size_t i = 0; i < manifest.kernels.size(); ++i) {
    const Kernel& kernel = manifest.kernels[i];
    const json& same = read["kernels"][i];
    require(same["name"] == json(kernel.name) && same["symbol"] == json(kernel.symbol));
    require(same["keys"].size() == kernel.keys.size());
    require(same["parts"].size() == kernel.parts.size());
    require(same["variables"] == json(kernel.variables));
    require(same["shared_bytes"] == json(kernel.shared_bytes));
  }
}

void require_written_without_loss(const Manifest& manifest) {
  const Result<std::string> text = larder::manifest::write(manifest);
  require(text.ok());
  const Result<Manifest> again = larder::manifest::parse(*text, "again.json");
  require(again.ok() && *again == manifest);
}

bool same_build(const Difference& about) {
  return about.flags_added.empty() && about.flags_removed.empty() && !about.salt &&
         about.producer[0].empty() && about.producer[1].empty() && about.clang[0].empty() &&
         about.clang[1].empty() && !about.other_clang;
}

Result<Manifest> read(const std::string& text) {
  Result<Manifest> manifest = larder::manifest::parse(text, "app.larder.json");
  if (!manifest.ok()) {
    const Code code = manifest.status().code();
    require(code == Code::kCorrupt || code == Code::kUnsupported);
    require(manifest.status().message().starts_with("app.larder.json "));
    return manifest;
  }
  require_same(*manifest, json::parse(text));
  require_written_without_loss(*manifest);
  check_files(*manifest);
  check_symbols(manifest->kernels);
  check_symbols(manifest->variables);
  for (const Kernel& kernel : manifest->kernels) check_kernel(kernel);
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
  require(there.clang[0] == back.clang[1] && there.clang[1] == back.clang[0]);
  require(there.other_clang == back.other_clang);
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
