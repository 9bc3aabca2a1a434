#include "runtime/store/store.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "runtime/compose.h"
#include "runtime/format/printable.h"
#include "runtime/store/temporary.h"
#include "runtime/store/write.h"

namespace larder::inline v1::store {
namespace {

constexpr std::string_view kEntryExtension = ".larder";
constexpr std::size_t kDigits = 2 * sizeof(format::Digest);
constexpr std::size_t kNameSize = kDigits + kEntryExtension.size();  // of an entry
constexpr std::string_view kLock = "lock";
constexpr std::string_view kDefinition = "definition";
constexpr std::int64_t kLeftBehind = 3'600'000'000'000;  // an hour, in nanoseconds

std::int64_t clock_time() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count();
}

// Times of use must differ to keep their order, whatever the clock's resolution, and must continue
// from `seen`, the latest of others, if the clock is set back.
std::int64_t time_of_use(std::int64_t seen = 0) {
  // A file may have any time; after this one there is space for centuries of uses.
  constexpr std::int64_t kFarOff = std::numeric_limits<std::int64_t>::max() / 2;
  const std::int64_t least = std::max(clock_time(), std::min(seen, kFarOff) + 1);
  static std::atomic<std::int64_t> latest = 0;  // the latest from this process
  std::int64_t before = latest;
  while (!latest.compare_exchange_weak(before, std::max(least, before + 1))) {
  }
  return std::max(least, before + 1);
}

std::string name_of(const format::Digest& identity) {
  return format::to_hex(identity) + std::string(kEntryExtension);
}

// Files of others in the folder are not counted and never removed: these two recognise the store's
// own.
bool is_entry(std::string_view name) {
  return name.size() == kNameSize && name.ends_with(kEntryExtension) &&
         format::is_hex(name.substr(0, kDigits));
}

bool is_temporary(std::string_view name) {
  return name.ends_with(kTemporarySuffix) &&
         (is_entry(name.substr(0, kNameSize)) || name.starts_with(kDefinition));
}

// An entry's own note of its identity, so that an entry under another name is detected.
std::string note_of(std::string_view name) {
  return "entry " + std::string(name.substr(0, name.find('.')));
}

void keep_first(Status& first, const Status& status) {
  if (first.ok()) first = status;
}

}  // namespace

void StoreUsage::add(const FileInfo& entry) {
  ++entries;
  bytes += entry.bytes;
  used = std::max(used, entry.used);
}

Store::Store(StoreSettings settings, FileSystem& files)
    : settings_(std::move(settings)), files_(files) {}

std::string Store::path_of(std::string_view name) const {
  return compose("{}/{}", settings_.folder, name);
}

std::string Store::path_of(const format::Digest& identity) const {
  return path_of(name_of(identity));
}

// The folder's permissions are checked once: anyone who could change them may write it already.
Status Store::ready() {
  if (trusted_) return {};
  Status status = files_.check_private(settings_.folder);
  trusted_ = status.ok();
  return status;
}

Result<Cache> Store::load(const format::Digest& identity) {
  Result<Cache> cache = look_at(name_of(identity));
  // A read-only store does not keep the time of use.
  if (cache.ok()) static_cast<void>(files_.set_used(cache->path(), time_of_use()));
  return cache;
}

Result<Cache> Store::look_at(const std::string& name) {
  if (Status status = ready(); !status.ok()) return status;
  const std::string path = path_of(name);
  Result<Cache> cache = Cache::open(path, files_);
  if (!cache.ok() || cache->toolchain() == note_of(name)) return cache;
  return Status(Code::kCorrupt, compose("{}: is {}, not what its name says", path,
                                        format::printable(cache->toolchain())));
}

Status Store::save(const format::Digest& identity, format::CacheInput contents) {
  contents.toolchain = note_of(name_of(identity));
  const Result<format::EncodedCache> encoded = format::encode(contents);
  if (!encoded.ok()) return encoded.status();
  const std::vector<std::byte> bytes = single_file(*encoded);
  if (Status status = check_limits(bytes.size()); !status.ok()) return status;
  if (Status status = files_.make_folder(settings_.folder); !status.ok()) return status;
  if (Status status = ready(); !status.ok()) return status;
  if (!swept_.exchange(true)) static_cast<void>(sweep());
  return publish(identity, bytes);
}

Status Store::check_limits(std::uint64_t bytes) const {
  if (settings_.max_bytes == 0 || bytes <= settings_.max_bytes) return {};
  return {Code::kInvalidArgument, compose("an entry of {} bytes is more than the {} that {} may "
                                          "have in all; raise the limit",
                                          bytes, settings_.max_bytes, settings_.folder)};
}

Status Store::publish(const format::Digest& identity, format::Bytes bytes) {
  Temporary file(path_of(identity), files_);
  if (Status status = file.create(bytes); !status.ok()) return status;
  const auto finish = [&](std::int64_t time) {
    static_cast<void>(files_.set_used(file.name(), time));
    return file.rename();
  };
  if (!limited()) return finish(time_of_use());
  // Without the lock the limits may be exceeded; the program continues.
  const Result<Lock> lock = files_.lock(path_of(kLock), settings_.lock_timeout);
  const Result<std::int64_t> last_use = make_room(name_of(identity), bytes.size());
  return last_use.ok() ? finish(time_of_use(*last_use)) : last_use.status();
}

// Removes the least recently used entries until one more of `bytes`, under `name`, is within
// limits. Returns the time of the latest use.
Result<std::int64_t> Store::make_room(const std::string& name, std::uint64_t bytes) {
  Result<std::vector<FileInfo>> list = entries();
  if (!list.ok()) return list.status();
  std::erase_if(*list, [&name](const FileInfo& file) { return file.name == name; });
  std::ranges::sort(*list, {}, &FileInfo::used);
  const std::int64_t last_use = list->empty() ? 0 : list->back().used;
  std::uint64_t count = list->size() + 1;
  std::uint64_t sum = bytes;
  for (const FileInfo& file : *list) sum += file.bytes;
  for (const FileInfo& file : *list) {
    const bool fits = (settings_.max_entries == 0 || count <= settings_.max_entries) &&
                      (settings_.max_bytes == 0 || sum <= settings_.max_bytes);
    if (fits) break;
    if (!evict(file.name)) continue;  // a failure must not stop the others
    --count;
    sum -= file.bytes;
  }
  return last_use;
}

bool Store::evict(const std::string& name) {
  const Status status = files_.remove(path_of(name));
  if (status.ok()) {
    ++evicted_;
  } else {
    const std::lock_guard lock(mutex_);
    keep_first(overfull_, status);
  }
  return status.ok();
}

Status Store::overfull() const {
  const std::lock_guard lock(mutex_);
  return overfull_;
}

Status Store::remove(const format::Digest& identity) {
  if (Status status = ready(); !status.ok()) return status;
  return files_.remove(path_of(identity));
}

Status Store::flush(StoreUsage* removed) {
  const Result<std::vector<FileInfo>> list = entries();
  if (list.status().code() == Code::kNotFound) return {};
  if (!list.ok()) return list.status();
  Status first;
  for (const FileInfo& file : *list) {
    Status status = files_.remove(path_of(file.name));
    if (status.ok() && removed != nullptr) removed->add(file);
    keep_first(first, status);
  }
  return first;
}

// A process that holds the lock, or waits for it, has a temporary file here, so the folder stays.
Status Store::remove_folder() {
  if (Status status = ready(); !status.ok()) return status;
  if (Status status = sweep(); !status.ok()) return status;
  const Result<std::vector<FileInfo>> list = files_.list(settings_.folder);
  if (!list.ok()) return list.status();
  for (const FileInfo& file : *list) {
    if (file.name == kLock || file.name == kDefinition) continue;
    return {Code::kIo, compose("folder {} still holds {}", settings_.folder, file.name)};
  }
  for (const FileInfo& file : *list) {
    if (Status status = files_.remove(path_of(file.name)); !status.ok()) return status;
  }
  return files_.remove_folder(settings_.folder);
}

// Writes the note last: if the process is killed before, the next one flushes again, which is
// harmless.
Status Store::keep_only(const format::Digest& definition) {
  if (Status status = files_.make_folder(settings_.folder); !status.ok()) return status;
  if (Status status = ready(); !status.ok()) return status;
  const std::string path = path_of(kDefinition);
  const std::string text = format::to_hex(definition);
  const Result<Mapping> noted = files_.map(path);
  if (noted.ok() && std::ranges::equal(noted->bytes, format::as_bytes(text))) return {};
  if (Status status = flush(); !status.ok()) return status;
  return write_file(path, format::as_bytes(text), files_);
}

Result<StoreUsage> Store::usage() {
  const Result<std::vector<FileInfo>> list = entries();
  if (!list.ok()) return list.status();
  StoreUsage usage;
  for (const FileInfo& file : *list) usage.add(file);
  return usage;
}

Status Store::sweep() {
  const Result<std::vector<FileInfo>> list = files_.list(settings_.folder);
  if (!list.ok()) return list.status();
  Status first;
  const std::int64_t old = clock_time() - kLeftBehind;
  for (const FileInfo& file : *list) {
    if (!is_temporary(file.name) || file.used > old) continue;
    keep_first(first, files_.remove(path_of(file.name)));
  }
  return first;
}

Result<std::vector<FileInfo>> Store::entries() {
  if (Status status = ready(); !status.ok()) return status;
  Result<std::vector<FileInfo>> list = files_.list(settings_.folder);
  if (!list.ok()) return list;
  std::erase_if(*list, [](const FileInfo& file) { return !is_entry(file.name); });
  return list;
}

}  // namespace larder::inline v1::store
