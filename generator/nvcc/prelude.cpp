#include "generator/nvcc/prelude.h"

#include <algorithm>
#include <set>

#include "generator/nvcc/words.h"

namespace larder::nvcc {
namespace {

constexpr std::string_view kKnown = "larder_knows ";
constexpr std::string_view kRuntime = "cuda_runtime.h";

/// A line marker: # 1 "/usr/include/math.h" 1 3
struct Marker {
  std::string file;
  bool enters = false;
  bool returns = false;
  bool system = false;
};

bool is_marker(std::string_view line) {
  return line.size() > 2 && line[0] == '#' && line[1] == ' ' && line[2] >= '0' && line[2] <= '9';
}

Marker parse_marker(std::string_view line) {
  Marker out;
  std::size_t at = line.find('"');
  if (at == std::string_view::npos) return out;
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    out.file += line[at];
  }
  const std::string_view flags = at < line.size() ? line.substr(at + 1) : std::string_view();
  out.enters = flags.starts_with(" 1");
  out.returns = flags.starts_with(" 2");
  out.system = flags.find(" 3") != std::string_view::npos;
  return out;
}

class Reader {
 public:
  void line(std::string_view text) {
    if (is_marker(text)) {
      enter(parse_marker(text));
    } else if (text.starts_with("#define ")) {
      define(text.substr(8));
    } else if (text.starts_with("#undef ")) {
      undefine(text.substr(7));
    } else if (text.starts_with(kKnown)) {
      out_.world.questions.emplace(unquoted(text.substr(kKnown.size())));
    } else if (!text.empty() && !is_hosts_) {
      out_.text.append(text).append("\n");
    }
  }

  Prelude take() {
    out_.files.assign(files_.begin(), files_.end());
    return std::move(out_);
  }

 private:
  static std::string_view unquoted(std::string_view text) {
    text.remove_prefix(text.starts_with('"') ? 1 : 0);
    return text.substr(0, text.find('"'));
  }

  void enter(const Marker& marker) {
    if (!marker.file.empty() && marker.file[0] != '<' && marker.file != "/dev/null")
      files_.insert(marker.file);
    if (marker.returns && depth_ > 0) --depth_;
    if (marker.enters && !marker.file.starts_with('<') && depth_++ == 0) begin(marker);
    is_hosts_ =
        depth_ > 0 && !toolkit_.empty() && marker.system && !marker.file.starts_with(toolkit_);
  }

  /// The file is the first of a tree: cuda_runtime.h, or one that a flag names.
  void begin(const Marker& marker) {
    const bool runtime = marker.file.ends_with(kRuntime);
    forced_ = !marker.system && !runtime;
    toolkit_.clear();
    // A toolkit among the system's headers can't be distinguished from them.
    if (runtime && !marker.system)
      toolkit_ = marker.file.substr(0, marker.file.size() - kRuntime.size());
  }

  /// Whether the line is in a file that a user's flag names: the scan does not read it.
  [[nodiscard]] bool is_forced() const { return depth_ > 0 && forced_; }

  void define(std::string_view definition) {
    if (is_forced()) return;
    const std::size_t end = definition.find_first_of(" (");
    const std::string_view value =
        end == std::string_view::npos ? std::string_view() : definition.substr(end);
    out_.world.macros.insert_or_assign(std::string(definition.substr(0, end)), std::string(value));
  }

  void undefine(std::string_view name) {
    if (is_forced()) return;
    const auto found = out_.world.macros.find(name);
    if (found != out_.world.macros.end()) out_.world.macros.erase(found);
  }

  Prelude out_;
  std::set<std::string> files_;
  std::size_t depth_ = 0;
  bool forced_ = false;
  std::string toolkit_;    ///< the folder of the cuda_runtime.h being read; empty: another file
  bool is_hosts_ = false;  ///< the line is in one of the host compiler's own headers
};

}  // namespace

std::string question_source() {
  std::string out;
  for (const std::string_view name : generate::kQuestions)
    out += "#ifdef " + std::string(name) + "\n" + std::string(kKnown) + "\"" + std::string(name) +
           "\"\n#endif\n";
  return out;
}

Prelude parse_prelude(std::string_view text) {
  Reader reader;
  while (!text.empty()) reader.line(take_line(text));
  return reader.take();
}

}  // namespace larder::nvcc
