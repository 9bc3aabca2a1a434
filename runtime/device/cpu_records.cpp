#include "runtime/device/cpu_records.h"

#include <algorithm>
#include <string>
#include <vector>

namespace larder::detail {
namespace {

using Sources = std::vector<const KernelSource*>;

/// The record says which lowering the program was built with.
Status check_record(const Result<std::span<const std::byte>>& record) {
  if (!record.ok()) return record.status();
  if (std::ranges::equal(*record, format::as_bytes(format::kFiberLowering))) return {};
  return {Code::kUnsupported, "its CPU variant has a lowering that is not known here"};
}

/// Success where the build's cache has the record.
Status in_cache(const KernelSource& source) {
  if (source.cpu) return check_record(source.cpu->cache->image(source.cpu->key, source.cpu->entry));
  if (!source.why_none.ok()) return source.why_none;
  return {Code::kNotFound, "no record of its CPU variant"};
}

/// One entry has all that the build's caches lack: another set of kernels is another entry.
format::CacheInput entry_of(const Sources& sources) {
  format::CacheInput entry;
  entry.producer = "larder " LARDER_VERSION;
  const format::Bytes lowering = format::as_bytes(format::kFiberLowering);
  entry.images = {{format::kCpuTarget, {lowering.begin(), lowering.end()}}};
  for (const KernelSource* source : sources) {
    for (const store::ExpectedKey& expected : keys_of(*source->record)) {
      entry.kernels.push_back({expected.key,
                               source->record->name,
                               source->record->symbol,
                               source->record->location,
                               {{0, 0, 0, 0}}});
    }
  }
  return entry;
}

format::Digest identity_of(const format::CacheInput& entry) {
  std::vector<std::string> keys;
  for (const format::KernelInput& kernel : entry.kernels) keys.push_back(to_hex(kernel.key));
  std::ranges::sort(keys);
  std::string text = "cpu " + std::string(format::kFiberLowering);
  for (const std::string& key : keys) text += ' ' + key;
  return format::digest({format::as_bytes(text)});
}

bool in_entry(const Result<store::Cache>& entry, const KernelSource& source) {
  if (!entry.ok()) return false;
  const store::FoundKernel found =
      store::look_up(*entry, source.record->name, keys_of(*source.record));
  return found.cpu && check_record(entry->image(found.cpu->key, found.cpu->entry)).ok();
}

}  // namespace

Misses find_cpu_records(const Catalogue& catalogue, UserStore& store) {
  Sources lacking;
  for (const KernelSource& source : catalogue.kernels()) {
    if (source.record->run == nullptr || source.record->key_count == 0) continue;
    if (in_cache(source).ok()) {
      store.hit(source.record->name, "CPU variant, in the build's cache");
    } else {
      lacking.push_back(&source);
    }
  }
  if (lacking.empty()) return {};
  const format::CacheInput contents = entry_of(lacking);
  const format::Digest identity = identity_of(contents);
  const Result<store::Cache> entry = store.load(identity);
  Misses misses;
  for (const KernelSource* source : lacking) {
    if (in_entry(entry, *source)) {
      store.hit(source->record->name, "CPU variant, in the store");
    } else {
      misses.push_back({source->record->name, in_cache(*source).message()});
      store.miss(misses.back().kernel, misses.back().reason);
    }
  }
  if (!misses.empty()) store.save(identity, contents);
  return misses;
}

}  // namespace larder::detail
