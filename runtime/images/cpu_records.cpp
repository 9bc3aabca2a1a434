#include "runtime/images/cpu_records.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace larder::inline v1::images {
namespace {

/// Records of CPU variants, each read and checked once: one record serves all of a build's
/// kernels.
class Records {
 public:
  /// Success if the cache has the kernel's record, and it has the program's lowering.
  [[nodiscard]] Status check(const store::Cache& cache, const format::Key& key,
                             const store::ImageEntry& entry) {
    const auto [place, added] = read_.try_emplace({&cache, entry.image}, Status());
    if (added) place->second = cache.record(entry);
    const Result<format::RecordView>& record = place->second;
    if (!record.ok()) return record.status();
    if (Status status = cache.check_serves(*record, entry, key); !status.ok()) return status;
    if (std::ranges::equal(record->payload, format::as_bytes(format::kFiberLowering))) return {};
    return {Code::kUnsupported, "its CPU variant has a lowering that is not known here"};
  }

 private:
  std::map<std::pair<const store::Cache*, std::uint32_t>, Result<format::RecordView>> read_;
};

/// Success if the build's cache has the record.
Status in_cache(Records& records, const KernelSource& source) {
  if (source.cpu) return records.check(*source.cpu->cache, source.cpu->key, source.cpu->entry);
  if (!source.why_none.ok()) return source.why_none;
  return {Code::kNotFound, "no record of its CPU variant"};
}

/// One entry has all records that the build's caches lack: another set of kernels is another entry.
format::CacheInput entry_of(std::span<const KernelSource> lacking) {
  format::CacheInput entry;
  entry.producer = "larder " LARDER_VERSION;
  entry.images = {format::cpu_record()};
  for (const KernelSource& source : lacking) {
    const detail::KernelRecord& record = source.record();
    for (const format::KernelKey& expected : source.keys) {
      entry.kernels.push_back(
          {expected.key, record.name, record.symbol, record.location, {{0, 0, 0, 0}}});
    }
  }
  return entry;
}

bool in_entry(Records& records, const Result<store::Cache>& entry, const KernelSource& source) {
  if (!entry.ok()) return false;
  const store::FoundKernel found = store::look_up(*entry, source.record().name, source.keys);
  return found.cpu && records.check(*entry, found.cpu->key, found.cpu->entry).ok();
}

}  // namespace

void find_cpu_records(const Catalogue& catalogue, detail::UserStore* store, Readiness& readiness) {
  Records records;
  std::vector<KernelSource> lacking;
  std::vector<std::string> reasons;  // of each missing one
  for (const KernelSource& source : catalogue.kernels()) {
    if (source.record().run == nullptr || source.keys.empty()) continue;
    const Status status = in_cache(records, source);
    if (status.ok()) {
      readiness.hit(source.record().name, "CPU variant of index " + source.cpu->cache->path());
    } else if (source.sealed || store == nullptr) {
      readiness.miss(source.record().name, status.message());
    } else {
      lacking.push_back(source);
      reasons.push_back(status.message());
    }
  }
  if (lacking.empty() || store == nullptr) return;
  const format::Digest identity =
      digest_of_keys("cpu " + std::string(format::kFiberLowering), lacking);
  const Result<store::Cache> entry = store->load(identity);
  bool complete = true;
  for (std::size_t i = 0; i < lacking.size(); ++i) {
    const char* name = lacking[i].record().name;
    if (in_entry(records, entry, lacking[i])) {
      readiness.hit(name, "CPU variant, noted in " + entry->path());
    } else {
      readiness.miss(name, reasons[i]);
      complete = false;
    }
  }
  if (!complete) store->save(identity, entry_of(lacking));
}

}  // namespace larder::inline v1::images
