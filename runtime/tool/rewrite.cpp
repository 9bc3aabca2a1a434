#include "runtime/tool/rewrite.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "runtime/store/contents.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

bool has_signature(const format::IndexView& index) {
  const format::Bytes header = index.header();
  if (header.size() < format::header::kSize) return false;
  constexpr std::uint64_t kSize = format::header::kSignatureZero - format::header::kSigner;
  return !format::all_zero(header.subspan(format::header::kSigner, kSize));
}

// The output's name may be a mistake: only a cache's own file, or an empty one, is replaced.
Status check_replaceable(const std::string& path, std::string_view magic, const Machine& machine) {
  const Result<store::Mapping> there = machine.files.map(path);
  if (there.status().code() == Code::kNotFound) return {};
  if (!there.ok()) return there.status();
  const format::Bytes bytes = there->bytes;
  const format::Bytes start = bytes.first(std::min(bytes.size(), magic.size()));
  if (bytes.empty() || std::ranges::equal(start, format::as_bytes(magic))) return {};
  return Status(Code::kInvalidArgument,
                fmt::format("{} exists and is not a file of a cache; name another output, or "
                            "remove it first",
                            path));
}

}  // namespace

Result<Source> read_source(const std::string& file, const Machine& machine) {
  const Result<store::Cache> cache = open_subject(file, machine);
  if (!cache.ok()) return cache.status();
  Result<format::CacheInput> contents = store::read_contents(*cache);
  if (!contents.ok()) return contents.status();
  return Source{cache->path(), std::move(*contents), cache->index().digests(),
                has_signature(cache->index())};
}

Result<Written> write_output(const std::string& path, const format::CacheInput& contents,
                             format::DigestKind digests, const Machine& machine) {
  Status status = check_replaceable(path, format::kIndexMagic, machine);
  if (!status.ok()) return status;
  status = check_replaceable(store::data_path(path), format::kDataMagic, machine);
  if (!status.ok()) return status;
  const Result<format::EncodedCache> encoded = format::encode(contents, digests);
  if (!encoded.ok()) return encoded.status();
  status = store::write_cache(path, *encoded, machine.files);
  if (!status.ok()) return status;
  return Written{path, count_kernels(contents), contents.images.size(), encoded->index.size(),
                 encoded->data.size()};
}

std::uint64_t count_kernels(const format::CacheInput& contents) {
  std::set<std::pair<std::string_view, std::string_view>> kernels;
  for (const format::KernelInput& kernel : contents.kernels) {
    kernels.emplace(kernel.name, kernel.symbol);
  }
  return kernels.size();
}

std::string text_of(const Written& written) {
  return fmt::format("{}: {}, {}, {} of data\n", printable(written.path),
                     count_text(written.kernels, "kernel"), count_text(written.images, "image"),
                     size_text(written.data_bytes));
}

nlohmann::json json_of(const Written& written) {
  return {{"file", written.path},
          {"data_file", store::data_path(written.path)},
          {"kernels", written.kernels},
          {"images", written.images},
          {"index_bytes", written.index_bytes},
          {"data_bytes", written.data_bytes}};
}

std::string signature_text(const std::vector<std::string>& signed_paths) {
  std::string text;
  for (const std::string& path : signed_paths) {
    text += fmt::format("  the signature of {} is not carried over: sign the new cache\n",
                        printable(path));
  }
  return text;
}

}  // namespace larder::tool
