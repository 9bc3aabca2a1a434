#include "generator/archs/archs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace larder::archs {
namespace {

// The first compute capabilities that have the special feature sets.
constexpr std::uint32_t kFirstSpecific = 90;
constexpr std::uint32_t kFirstFamily = 100;

using Requests = std::map<Arch, ArchRequest>;

void add(Requests& requests, Arch arch, bool real, bool ptx) {
  ArchRequest& request = requests[arch];
  request.arch = arch;
  request.real |= real;
  request.ptx |= ptx;
}

bool is_known(std::uint32_t number, std::span<const std::uint32_t> known) {
  return std::ranges::find(known, number) != known.end();
}

Status unknown(std::string_view item, std::span<const std::uint32_t> known) {
  for (const std::string_view nvccs : {"sm_", "compute_"}) {
    if (!item.starts_with(nvccs)) continue;
    return {Code::kInvalidArgument, fmt::format("unknown GPU architecture \"{}\": write {}", item,
                                                item.substr(nvccs.size()))};
  }
  return {Code::kInvalidArgument,
          fmt::format("unknown GPU architecture \"{}\": known are {} (-real or -virtual may "
                      "follow), all, all-major, native",
                      item, fmt::join(known, ", "))};
}

void add_all(Requests& requests, std::span<const std::uint32_t> known, bool majors_only) {
  std::uint32_t newest = 0;
  for (const std::uint32_t number : known) {
    const bool major = number % 10 == 0;
    if (major) newest = std::max(newest, number);
    if (!majors_only || major || number == *std::ranges::min_element(known)) {
      add(requests, {number}, true, false);
    }
  }
  if (newest != 0) add(requests, {newest}, false, true);
}

Status add_native(Requests& requests, std::span<const std::uint32_t> known,
                  const NativeArchs& native) {
  Result<std::vector<std::uint32_t>> numbers = native();
  if (!numbers) {
    return numbers.status().with_context(
        "\"native\" needs a GPU in this machine (name the architectures instead, such as 80;90)");
  }
  for (const std::uint32_t number : *numbers) {
    if (!is_known(number, known)) {
      return unknown(std::to_string(number), known).with_context("the GPU of this machine");
    }
    add(requests, {number}, true, false);
  }
  return {};
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

Status add_number(Requests& requests, std::string_view item, std::span<const std::uint32_t> known) {
  std::string_view rest = item;
  const bool real_only = take_suffix(rest, "-real");
  const bool ptx_only = !real_only && take_suffix(rest, "-virtual");
  Arch arch;
  if (take_suffix(rest, "a")) {
    arch.suffix = 'a';
  } else if (take_suffix(rest, "f")) {
    arch.suffix = 'f';
  }
  const char* end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data(), end, arch.number);
  if (error != std::errc{} || stop != end || !is_known(arch.number, known)) {
    return unknown(item, known);
  }
  if ((arch.suffix == 'a' && arch.number < kFirstSpecific) ||
      (arch.suffix == 'f' && arch.number < kFirstFamily)) {
    return {Code::kInvalidArgument, "GPU architecture \"" + std::string(item) +
                                        "\": \"a\" exists from 90 on, \"f\" from 100 on"};
  }
  add(requests, arch, !ptx_only, !real_only);
  return {};
}

Status add_item(Requests& requests, std::string_view item, std::span<const std::uint32_t> known,
                const NativeArchs& native) {
  if (item == "native") return add_native(requests, known, native);
  if (item == "all" || item == "all-major") {
    add_all(requests, known, item == "all-major");
    return {};
  }
  return add_number(requests, item, known);
}

}  // namespace

std::string Arch::text() const {
  return std::to_string(number) + (suffix == 0 ? std::string() : std::string(1, suffix));
}

Result<std::vector<ArchRequest>> resolve_archs(std::span<const std::string> lists,
                                               std::span<const std::uint32_t> known,
                                               const NativeArchs& native) {
  const std::string items = fmt::format("{}", fmt::join(lists, ";"));
  Requests requests;
  for (std::size_t begin = 0; begin <= items.size();) {
    const std::size_t end = std::min(items.find_first_of(";,", begin), items.size());
    const std::string_view item = std::string_view(items).substr(begin, end - begin);
    if (Status status = add_item(requests, item, known, native); !status) return status;
    begin = end + 1;
  }
  std::vector<ArchRequest> sorted;
  for (const auto& [arch, request] : requests) sorted.push_back(request);
  return sorted;
}

std::vector<std::uint32_t> capabilities(std::span<const ArchRequest> requests) {
  std::vector<std::uint32_t> numbers;
  for (const ArchRequest& request : requests) {
    if (numbers.empty() || numbers.back() != request.arch.number) {
      numbers.push_back(request.arch.number);
    }
  }
  return numbers;
}

}  // namespace larder::archs
