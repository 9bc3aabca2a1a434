#include "runtime/images/user_store.h"

#include <filesystem>
#include <utility>

#include "runtime/compose.h"
#include "runtime/log.h"

namespace larder::inline v1::detail {
namespace {

constexpr std::size_t kMaxMissed = 1000;

store::StoreSettings memory_settings(const store::StoreSettings& disk) {
  store::StoreSettings settings = disk;
  settings.folder = "/memory";
  return settings;
}

Status no_place() {
  return {Code::kNotFound,
          "neither XDG_CACHE_HOME, HOME nor the user's account names a folder for it"};
}

}  // namespace

UserStore::UserStore(images::StorePlan plan, store::FileSystem& files)
    : plan_(std::move(plan)),
      enabled_(plan_.enabled),
      disk_(plan_.settings, files),
      memory_(memory_settings(plan_.settings), memory_files_) {
  for (const std::string& warning : plan_.warnings) log::warn_once(warning);
}

std::string UserStore::folder() const {
  return enabled_ && writes_to_disk_ ? plan_.settings.folder : std::string();
}

Status UserStore::flush() {
  if (!enabled_) return {};
  Status status = memory_.flush();
  return has_folder() ? disk_.flush() : status;
}

StoreStatistics UserStore::statistics() const {
  const std::lock_guard lock(mutex_);
  StoreStatistics statistics = statistics_;
  statistics.missed.assign(missed_.begin(), missed_.end());
  statistics.evicted = disk_.evicted() + memory_.evicted() - evicted_before_;
  return statistics;
}

void UserStore::reset_statistics() {
  const std::lock_guard lock(mutex_);
  statistics_ = {};
  missed_.clear();
  evicted_before_ = disk_.evicted() + memory_.evicted();
}

// One warning for the life of the process: the problem will persist.
void UserStore::give_up_disk(const Status& why) {
  if (!writes_to_disk_.exchange(false)) return;
  log::write(log::Level::kWarn,
             compose("the store of compiled images is kept in memory only, and made again at "
                     "the next start: {}; LARDER_STORE=FOLDER names another place, "
                     "LARDER_STORE=off keeps none",
                     why.message()));
}

void UserStore::warn_if_overfull() {
  const Status why = disk_.overfull();
  if (why.ok() || overfull_told_.exchange(true)) return;
  log::write(log::Level::kWarn,
             compose("the store of compiled images may pass its limits ({} entries, {} bytes; "
                     "0: none): {}; remove that file, or raise LARDER_STORE_MAX_ENTRIES or "
                     "LARDER_STORE_MAX_BYTES",
                     plan_.settings.max_entries, plan_.settings.max_bytes, why.message()));
}

void UserStore::begin(const format::Digest& kernels) {
  Status status = disk_.keep_only(kernels);
  if (!status.ok()) give_up_disk(status);
}

Result<store::Cache> UserStore::load(const format::Digest& identity) {
  if (!enabled_) return Status(Code::kNotFound, "the store is off");
  Result<store::Cache> entry = Status(Code::kNotFound, "no entry");
  if (has_folder()) entry = disk_.load(identity);
  if (entry.status().code() == Code::kCorrupt) {
    log::write(log::Level::kWarn,
               compose("an entry of the store is not used: {}", entry.status().message()));
  }
  if (entry.ok()) return entry;
  Result<store::Cache> kept = memory_.load(identity);
  return kept.ok() ? kept : entry;
}

void UserStore::save(const format::Digest& identity, const format::CacheInput& contents) {
  if (!enabled_) return;
  if (writes_to_disk_) {
    Status status = has_folder() ? disk_.save(identity, contents) : no_place();
    if (!status.ok()) give_up_disk(status);
    warn_if_overfull();
  }
  if (!writes_to_disk_ && !memory_.save(identity, contents).ok()) return;
  log::write(log::Level::kDebug,
             compose("saved: {}", writes_to_disk_ ? disk_.path_of(identity) : "in memory"));
  const std::lock_guard lock(mutex_);
  ++statistics_.saved;
}

void UserStore::count_hit() {
  const std::lock_guard lock(mutex_);
  ++statistics_.hits;
}

void UserStore::count_miss(const StoreMiss& miss) {
  const std::lock_guard lock(mutex_);
  ++statistics_.misses;
  if (missed_.size() == kMaxMissed) missed_.pop_front();
  missed_.push_back(miss);
}

}  // namespace larder::inline v1::detail

namespace larder::inline v1 {

namespace {

std::string running_program() {
  std::error_code error;
  return std::filesystem::canonical("/proc/self/exe", error).string();
}

std::shared_ptr<detail::UserStore> make(const StoreOptions& options) {
  return std::make_shared<detail::UserStore>(images::plan_store(options, running_program()));
}

}  // namespace

Store::Store() {
  // Never destroyed: a device may be opened, and log its findings, during exit.
  static const auto* const standard = new std::shared_ptr<detail::UserStore>(make({}));
  impl_ = *standard;
}

Store::Store(const StoreOptions& options) : impl_(make(options)) {}

void Store::enable() noexcept { impl_->set_enabled(true); }

void Store::disable() noexcept { impl_->set_enabled(false); }

bool Store::enabled() const noexcept { return impl_->enabled(); }

std::string Store::folder() const { return impl_->folder(); }

Status Store::flush() { return impl_->flush(); }

StoreStatistics Store::statistics() const { return impl_->statistics(); }

void Store::reset_statistics() { impl_->reset_statistics(); }

}  // namespace larder::inline v1
