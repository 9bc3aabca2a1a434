#include "runtime/tool/architecture.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <optional>

namespace larder::tool {
namespace {

constexpr std::string_view kPrefix = "sm_";

std::string_view without_prefix(std::string_view text) {
  return text.starts_with(kPrefix) ? text.substr(kPrefix.size()) : text;
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  const bool whole = error == std::errc() && stop == end && digits.front() != '-';
  return whole ? std::optional(value) : std::nullopt;
}

format::ArchSuffix suffix_of(std::string_view text) {
  if (text.ends_with('a')) return format::ArchSuffix::kSpecific;
  if (text.ends_with('f')) return format::ArchSuffix::kFamily;
  return format::ArchSuffix::kNone;
}

// The last digit is the minor version: 86 is 8.6, 120 is 12.0.
std::optional<Capability> split(std::string_view digits) {
  if (digits.size() < 2 || digits.size() > 4) return std::nullopt;
  const std::optional<int> value = number(digits);
  if (!value || *value < 10) return std::nullopt;
  if (*value / 10 > std::numeric_limits<std::uint8_t>::max()) return std::nullopt;
  return Capability{*value / 10, *value % 10};
}

std::optional<Capability> split_at_point(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return split(text);
  if (point + 2 != text.size()) return std::nullopt;
  return split(std::string(text.substr(0, point)) + std::string(text.substr(point + 1)));
}

}  // namespace

Result<format::Target> parse_architecture(std::string_view text) {
  std::string_view digits = without_prefix(text);
  format::Target target;
  target.suffix = suffix_of(digits);
  if (target.suffix != format::ArchSuffix::kNone) digits.remove_suffix(1);
  const std::optional<Capability> capability = split(digits);
  if (!capability) {
    return Status(
        Code::kInvalidArgument,
        fmt::format("\"{}\" is not an architecture; write it as nvcc does: 90, 90a, 100f", text));
  }
  target.major = static_cast<std::uint8_t>(capability->major);
  target.minor = static_cast<std::uint8_t>(capability->minor);
  return target;
}

Result<Capability> parse_capability(std::string_view text) {
  std::string_view rest = without_prefix(text);
  const bool letter = suffix_of(rest) != format::ArchSuffix::kNone;
  if (letter) rest.remove_suffix(1);
  const std::optional<Capability> capability = split_at_point(rest);
  if (capability && !letter) return *capability;
  if (capability) {
    return Status(Code::kInvalidArgument,
                  fmt::format("\"{}\" is a target of code; a GPU has no letter: write "
                              "{}.{}",
                              text, capability->major, capability->minor));
  }
  return Status(Code::kInvalidArgument,
                fmt::format("\"{}\" is not a compute capability; write it as 8.6, or as 86", text));
}

}  // namespace larder::tool
