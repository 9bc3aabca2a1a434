#include "runtime/device/catalogue.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/device/module_file.h"
#include "runtime/device/registry.h"

namespace larder::detail {
namespace {

format::Key key_of(const KernelKey& from) {
  format::Key key;
  static_assert(sizeof key.bytes == sizeof from.bytes);
  std::memcpy(key.bytes.data(), from.bytes, sizeof from.bytes);
  return key;
}

/// A key that is one architecture's alone serves images of that architecture only.
bool key_covers(const KernelKey& key, const format::Target& target) {
  return key.compute_capability == 0 ||
         key.compute_capability == static_cast<std::uint32_t>(target.major) * 10 + target.minor;
}

std::vector<Candidate> candidates_of(const KernelRecord& record, const store::Cache& cache) {
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < record.key_count; ++i) {
    const format::Key key = key_of(record.keys[i]);
    for (const store::ImageEntry& entry : cache.find(key)) {
      if (key_covers(record.keys[i], entry.target)) candidates.push_back({&cache, key, entry});
    }
  }
  return candidates;
}

/// Why a cache that is there has nothing for a kernel.
Status not_in(const KernelRecord& record, const store::Cache& cache) {
  if (!cache.index().find(std::string_view(record.name)).empty()) {
    return {Code::kNotFound,
            fmt::format("index {} is stale: it was made from other code of this kernel; build the "
                        "cache again, together with the program",
                        cache.path())};
  }
  return {Code::kNotFound, fmt::format("index {} does not have it", cache.path())};
}

std::string environment_caches() {
  const char* value = secure_getenv("LARDER_CACHE");
  return value != nullptr ? value : "";
}

}  // namespace

Catalogue Catalogue::collect(const std::string& cache) {
  Catalogue catalogue;
  const std::string environment = environment_caches();
  for (const ModuleTables& module : registered_modules()) {
    if (module.kernels.empty()) continue;
    const std::string file = module_file(module.kernels.data());
    auto [place, added] = catalogue.located_.try_emplace(file);
    if (added) place->second = store::locate({file, environment, cache});
    catalogue.add_module(module.kernels.data(), module.kernels.data() + module.kernels.size(),
                         place->second);
  }
  return catalogue;
}

void Catalogue::add_module(const KernelRecord* begin, const KernelRecord* end,
                           const store::Located& located) {
  for (const KernelRecord* record = begin; record != end; ++record) {
    // A template's instantiation can be in the tables of several modules: one kernel, as one
    // address.
    auto known = std::find_if(kernels_.begin(), kernels_.end(), [&](const KernelSource& kernel) {
      return kernel.record->address == record->address;
    });
    if (known == kernels_.end()) known = kernels_.insert(known, KernelSource{record, {}, {}});
    if (!known->candidates.empty()) continue;
    if (located.cache) known->candidates = candidates_of(*record, *located.cache);
    if (!known->candidates.empty()) {
      known->why_none = {};
    } else if (known->why_none.ok()) {
      known->why_none = located.cache ? not_in(*record, *located.cache) : located.why_none();
    }
  }
}

std::vector<choose::KernelFacts> Catalogue::facts() const {
  std::vector<choose::KernelFacts> facts;
  for (const KernelSource& kernel : kernels_) {
    choose::KernelFacts& each = facts.emplace_back();
    each.name = kernel.record->name;
    each.cuda_only = kernel.record->run == nullptr;
    each.why_no_images = kernel.why_none;
    for (const Candidate& candidate : kernel.candidates) {
      each.present.push_back(candidate.entry.target);
    }
  }
  return facts;
}

std::vector<std::string> Catalogue::notes() const {
  std::vector<std::string> notes;
  for (const auto& [file, located] : located_) {
    if (!located.cache) continue;
    for (const store::Attempt& attempt : located.attempts) {
      const bool missing = attempt.status.code() == Code::kNotFound;
      if (!attempt.status.ok() && !missing)
        notes.push_back("passed over: " + attempt.status.text());
    }
    notes.push_back(fmt::format("index {} ({}, {})", located.cache->path(),
                                located.cache->producer(), located.cache->toolchain()));
  }
  return notes;
}

}  // namespace larder::detail
