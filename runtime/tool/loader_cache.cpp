#include "runtime/tool/loader_cache.h"

#include <algorithm>
#include <cstdint>

#include "runtime/format/elf_file.h"

namespace larder::tool {
namespace {

using format::Bytes;
using format::elf::text_at;

// glibc's sysdeps/generic/dl-cache.h: a header, entries, texts; offsets count from the first byte.
constexpr std::string_view kMagic = "glibc-ld.so.cache1.1";
constexpr std::uint64_t kCountAt = kMagic.size();
constexpr std::uint64_t kHeaderSize = 48;
constexpr std::uint64_t kEntrySize = 24;
constexpr std::uint64_t kNameAt = 4;
constexpr std::uint64_t kPathAt = 8;
constexpr std::uint64_t kLevelAt = 16;

}  // namespace

std::vector<std::string> listed_libraries(Bytes list, std::string_view name) {
  if (list.size() < kHeaderSize ||
      !std::ranges::equal(list.first(kMagic.size()), format::as_bytes(kMagic))) {
    return {};
  }
  const std::uint64_t count = std::min<std::uint64_t>(format::load<std::uint32_t>(list, kCountAt),
                                                      (list.size() - kHeaderSize) / kEntrySize);
  std::vector<std::string> paths;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Bytes entry = list.subspan(kHeaderSize + i * kEntrySize, kEntrySize);
    if (format::load<std::uint64_t>(entry, kLevelAt) != 0) continue;
    if (text_at(list, format::load<std::uint32_t>(entry, kNameAt)) != name) continue;
    const auto path = text_at(list, format::load<std::uint32_t>(entry, kPathAt));
    if (path) paths.emplace_back(*path);
  }
  return paths;
}

}  // namespace larder::tool
