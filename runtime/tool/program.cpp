#include "runtime/tool/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>

#include "runtime/format/elf.h"

namespace larder::tool {
namespace {

struct Line {
  format::KernelKey key;
  std::string_view name;
  bool cuda_only = false;
  std::string_view lowering;
};

std::optional<Line> parse_line(std::string_view text) {
  const std::size_t first = text.find(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(' ', first + 1);
  if (second == std::string_view::npos || second + 1 == text.size()) return std::nullopt;
  const Result<format::Key> key = format::from_hex(text.substr(0, first));
  std::string_view number = text.substr(first + 1, second - first - 1);
  Line line;
  if (number.ends_with('!')) {
    line.cuda_only = true;
    number.remove_suffix(1);
  }
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), line.key.compute_capability);
  if (!key.ok() || error != std::errc() || end != number.data() + number.size()) {
    return std::nullopt;
  }
  line.key.key = *key;
  line.name = text.substr(second + 1);
  const std::size_t tab = line.name.find('\t');
  if (tab != std::string_view::npos) {
    line.lowering = line.name.substr(tab + 1);
    line.name = line.name.substr(0, tab);
  }
  return line;
}

// Returns the next line of `rest`, without its newline; removes it and the zeros before it.
std::optional<std::string_view> take_line(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of('\0'), rest.size()));
  if (rest.empty()) return std::nullopt;
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// Groups lines into kernels. A kernel's lines follow each other with ascending compute capability,
// so two kernels with the same name (static, in two sources) stay separate.
class Collector {
 public:
  void add(const Line& line) {
    const bool same = !current_.keys.empty() && current_.name == line.name &&
                      line.key.compute_capability > current_.keys.back().compute_capability;
    if (!same) flush();
    current_.name = line.name;
    current_.cuda_only = line.cuda_only;
    current_.lowering = line.lowering;
    current_.keys.push_back(line.key);
  }
  std::vector<ProgramKernel> finish() && {
    flush();
    return std::move(kernels_);
  }

 private:
  void flush() {
    if (!current_.keys.empty() && seen_.insert(current_).second) kernels_.push_back(current_);
    current_ = {};
  }

  std::vector<ProgramKernel> kernels_;
  std::set<ProgramKernel> seen_;  // a program may hold very many
  ProgramKernel current_;
};

}  // namespace

Result<std::vector<ProgramKernel>> parse_kernels(format::Bytes section) {
  std::string_view rest(reinterpret_cast<const char*>(section.data()), section.size());
  Collector collector;
  for (std::size_t number = 1;; ++number) {
    const std::optional<std::string_view> text = take_line(rest);
    if (!text) return std::move(collector).finish();
    const std::optional<Line> line = parse_line(*text);
    if (!line) {
      return Status(Code::kCorrupt,
                    fmt::format("line {} of section {} is not a kernel's", number, kKernelSection));
    }
    collector.add(*line);
  }
}

Result<std::vector<ProgramKernel>> read_program(format::Bytes file) {
  const Result<format::Bytes> section = format::find_section(file, kKernelSection);
  if (section.status().code() == Code::kNotFound) {
    return Status(Code::kNotFound,
                  fmt::format("holds no kernels of Larder ({}); is a source that larder-generate "
                              "wrote linked in?",
                              section.status().message()));
  }
  if (!section.ok()) return section.status();
  return parse_kernels(*section);
}

std::vector<format::Seal> parse_seals(format::Bytes section) {
  std::string_view rest(reinterpret_cast<const char*>(section.data()), section.size());
  std::vector<format::Seal> seals;
  while (const std::optional<std::string_view> line = take_line(rest)) {
    seals.push_back(format::parse_seal(*line));
  }
  return seals;
}

Result<std::vector<format::Seal>> read_seals(format::Bytes file) {
  const Result<format::Bytes> section = format::find_section(file, kSealSection);
  if (section.status().code() == Code::kNotFound) return std::vector<format::Seal>();
  if (!section.ok()) return section.status();
  return parse_seals(*section);
}

}  // namespace larder::tool
