// Any bytes as a manifest that larder-pack compiles from: refused with the file's name, or nothing
// in it can lead nvcc astray.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "generator/pack/manifest.h"
#include "tests/fuzz/fuzz.h"

namespace {

using larder::Code;
using larder::fuzz::require;
using larder::pack::Manifest;
using larder::pack::ManifestKernel;

bool printable(const std::string& text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void check_files(const Manifest& manifest) {
  require(!manifest.source.empty() && printable(manifest.source));
  require(printable(manifest.archs) && printable(manifest.cuda_path));
  require(manifest.cuda_path.starts_with("out/") && manifest.cuda_path.size() > 4);
  require(manifest.cuda_path.find('/', 4) == std::string::npos);
  require(manifest.cuda_path != "out/.." && manifest.cuda_path != "out/.");
  for (const std::string& flag : manifest.flags) require(flag.starts_with('-') && printable(flag));
}

void check_kernel(const ManifestKernel& kernel) {
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto manifest = larder::pack::parse_manifest(text, "out/app.larder.json");
  if (!manifest.ok()) {
    const Code code = manifest.status().code();
    require(code == Code::kCorrupt || code == Code::kUnsupported);
    require(manifest.status().message().starts_with("out/app.larder.json "));
    return 0;
  }
  check_files(*manifest);
  std::set<std::string> symbols;
  for (const ManifestKernel& kernel : manifest->kernels) {
    check_kernel(kernel);
    require(symbols.insert(kernel.symbol).second);
  }
  const std::set<std::string> variables(manifest->variables.begin(), manifest->variables.end());
  require(variables.size() == manifest->variables.size());
  return 0;
}
