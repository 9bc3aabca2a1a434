#include "generator/larder_nvcc/command_line.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "generator/larder_nvcc/option_table.h"

namespace larder::larder_nvcc {
namespace {

/// An option that was found: its row, and its value if it takes one.
struct Found {
  const Option* option;
  std::string value;
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end != 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// "90a" from "sm_90a" or "compute_90a"; none for another word.
std::optional<std::string> arch_number(std::string_view word, std::string_view prefix) {
  if (!word.starts_with(prefix)) return std::nullopt;
  return std::string(word.substr(prefix.size()));
}

/// One value of -code: machine code of sm_90, PTX of compute_90.
std::optional<std::string> arch_of_code(std::string_view word) {
  if (const auto real = arch_number(word, "sm_")) return *real + "-real";
  if (const auto virtual_one = arch_number(word, "compute_")) return *virtual_one + "-virtual";
  return std::nullopt;
}

Status wrong(const std::string& message) { return {Code::kInvalidArgument, message}; }

/// The words of a text, as a shell reads them: nvcc hands such texts to one. No variables and no
/// commands are expanded.
std::vector<std::string> shell_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  bool begun = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      if (begun) out.push_back(std::move(word));
      word.clear();
      begun = false;
    } else if (quote == c) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      begun = true;
    } else {
      const bool escapes = c == '\\' && quote != '\'' && i + 1 < text.size();
      word += escapes ? text[++i] : c;
      begun = true;
    }
  }
  if (begun) out.push_back(std::move(word));
  return out;
}

/// Of a value of -D, -I, -l and the like: commas part values, unless a backslash is before them.
std::vector<std::string> values_of_list(std::string_view text) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comma = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',';
    if (comma) ++i;
    if (text[i] == ',' && !comma)
      out.emplace_back();
    else
      out.back() += text[i];
  }
  return out;
}

/// Of a value of -Xcompiler and the like: words as a shell reads them, parted by commas, too.
std::vector<std::string> words_of_list(std::string_view text) {
  std::string spaced;
  for (const std::string& value : values_of_list(text)) spaced += value + " ";
  return shell_words(spaced);
}

class Parser {
 public:
  explicit Parser(std::span<const std::string> words) : words_(words.begin(), words.end()) {
    for (const std::string& word : words_)
      if (const auto found = find(word); found && found->option->treatment == Treatment::kForward)
        forwards_ = true;
  }

  Result<Command> parse() {
    while (next_ < words_.size()) {
      const std::string& word = words_[next_];
      if (Status status = word.starts_with('-') && word != "-" ? take_option() : take_input();
          !status.ok())
        return status;
    }
    if (Status status = finish_archs(); !status.ok()) return status;
    if (Status status = finish_unknown(); !status.ok()) return status;
    return std::move(command_);
  }

 private:
  Status take_input() {
    const std::string input = words_[next_++];
    if (input.starts_with('@')) return read_options(input.substr(1));
    const std::string name = std::filesystem::path(input).filename().string();
    if (!name.starts_with("lib") || !is_replaced(name.substr(3))) command_.inputs.push_back(input);
    return {};
  }

  // Longest names first: -isystem is not -i with a value, and -arch is not -a.
  std::optional<Found> find(const std::string& word) {
    const Option* joined = nullptr;
    for (const Option& option : kOptions) {
      for (const std::string_view name : {option.shorter, option.longer}) {
        if (name.empty() || !word.starts_with(name)) continue;
        if (word.size() == name.size()) return Found{&option, ""};
        if (option.value && word[name.size()] == '=')
          return Found{&option, word.substr(name.size() + 1)};
        const bool letter = name.size() == 2 && option.value;
        if (letter && joined == nullptr) joined = &option;
      }
    }
    if (joined == nullptr) return std::nullopt;
    return Found{joined, word.substr(2)};
  }

  Status take_option() {
    const std::string word = words_[next_++];
    std::optional<Found> found = find(word);
    if (!found && forwards_) return forward(word);
    if (!found) {
      unknown_.push_back(word);
      command_.inputs.push_back(word);
      return {};
    }
    return take_value(word, *std::move(found));
  }

  /// Words that are not nvcc's are a mistake, unless objects are linked: CMake does so with the
  /// words of the host's linker.
  Status finish_unknown() {
    if (unknown_.empty()) return {};
    const auto is_file = [](const std::string& each) { return !each.starts_with('-'); };
    const auto is_compiled = [&](const std::string& each) { return is_source(command_, each); };
    const bool links = command_.stage == Stage::kLink &&
                       std::ranges::any_of(command_.inputs, is_file) &&
                       std::ranges::none_of(command_.inputs, is_compiled);
    if (!links)
      return wrong("unknown option '" + unknown_.front() +
                   "'; words for the host compiler go behind -Xcompiler");
    return {};
  }

  Status take_value(const std::string& word, Found found) {
    const bool alone = word == found.option->shorter || word == found.option->longer;
    if (found.option->value && alone) {
      if (next_ == words_.size()) return wrong("option '" + word + "' lacks its value");
      found.value = words_[next_++];
    }
    return treat(found);
  }

  Status treat(const Found& found) {
    const std::string name(found.option->shorter);
    switch (found.option->treatment) {
      case Treatment::kCompile:
        add(command_.compile, found);
        return {};
      case Treatment::kCompileEqual:
        command_.compile.push_back(name + "=" + found.value);
        return {};
      case Treatment::kCompileList:
        append(command_.compile, words_of_list(found.value));
        append(command_.host, words_of_list(found.value));
        return {};
      case Treatment::kLinkList:
        for (const std::string& each : words_of_list(found.value))
          append(command_.inputs, {"-Xlinker", each});
        return {};
      case Treatment::kLink:
        return link(found);
      case Treatment::kDevice:
        command_.device.push_back(found.option->value ? name + "=" + found.value : name);
        return {};
      case Treatment::kDepfile:
        command_.depfile.push_back(name);
        if (found.option->value) command_.depfile.push_back(found.value);
        return {};
      case Treatment::kDrop:
        return {};
      case Treatment::kArch:
        arch_ = found.value;
        return {};
      case Treatment::kCode:
        codes_ = split(found.value, ',');
        return {};
      case Treatment::kGenerate:
        return generate(found.value);
      case Treatment::kCompiler:
        command_.compiler = compiler_in(found.value);
        return {};
      case Treatment::kLanguage:
        command_.language = found.value;
        return {};
      case Treatment::kOutput:
        command_.output = found.value;
        return {};
      case Treatment::kOptimise:
        command_.optimised = true;
        command_.compile.push_back("-O" + found.value);
        return {};
      case Treatment::kObjectFolder:
        command_.object_folder = found.value;
        return {};
      case Treatment::kDeviceLink:
        command_.stage = Stage::kDeviceLink;
        return {};
      case Treatment::kLibrary:
        command_.stage = Stage::kLibrary;
        return {};
      case Treatment::kArchiver:
        command_.archiver = found.value;
        return {};
      case Treatment::kArchiveList:
        append(command_.archive, words_of_list(found.value));
        return {};
      case Treatment::kOptionsFile:
        return read_options(found.value);
      case Treatment::kForward:
        forwards_ = true;
        return {};
      case Treatment::kShared:
        command_.shared = true;
        return {};
      case Treatment::kCompileOnly:
        command_.stage = Stage::kCompile;
        return {};
      case Treatment::kPreprocessOnly:
        command_.stage = Stage::kPreprocess;
        return {};
      case Treatment::kListFiles:
        command_.stage = Stage::kListFiles;
        command_.depfile.push_back(name);
        return {};
      case Treatment::kVerbose:
        command_.verbose = true;
        return {};
      case Treatment::kDryRun:
        command_.dry_run = true;
        return {};
      case Treatment::kCheck:
        command_.check = true;
        return {};
      case Treatment::kHelp:
        command_.stage = Stage::kHelp;
        return {};
      case Treatment::kVersion:
        command_.stage = Stage::kVersion;
        return {};
      case Treatment::kRefuse:
        return {Code::kUnsupported,
                "option '" + name +
                    "' is not supported: larder-nvcc makes objects, programs and "
                    "shared libraries; use nvcc for it"};
    }
    return {};
  }

  Status forward(const std::string& word) {
    (word.starts_with("-Wl,") ? command_.inputs : command_.compile).push_back(word);
    return {};
  }

  /// The words of files, several of which are separated by commas, take the option's place.
  Status read_options(const std::string& files) {
    std::vector<std::string> words;
    for (const std::string& file : split(files, ',')) {
      std::ifstream in(file);
      if (!in) return {Code::kNotFound, "the options file " + file + " can't be read"};
      append(words, shell_words(std::string(std::istreambuf_iterator<char>(in), {})));
    }
    words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(next_), words.begin(), words.end());
    return {};
  }

  static void add(std::vector<std::string>& to, const Found& found) {
    const std::string name(found.option->shorter);
    if (!found.option->value) return to.push_back(name);
    if (name == "-std") return to.push_back(name + "=" + found.value);
    for (const std::string& value : values_of_list(found.value)) {
      if (name.size() == 2)
        to.push_back(name + value);
      else
        append(to, {name, value});
    }
  }

  static void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  /// Larder replaces CUDA's runtime and NVTX. `library` is a name without "lib".
  static bool is_replaced(std::string_view library) {
    constexpr std::string_view kReplaced[] = {"cudart", "cudadevrt", "nvToolsExt"};
    return std::ranges::any_of(kReplaced, [&](auto name) { return library.starts_with(name); });
  }

  Status link(const Found& found) {
    for (const std::string& value : values_of_list(found.value))
      if (found.option->shorter != "-l" || !is_replaced(value))
        command_.inputs.push_back(std::string(found.option->shorter) + value);
    return {};
  }

  // arch=compute_90,code=sm_90 or code=[sm_90,compute_90], possibly quoted.
  Status generate(std::string value) {
    std::erase(value, '"');
    std::erase(value, '\'');
    const std::size_t at = value.find("code=");
    if (at == std::string::npos) return wrong("-gencode " + value + " names no code=");
    std::string codes = value.substr(at + 5);
    std::erase(codes, '[');
    std::erase(codes, ']');
    for (const std::string& code : split(codes, ','))
      if (Status status = add_code(code); !status.ok()) return status;
    return {};
  }

  Status add_code(const std::string& code) {
    const std::optional<std::string> arch = arch_of_code(code);
    if (!arch) return wrong("'" + code + "' is not an architecture: write sm_90 or compute_90");
    command_.archs.push_back(*arch);
    return {};
  }

  // -arch alone means machine code and PTX for it, or PTX alone if it is virtual.
  Status finish_archs() {
    for (const std::string& code : codes_)
      if (Status status = add_code(code); !status.ok()) return status;
    if (arch_.empty() || !codes_.empty()) return {};
    if (arch_ == "native" || arch_ == "all" || arch_ == "all-major") {
      command_.archs.push_back(arch_);
    } else if (const auto real = arch_number(arch_, "sm_")) {
      command_.archs.push_back(*real);
    } else {
      return add_code(arch_);
    }
    return {};
  }

  // A folder, or the compiler itself.
  static std::string compiler_in(const std::string& value) {
    return std::filesystem::is_directory(value) ? value + "/g++" : value;
  }

  std::vector<std::string> words_;
  std::size_t next_ = 0;
  std::vector<std::string> unknown_;
  bool forwards_ = false;  ///< unknown options are the host compiler's
  Command command_;
  std::string arch_;
  std::vector<std::string> codes_;
};

constexpr std::string_view kSources[] = {".cu", ".cpp", ".cc", ".cxx", ".c++", ".C", ".c"};

}  // namespace

bool is_source(const Command& command, const std::string& input) {
  if (input.starts_with('-')) return false;
  if (!command.language.empty()) return !std::filesystem::path(input).extension().empty();
  const std::string ending = std::filesystem::path(input).extension().string();
  return std::ranges::find(kSources, ending) != std::end(kSources);
}

bool is_cuda(const Command& command, const std::string& input) {
  if (!is_source(command, input)) return false;
  if (!command.language.empty()) return command.language == "cu";
  return std::filesystem::path(input).extension() == ".cu";
}

bool is_c(const Command& command, const std::string& input) {
  if (!is_source(command, input)) return false;
  if (!command.language.empty()) return command.language == "c";
  return std::filesystem::path(input).extension() == ".c";
}

Result<Command> parse_command_line(std::span<const std::string> words) {
  return Parser(words).parse();
}

std::string help_text() {
  std::string text =
      "larder-nvcc takes nvcc's command line, and makes objects, programs and shared libraries\n"
      "with CPU variants of all kernels and, beside a program, a cache of images (NAME.larder).\n"
      "LARDER_NVCC names the nvcc to use, or \"none\"; by default it is the one in CUDA_HOME,\n"
      "PATH or /usr/local/cuda. Without nvcc, kernels run on the CPU.\n"
      "--check builds CPU variants with checks, for \"larder check\".\n\nOptions:\n";
  for (const Option& option : kOptions) {
    if (option.treatment == Treatment::kRefuse) continue;
    text += "  " + std::string(option.longer.empty() ? option.shorter : option.longer);
    if (!option.longer.empty() && option.longer.substr(1) != option.shorter)
      text += ", " + std::string(option.shorter);
    text += option.value ? " VALUE" : "";
    text += option.treatment == Treatment::kDrop ? "   (no effect)\n" : "\n";
  }
  return text;
}

}  // namespace larder::larder_nvcc
