#include "generator/pack/ptxas_report.h"

#include <algorithm>
#include <charconv>

#include "generator/nvcc/words.h"

namespace larder::pack {
namespace {

constexpr std::string_view kEntry = "Compiling entry function '";
constexpr std::string_view kProperties = "Function properties for ";
constexpr std::string_view kInfo = "ptxas info";
constexpr std::string_view kStackFrame = " bytes stack frame";

// The number in front of `unit`: 1024 for " bytes smem" in "..., 1024 bytes smem, ...".
std::uint32_t number_before(std::string_view line, std::string_view unit) {
  const std::size_t end = line.find(unit);
  if (end == std::string_view::npos) return 0;
  std::size_t begin = end;
  while (begin > 0 && line[begin - 1] >= '0' && line[begin - 1] <= '9') --begin;
  std::uint32_t number = 0;
  std::from_chars(line.data() + begin, line.data() + end, number);
  return number;
}

std::string_view after(std::string_view line, std::string_view mark) {
  const std::size_t found = line.find(mark);
  return found == std::string_view::npos ? std::string_view() : line.substr(found + mark.size());
}

class Reader {
 public:
  void line(std::string_view text) {
    if (text.starts_with(kInfo)) {
      statistics(text);
    } else if (text.find(kStackFrame) != std::string_view::npos) {
      stack(text);
    } else if (!text.empty()) {
      report_.messages.append(text).append("\n");
    }
  }
  PtxasReport take() { return std::move(report_); }

 private:
  void statistics(std::string_view text) {
    if (const std::string_view name = after(text, kEntry); !name.empty()) {
      entry_ = &report_.entries[std::string(name.substr(0, name.find('\'')))];
    } else if (const std::string_view function = after(text, kProperties); !function.empty()) {
      const auto found = report_.entries.find(function);
      function_ = found == report_.entries.end() ? nullptr : &found->second;
    } else if (entry_ != nullptr && text.find(" registers") != std::string_view::npos) {
      entry_->registers = number_before(text, " registers");
      entry_->static_shared_bytes = number_before(text, " bytes smem");
      // The stack of the functions it calls, if there are any.
      entry_->local_bytes =
          std::max(entry_->local_bytes, number_before(text, " bytes cumulative stack size"));
    }
  }

  void stack(std::string_view text) {
    if (function_ == nullptr) return;
    function_->local_bytes = std::max(function_->local_bytes, number_before(text, kStackFrame));
  }

  PtxasReport report_;
  Resources* entry_ = nullptr;
  Resources* function_ = nullptr;
};

}  // namespace

PtxasReport parse_ptxas_report(std::string_view text) {
  Reader reader;
  while (!text.empty()) reader.line(nvcc::take_line(text));
  return reader.take();
}

}  // namespace larder::pack
