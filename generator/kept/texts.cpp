#include "generator/kept/texts.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <span>
#include <vector>

#include "generator/nvcc/files.h"
#include "runtime/environment.h"
#include "runtime/format/digest.h"
#include "runtime/store/temporary.h"

namespace larder::kept {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigestSize = 32;  // hexadecimal digits

std::string digest_of(std::string_view text) {
  return format::to_hex(format::digest({std::as_bytes(std::span(text))}));
}

struct StoredFile {
  fs::file_time_type used;
  fs::path path;
  std::uintmax_t size = 0;
};

/// Calls visit for each file in the store's folders.
template <class Visit>
void for_each_file(const std::string& folder, Visit visit) {
  std::error_code ignored;
  for (const auto& shard : fs::directory_iterator(folder, ignored))
    for (const auto& file : fs::directory_iterator(shard.path(), ignored)) visit(file);
}

}  // namespace

std::string folder_for(const std::string& named, const std::string& output) {
  // "off" is for programs at run time; a build gains nothing from ignoring earlier results.
  std::string everywhere = environment("LARDER_STORE");
  if (!everywhere.empty() && everywhere != "off") return everywhere;
  return named.empty() ? fs::path(output).parent_path() / "larder-store" : fs::path(named);
}

std::string Texts::path_of(const std::string& identity) const {
  return folder_ + "/" + identity.substr(0, 2) + "/" + identity + suffix_;
}

std::optional<std::string> Texts::load(const std::string& identity) const {
  Result<std::string> text = nvcc::read_file(path_of(identity));
  if (!text || text->size() < kDigestSize) return std::nullopt;
  const std::string digest = text->substr(text->size() - kDigestSize);
  text->resize(text->size() - kDigestSize);
  if (digest_of(*text) != digest) return std::nullopt;
  std::error_code ignored;  // a read-only store does not keep the time of use
  fs::last_write_time(path_of(identity), fs::file_time_type::clock::now(), ignored);
  return *std::move(text);
}

Status Texts::save(const std::string& identity, std::string text) const {
  text += digest_of(text);
  return nvcc::write_whole(path_of(identity), text);
}

void sweep(const std::string& folder, std::uintmax_t limit) {
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
  std::vector<StoredFile> texts;
  std::uintmax_t total = 0;
  for_each_file(folder, [&](const fs::directory_entry& entry) {
    std::error_code error;
    const StoredFile file{entry.last_write_time(error), entry.path(), entry.file_size(error)};
    if (error) return;
    const fs::path suffix = entry.path().extension();
    if (suffix == kImage || suffix == kVectors) {
      texts.push_back(file);
      total += file.size;
    }
    if (suffix == store::kTemporarySuffix && file.used < old) fs::remove(file.path, error);
  });
  std::ranges::sort(texts, {}, &StoredFile::used);
  for (const StoredFile& file : texts) {
    if (total <= limit) return;
    std::error_code ignored;
    fs::remove(file.path, ignored);
    total -= file.size;
  }
}

}  // namespace larder::kept
