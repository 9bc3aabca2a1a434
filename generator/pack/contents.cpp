#include "generator/pack/contents.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace larder::pack {
namespace {

format::Target target_of(const Arch& arch, format::ImageKind kind, std::uint16_t ptx_isa) {
  format::Target target;
  target.kind = kind;
  target.major = static_cast<std::uint8_t>(arch.number / 10);
  target.minor = static_cast<std::uint8_t>(arch.number % 10);
  target.suffix = arch.suffix == 'a'   ? format::ArchSuffix::kSpecific
                  : arch.suffix == 'f' ? format::ArchSuffix::kFamily
                                       : format::ArchSuffix::kNone;
  target.ptx_isa = ptx_isa;
  return target;
}

format::ImageUse use_of(std::size_t image, const Resources& resources) {
  constexpr std::uint32_t most = std::numeric_limits<std::uint16_t>::max();
  return {static_cast<std::uint32_t>(image),
          static_cast<std::uint16_t>(std::min(resources.registers, most)),
          resources.static_shared_bytes, resources.local_bytes};
}

// By symbol too, so that two kernels with one key are left for encode() to refuse.
using Records = std::map<std::pair<format::Key, std::string>, format::KernelInput>;

// The record of `kernel` under `key`, made if there is none yet.
format::KernelInput& record_for(Records& records, const ManifestKernel& kernel,
                                const format::Key& key) {
  const format::KernelInput fresh{key, kernel.name, kernel.symbol, kernel.location, {}};
  return records.try_emplace({key, kernel.symbol}, fresh).first->second;
}

using KernelsBySymbol = std::unordered_map<std::string_view, const ManifestKernel*>;

void add_uses(const format::CacheInput& cache, Records& records, const KernelsBySymbol& kernels,
              const Compiled& compiled) {
  for (const auto& [symbol, resources] : compiled.entries) {
    const auto kernel = kernels.find(symbol);
    if (kernel == kernels.end()) continue;
    const format::Key* key = kernel->second->key_for(compiled.arch.number);
    if (key == nullptr) continue;
    format::KernelInput& record = record_for(records, *kernel->second, *key);
    std::size_t image = cache.images.size();
    if (!compiled.sass.empty()) record.uses.push_back(use_of(image++, resources));
    if (!compiled.ptx.empty()) record.uses.push_back(use_of(image, resources));
  }
}

void add_images(format::CacheInput& cache, const Compiled& compiled) {
  if (!compiled.sass.empty()) {
    cache.images.push_back({target_of(compiled.arch, format::ImageKind::kSass, 0), compiled.sass});
  }
  if (!compiled.ptx.empty()) {
    cache.images.push_back(
        {target_of(compiled.arch, format::ImageKind::kPtx, compiled.ptx_isa), compiled.ptx});
  }
}

// Records that the program holds CPU variants of these kernels: one image for all of them.
void add_cpu_records(format::CacheInput& cache, Records& records, const KernelsBySymbol& kernels) {
  const auto image = static_cast<std::uint32_t>(cache.images.size());
  bool used = false;
  for (auto& [key, record] : records) {
    if (kernels.at(record.symbol)->cuda_only) continue;
    record.uses.push_back({image, 0, 0, 0});
    used = true;
  }
  if (used) cache.images.push_back(format::cpu_record());
}

void add_unit(format::CacheInput& cache, const BuiltSource& unit) {
  Records records;
  KernelsBySymbol kernels;
  for (const ManifestKernel& kernel : unit.manifest.kernels) {
    kernels.emplace(kernel.symbol, &kernel);
    for (const format::KernelKey& key : kernel.keys) record_for(records, kernel, key.key);
  }
  for (const Compiled& compiled : unit.images) {
    add_uses(cache, records, kernels, compiled);
    add_images(cache, compiled);
  }
  add_cpu_records(cache, records, kernels);
  for (auto& [key, record] : records) cache.kernels.push_back(std::move(record));
}

}  // namespace

format::CacheInput gather(const std::vector<BuiltSource>& units, const std::string& toolchain) {
  format::CacheInput cache;
  cache.producer = "larder-pack " LARDER_VERSION;
  cache.toolchain = toolchain;
  for (const BuiltSource& unit : units) add_unit(cache, unit);
  return cache;
}

}  // namespace larder::pack
