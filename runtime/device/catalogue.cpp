#include "runtime/device/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/device/environment.h"
#include "runtime/device/module_file.h"
#include "runtime/device/registry.h"
#include "runtime/device/seals.h"
#include "runtime/format/printable.h"
#include "runtime/store/look_up.h"

namespace larder::detail {
namespace {

constexpr std::size_t kMostPathsNamed = 2;  // of a library's 18, in each line that tells of it

format::Key key_of(const KernelKey& from) {
  format::Key key;
  static_assert(sizeof key.bytes == sizeof from.bytes);
  std::memcpy(key.bytes.data(), from.bytes, sizeof from.bytes);
  return key;
}

std::vector<format::KernelKey> keys_of(const KernelRecord& record) {
  std::vector<format::KernelKey> keys;
  keys.reserve(record.key_count);
  for (std::uint32_t i = 0; i < record.key_count; ++i) {
    keys.push_back({record.keys[i].compute_capability, key_of(record.keys[i])});
  }
  return keys;
}

void expect(std::span<const KernelRecord> records, const store::Cache& cache) {
  std::vector<format::Key> keys;
  keys.reserve(records.size());
  for (const KernelRecord& record : records) {
    for (std::uint32_t i = 0; i < record.key_count; ++i) keys.push_back(key_of(record.keys[i]));
  }
  cache.expect(keys);
}

void look_up(KernelSource& source, const store::Cache& cache) {
  const store::FoundKernel found = store::look_up(cache, source.record->name, source.keys);
  for (const store::FoundImage& image : found.images) {
    source.candidates.push_back({&cache, image.key, image.entry});
  }
  if (found.cpu && !source.cpu) source.cpu = {&cache, found.cpu->key, found.cpu->entry};
  if (!source.candidates.empty() || source.why_none.ok()) source.why_none = found.why_none;
}

// Whether a cache has a kernel of the program or library that holds `address`.
bool serves(const store::Cache& cache, const void* address) {
  for (const ModuleTables& module : registered_modules()) {
    if (module.kernels.empty() || !same_module(module.kernels.data(), address)) continue;
    for (const KernelRecord& record : module.kernels) {
      if (store::has_any(cache, keys_of(record))) return true;
    }
  }
  return false;
}

store::Places places_of(const std::string& file, const void* address, const std::string& named,
                        const std::string& cache) {
  return {file, named, cache, seals_of(address),
          [address](const store::Cache& recorded) { return serves(recorded, address); }};
}

}  // namespace

std::string text_of(const Candidate& candidate) {
  return fmt::format("{} of index {}", candidate.entry.target.text(), candidate.cache->path());
}

Catalogue Catalogue::collect(const std::string& cache) {
  Catalogue catalogue;
  const std::string named = environment("LARDER_CACHE");
  for (const ModuleTables& module : registered_modules()) {
    if (module.kernels.empty()) continue;
    const void* address = module.kernels.data();
    const std::string file = module_file(address);
    auto [place, added] = catalogue.located_.try_emplace(file);
    if (added) place->second = store::locate(places_of(file, address, named, cache));
    catalogue.add_module(module.kernels, place->second, sealed(address));
  }
  return catalogue;
}

// A template's instantiation can be in the tables of several modules: one kernel, as one address.
KernelSource& Catalogue::source_of(const KernelRecord& record) {
  const auto [place, added] = numbers_.try_emplace(record.address, kernels_.size());
  if (added) kernels_.push_back({&record, keys_of(record), {}, {}, false, {}});
  return kernels_[place->second];
}

void Catalogue::add_module(std::span<const KernelRecord> records, const store::Located& located,
                           bool sealed) {
  if (located.cache) expect(records, *located.cache);
  for (const KernelRecord& record : records) {
    KernelSource& source = source_of(record);
    source.sealed = source.sealed || sealed;
    if (!source.candidates.empty()) continue;
    if (located.cache) {
      look_up(source, *located.cache);
    } else if (source.why_none.ok()) {
      source.why_none = located.why_none(kMostPathsNamed);
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

format::Digest digest_of_keys(const std::string& what, std::span<const KernelSource> kernels) {
  std::vector<std::string> keys;
  for (const KernelSource& kernel : kernels) {
    for (const format::KernelKey& each : kernel.keys) keys.push_back(to_hex(each.key));
  }
  std::ranges::sort(keys);
  std::string text = what;
  for (const std::string& key : keys) text += ' ' + key;
  return format::digest({format::as_bytes(text)});
}

std::vector<format::KernelInput> Catalogue::served_by(const Candidate& image) const {
  std::vector<format::KernelInput> served;
  for (const KernelSource& kernel : kernels_) {
    for (const Candidate& each : kernel.candidates) {
      if (each.cache != image.cache || each.entry.image != image.entry.image) continue;
      const KernelRecord& record = *kernel.record;
      served.push_back({each.key, record.name, record.symbol, record.location, {}});
    }
  }
  return served;
}

std::vector<std::string> Catalogue::attempts() const {
  std::vector<std::string> attempts;
  for (const auto& [file, located] : located_) {
    for (const auto& [path, status] : located.attempts) {
      const bool missing = status.code() == Code::kNotFound;
      attempts.push_back(fmt::format("for {}: {}: {}", file, path,
                                     status.ok() ? "taken"
                                     : missing   ? "not there"
                                                 : "refused: " + status.message()));
    }
  }
  return attempts;
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
                                format::printable(located.cache->producer()),
                                format::printable(located.cache->toolchain())));
  }
  return notes;
}

}  // namespace larder::detail
