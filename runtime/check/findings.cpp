#include "runtime/check/findings.h"

#include "runtime/check/places.h"
#include "runtime/compose.h"
#include "runtime/environment.h"

extern "C" __attribute__((noinline)) void larder_check_finding() { __asm__ volatile(""); }

namespace larder::inline v1::check {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += compose("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// A JSON object, field by field.
class Object {
 public:
  Object& add(std::string_view name, const std::string& json) {
    text_ += (text_.empty() ? "" : ",") + quoted(name) + ":" + json;
    return *this;
  }
  Object& add_text(std::string_view name, std::string_view text) { return add(name, quoted(text)); }
  [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string json_of(uint3 index) { return compose("[{},{},{}]", index.x, index.y, index.z); }
std::string index_text(uint3 index) { return compose("({},{},{})", index.x, index.y, index.z); }

std::string json_of(const Shown& access) {
  const Line line = line_of(access.place);
  return Object()
      .add_text("what", access.what)
      .add("block", json_of(access.block))
      .add("thread", json_of(access.thread))
      .add_text("file", line.file)
      .add("line", std::to_string(line.line))
      .add_text("function", line.function)
      .text();
}

std::string json_of(const Finding& finding) {
  std::string accesses;
  for (const Shown& access : finding.accesses) {
    accesses += (accesses.empty() ? "" : ",") + json_of(access);
  }
  return Object()
      .add_text("kind", name_of(finding.kind))
      .add_text("kernel", finding.kernel)
      .add_text("kernel_location", finding.kernel_location)
      .add("launch", std::to_string(finding.launch))
      .add_text("memory", finding.memory)
      .add("accesses", "[" + accesses + "]")
      .add_text("advice", finding.advice)
      .text();
}

std::string text_of(const Finding& finding) {
  std::string text =
      finding.kernel.empty()
          ? compose("larder: {} of calls of the host after launch {}\n", name_of(finding.kind),
                    finding.launch)
          : compose("larder: {} in kernel {} ({}), launch {}\n", name_of(finding.kind),
                    finding.kernel, finding.kernel_location, finding.launch);
  if (!finding.memory.empty()) text += "  " + finding.memory + "\n";
  for (const Shown& access : finding.accesses) {
    const Line line = line_of(access.place);
    text += compose("  {} by thread {} of block {} at {}:{}\n", access.what,
                    index_text(access.thread), index_text(access.block),
                    line.file.empty() ? "unknown place" : line.file, line.line);
  }
  return finding.advice.empty() ? text : text + "  " + finding.advice + "\n";
}

}  // namespace

const char* name_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::kRace:
      return "race";
    case FindingKind::kScope:
      return "scope too small";
    case FindingKind::kNoFence:
      return "acquire without a fence";
    case FindingKind::kOutOfBounds:
      return "out of bounds";
    case FindingKind::kMisaligned:
      return "misaligned access";
    case FindingKind::kFreed:
      return "use after free";
    case FindingKind::kWrongFree:
      return "wrong free";
    case FindingKind::kHostMemory:
      return "host memory in a kernel";
    case FindingKind::kUnwritten:
      return "read of unwritten memory";
    case FindingKind::kFailure:
      return "failed launch";
    case FindingKind::kIncomplete:
      return "incomplete checks";
  }
  return "";
}

std::optional<std::size_t> Findings::add(FindingKind kind, const void* kernel, Place one,
                                         Place other) {
  if (one > other) std::swap(one, other);
  for (Entry& entry : entries_) {
    if (entry.kind != kind || entry.kernel != kernel) continue;
    if (entry.one != one || entry.other != other) continue;
    ++entry.count;
    return std::nullopt;
  }
  entries_.push_back({kind, kernel, one, other, 1});
  return entries_.size() - 1;
}

bool Findings::in_race(const void* kernel, Place place) const {
  for (const Entry& entry : entries_) {
    const bool race = entry.kind == FindingKind::kRace || entry.kind == FindingKind::kScope ||
                      entry.kind == FindingKind::kNoFence;
    if (race && entry.kernel == kernel && (entry.one == place || entry.other == place)) return true;
  }
  return false;
}

void Findings::write(const std::string& line) {
  if (!opened_) {
    opened_ = true;
    const std::string path = environment("LARDER_CHECK_OUT");
    if (!path.empty()) file_ = std::fopen(path.c_str(), "ae");
  }
  if (file_ == nullptr) return;
  std::fputs((line + "\n").c_str(), file_);
  std::fflush(file_);
}

void Findings::tell(std::size_t number, const Finding& finding) {
  told_.push_back(number);
  write(json_of(finding));
  if (file_ == nullptr) std::fputs(text_of(finding).c_str(), stderr);
  larder_check_finding();
}

void Findings::write_counts(std::uint32_t launches) {
  std::string counts;
  for (const std::size_t number : told_) {
    counts += (counts.empty() ? "" : ",") + std::to_string(entries_[number].count);
  }
  write(
      Object().add("launches", std::to_string(launches)).add("counts", "[" + counts + "]").text());
}

}  // namespace larder::inline v1::check
