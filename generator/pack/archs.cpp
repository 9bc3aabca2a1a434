#include "generator/pack/archs.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace larder::pack {
namespace {

// The first compute capabilities that have the special feature sets.
constexpr unsigned kFirstSpecific = 90;
constexpr unsigned kFirstFamily = 100;

using Requests = std::map<Arch, ArchRequest>;

void add(Requests& requests, Arch arch, bool real, bool ptx) {
  ArchRequest& request = requests[arch];
  request.arch = arch;
  request.real |= real;
  request.ptx |= ptx;
}

bool is_known(unsigned number, std::span<const unsigned> known) {
  return known.empty() || std::ranges::find(known, number) != known.end();
}

std::string join(std::span<const unsigned> numbers) {
  std::string text;
  for (unsigned number : numbers) {
    text += (text.empty() ? "" : ", ") + std::to_string(number);
  }
  return text;
}

Status unknown(std::string_view item, std::span<const unsigned> known) {
  const std::string message = "unknown GPU architecture \"" + std::string(item) + "\"";
  if (known.empty()) return {Code::kInvalidArgument, message};
  return {Code::kInvalidArgument, message + ": nvcc knows " + join(known) +
                                      " (-real or -virtual may follow), all, all-major, native"};
}

void add_all(Requests& requests, std::span<const unsigned> known, bool majors_only) {
  unsigned newest = 0;
  for (unsigned number : known) {
    const bool major = number % 10 == 0;
    if (major) newest = std::max(newest, number);
    if (!majors_only || major || number == *std::ranges::min_element(known)) {
      add(requests, {number}, true, false);
    }
  }
  if (newest != 0) add(requests, {newest}, false, true);
}

Status add_native(Requests& requests, std::span<const unsigned> known, const NativeArchs& native) {
  Result<std::vector<unsigned>> numbers = native();
  if (!numbers) {
    return numbers.status().with_context(
        "\"native\" needs a GPU in this machine (name the architectures instead, such as 80;90)");
  }
  for (unsigned number : *numbers) {
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

Status add_number(Requests& requests, std::string_view item, std::span<const unsigned> known) {
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

Status add_item(Requests& requests, std::string_view item, std::span<const unsigned> known,
                const NativeArchs& native) {
  if (known.empty()) return add_number(requests, item, known);
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

Result<std::vector<ArchRequest>> resolve_archs(std::string_view spec,
                                               std::span<const unsigned> known,
                                               const NativeArchs& native) {
  Requests requests;
  for (std::size_t begin = 0; begin <= spec.size();) {
    const std::size_t end = std::min(spec.find(';', begin), spec.size());
    Status status = add_item(requests, spec.substr(begin, end - begin), known, native);
    if (!status) return status;
    begin = end + 1;
  }
  std::vector<ArchRequest> sorted;
  for (const auto& [arch, request] : requests) sorted.push_back(request);
  return sorted;
}

}  // namespace larder::pack
