#include "runtime/images/catalogue.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <tuple>
#include <utility>

#include "runtime/compose.h"
#include "runtime/format/printable.h"
#include "runtime/kernels/module_file.h"
#include "runtime/kernels/registry.h"
#include "runtime/kernels/seals.h"
#include "runtime/store/look_up.h"

namespace larder::inline v1::images {
namespace {

using detail::KernelRecord;
using kernels::RegisteredModule;
using kernels::SharedKernel;

format::Key key_of(const detail::KernelKey& from) {
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

void prefetch(const RegisteredModule& module, const store::Cache& cache) {
  std::vector<format::Key> keys;
  keys.reserve(module.kernels.size());
  for (const SharedKernel& kernel : module.kernels) {
    const KernelRecord& record = kernel->record();
    for (std::uint32_t i = 0; i < record.key_count; ++i) keys.push_back(key_of(record.keys[i]));
  }
  cache.prefetch(keys);
}

bool has(const KernelSource& source, const store::Cache& cache, const store::FoundImage& image) {
  const auto checksum = [](const store::Cache& of, const store::ImageEntry& entry) {
    return of.index().image(entry.image).checksum;
  };
  return std::ranges::any_of(source.candidates, [&](const Candidate& each) {
    return each.entry.target == image.entry.target &&
           checksum(*each.cache, each.entry) == checksum(cache, image.entry);
  });
}

// Why none of several caches has it.
Status both(const Status& one, const Status& other) {
  if (one.ok() || one.text() == other.text()) return other;
  return {one.code(), one.message() + "; " + other.message()};
}

void look_up(KernelSource& source, const store::Cache& cache) {
  if (std::ranges::find(source.asked, &cache) != source.asked.end()) return;
  source.asked.push_back(&cache);
  const store::FoundKernel found = store::look_up(cache, source.record().name, source.keys);
  for (const store::FoundImage& image : found.images) {
    if (has(source, cache, image)) continue;
    source.candidates.push_back({&cache, image.key, image.entry, 0});
  }
  if (found.cpu && !source.cpu) source.cpu = {&cache, found.cpu->key, found.cpu->entry, 0};
  source.why_none = source.candidates.empty() ? both(source.why_none, found.why_none) : Status();
}

// Another build of the kernel may have keys for other architectures.
void add_keys(KernelSource& source, const KernelRecord& record) {
  for (const format::KernelKey& key : keys_of(record)) {
    const bool there = std::ranges::any_of(source.keys, [&](const format::KernelKey& each) {
      return each.compute_capability == key.compute_capability && each.key == key.key;
    });
    if (there) continue;
    source.keys.push_back(key);
    source.asked.clear();
  }
}

// Whether a cache has a kernel of the program or library that contains `address`.
bool serves(const store::Cache& cache, const void* address) {
  for (const RegisteredModule& module : kernels::registered_modules()) {
    if (module.kernels.empty() || !kernels::same_module(module.address, address)) continue;
    for (const SharedKernel& kernel : module.kernels) {
      if (store::has_any(cache, keys_of(kernel->record()))) return true;
    }
  }
  return false;
}

store::Places places_of(const std::string& file, const void* address, const CacheNames& names) {
  return {file, names.environment, names.index, kernels::seals_of(address),
          [address](const store::Cache& recorded) { return serves(recorded, address); }};
}

}  // namespace

std::string text_of(const Candidate& candidate) {
  return compose("{} of index {}", candidate.entry.target.text(), candidate.cache->path());
}

Catalogue Catalogue::collect(const CacheNames& names,
                             const std::vector<RegisteredModule>& modules) {
  Catalogue catalogue;
  std::size_t most = 0;  // kernels, if no two modules share one
  for (const RegisteredModule& module : modules) most += module.kernels.size();
  catalogue.kernels_.reserve(most);
  catalogue.numbers_.reserve(most);
  for (const RegisteredModule& module : modules) {
    if (module.kernels.empty()) continue;
    const std::string file = kernels::module_file(module.address);
    auto [place, added] = catalogue.located_.try_emplace(file);
    if (added) place->second = store::locate(places_of(file, module.address, names));
    catalogue.add_module(module, place->second, kernels::sealed(module.address));
  }
  catalogue.list_by_image();
  catalogue.settle_owners();
  return catalogue;
}

// A template's instance can be in the tables of several modules: it is one kernel with one address.
KernelSource& Catalogue::source_of(const SharedKernel& kernel, std::uint64_t module) {
  const KernelRecord& record = kernel->record();
  const auto [first, last] = numbers_.equal_range(record.address);
  for (auto each = first; each != last; ++each) {
    KernelSource& source = kernels_[each->second];
    if (!kernels::same_kernel(source.record(), record)) continue;
    source.modules.push_back(module);
    add_keys(source, record);
    return source;
  }
  numbers_.emplace(record.address, kernels_.size());
  kernels_.push_back({kernel, {module}, keys_of(record), {}, {}, false, {}, {}});
  return kernels_.back();
}

void Catalogue::add_module(const RegisteredModule& module, const store::Located& located,
                           bool sealed) {
  if (located.cache) prefetch(module, *located.cache);
  for (const SharedKernel& kernel : module.kernels) {
    KernelSource& source = source_of(kernel, module.number);
    if (sealed && !source.sealed) {  // it does not accept images of unsealed caches
      source = {source.kernel, source.modules, source.keys, {}, {}, true, {}, {}};
    }
    if (source.sealed && !sealed) continue;
    if (located.cache) {
      look_up(source, *located.cache);
    } else if (source.candidates.empty()) {
      source.why_none = both(source.why_none, located.why_none(store::kMaxPathsNamed));
    }
  }
}

void Catalogue::list_by_image() {
  by_image_.reserve(kernels_.size());
  for (std::size_t i = 0; i < kernels_.size(); ++i) {
    for (const Candidate& each : kernels_[i].candidates) {
      by_image_.push_back({{each.cache, each.entry.image}, i, each.key});
    }
  }
  std::ranges::sort(by_image_, {}, [](const Served& each) {
    return std::tuple(each.image, each.kernel, each.key);
  });
}

std::span<const Catalogue::Served> Catalogue::served(const Image& image) const {
  const auto found = std::ranges::equal_range(by_image_, image, {}, &Served::image);
  return {found.begin(), found.end()};
}

// Kernels that share a variable are in one image; if another source instantiates one of them alone,
// it is in a separate image too. They must see the same variable. So of equal images the one with
// the most of the program's kernels comes first, and it is loaded for the module with most of them.
void Catalogue::settle_owners() {
  std::map<Image, std::unordered_map<std::uint64_t, std::size_t>> counts;  // of kernels, by module
  const auto counts_of = [&](const Image& image) -> auto& {
    auto& of_image = counts[image];
    if (!of_image.empty()) return of_image;
    for (const Served& each : served(image)) {
      for (const std::uint64_t module : kernels_[each.kernel].modules) ++of_image[module];
    }
    return of_image;
  };
  for (KernelSource& kernel : kernels_) {
    for (Candidate& each : kernel.candidates) {
      each.owner = kernel.modules.front();
      if (kernel.modules.size() == 1 && kernel.candidates.size() == 1) continue;
      auto& of_image = counts_of({each.cache, each.entry.image});
      const auto count = [&](std::uint64_t module) { return of_image[module]; };
      each.owner = *std::ranges::max_element(kernel.modules, {}, count);
      each.together = count(each.owner);
    }
    std::ranges::stable_sort(kernel.candidates, std::ranges::greater(), &Candidate::together);
  }
}

std::vector<choose::KernelFacts> Catalogue::facts() const {
  std::vector<choose::KernelFacts> facts;
  facts.reserve(kernels_.size());
  for (const KernelSource& kernel : kernels_) {
    choose::KernelFacts& each = facts.emplace_back();
    each.name = kernel.record().name;
    each.cuda_only = kernel.record().run == nullptr;
    each.why_no_images = kernel.why_none;
    each.present.reserve(kernel.candidates.size());
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
  std::vector<format::KernelInput> kernels;
  for (const Served& each : served({image.cache, image.entry.image})) {
    const KernelRecord& record = kernels_[each.kernel].record();
    kernels.push_back({each.key, record.name, record.symbol, record.location, {}});
  }
  return kernels;
}

std::vector<std::string> Catalogue::attempts() const {
  std::vector<std::string> attempts;
  for (const auto& [file, located] : located_) {
    for (const auto& [path, status] : located.attempts) {
      const bool missing = status.code() == Code::kNotFound;
      attempts.push_back(compose("for {}: {}: {}", file, path,
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
    notes.push_back(compose("index {} ({}, {})", located.cache->path(),
                            format::printable(located.cache->producer()),
                            format::printable(located.cache->toolchain())));
  }
  return notes;
}

}  // namespace larder::inline v1::images
