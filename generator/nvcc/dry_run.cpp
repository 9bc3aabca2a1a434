#include "generator/nvcc/dry_run.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "runtime/environment.h"

namespace larder::nvcc {
namespace {

constexpr std::string_view kMark = "#$ ";

bool is_variable_name(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::ranges::all_of(text,
                             [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::string_view program_of(const Words& command) {
  const std::string_view path = command.front();
  return path.substr(path.rfind('/') + 1);
}

bool has(const Words& words, std::string_view wanted) {
  return std::ranges::find(words, wanted) != words.end();
}

/// nvcc --threads puts the files at the end that take a command's messages.
std::string_view without_redirections(std::string_view text) {
  const std::size_t output = text.rfind(" > ");
  const bool both =
      output != std::string_view::npos && text.find(" 2>", output) != std::string_view::npos;
  return both ? text.substr(0, output) : text;
}

/// Collects the lines of a dry run.
class Reader {
 public:
  explicit Reader(const Variables& outside) : outside_(outside) {}

  Status line(std::string_view text) {
    if (!text.starts_with(kMark)) return {};  // a warning from nvcc
    text = without_redirections(text.substr(kMark.size()));
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && is_variable_name(text.substr(0, equals))) {
      set_variable(text.substr(0, equals), text.substr(equals + 1));
      return {};
    }
    Result<Words> words = shell_words(text, [this](const std::string& name) {
      const auto found = variables_.find(name);
      return found != variables_.end() ? found->second : outside_(name);
    });
    if (!words) return words.status().with_context("the line \"" + std::string(text) + "\"");
    return words->empty() ? Status() : command(std::move(*words), text);
  }

  Result<DryRun> take() {
    if (run_.preprocessor.empty() || run_.cicc.empty() || run_.ptxas.empty())
      return Status(Code::kUnsupported,
                    "a preprocessor, cicc and ptxas were expected, and one of them is missing");
    if (!has(run_.cicc, output_of(run_.preprocessor)) || !has(run_.ptxas, output_of(run_.cicc)))
      return Status(Code::kUnsupported, "one command writes another file than the next one reads");
    return std::move(run_);
  }

 private:
  void set_variable(std::string_view name, std::string_view value) {
    variables_[std::string(name)] = value;
    if (name == "_HERE_") run_.folder = value;
    // The rest are nvcc's own notes.
    if (name == "PATH" || name == "LD_LIBRARY_PATH")
      run_.environment.push_back(std::string(name) + "=" + std::string(value));
  }

  Status command(Words words, std::string_view text) {
    const std::string_view program = program_of(words);
    Words* place = program == "cicc" ? &run_.cicc : program == "ptxas" ? &run_.ptxas : nullptr;
    if (place == nullptr && has(words, "-E")) place = &run_.preprocessor;
    if (program == "rm") return {};
    if (place == nullptr)
      return {Code::kUnsupported, "a command of an unknown kind: " + std::string(text)};
    if (!place->empty())
      return {Code::kUnsupported, "more than one command runs " + std::string(program) +
                                      "; flags that ask for several architectures have no place "
                                      "here"};
    *place = std::move(words);
    return {};
  }

  const Variables& outside_;
  std::map<std::string, std::string> variables_;
  DryRun run_;
};

std::string environment_variable(const std::string& name) { return environment(name.c_str()); }

}  // namespace

Result<DryRun> parse_dry_run(std::string_view text, const Variables& outside) {
  Reader reader(outside);
  while (!text.empty())
    if (Status status = reader.line(take_line(text)); !status) return status;
  return reader.take();
}

Result<DryRun> dry_run(const std::string& nvcc, const std::string& arch, const Words& flags,
                       const RunProcess& run) {
  // --expt-relaxed-constexpr as in the compilation itself.
  Words command = {nvcc, "--dryrun", "-cubin", "-arch=sm_" + arch, "--expt-relaxed-constexpr"};
  command.insert(command.end(), flags.begin(), flags.end());
  command.insert(command.end(), {"-x", "cu", "/dev/null", "-o", "larder.cubin"});
  Result<Finished> finished = run(command);
  if (!finished) return finished.status();
  if (finished->exit_code != 0)
    return Status(Code::kInvalidArgument,
                  nvcc + " --dryrun refused its flags:\n" + finished->output);
  Result<DryRun> parsed = parse_dry_run(finished->output, environment_variable);
  if (parsed) return parsed;
  return parsed.status().with_context("what " + nvcc + " --dryrun printed can't be understood");
}

std::string output_of(const Words& command) {
  const auto flag = std::ranges::find(command, "-o");
  return flag == command.end() || std::next(flag) == command.end() ? "" : *std::next(flag);
}

Words in_environment(const DryRun& run, const Words& command) {
  Words out = {"env"};
  out.insert(out.end(), run.environment.begin(), run.environment.end());
  out.insert(out.end(), command.begin(), command.end());
  return out;
}

}  // namespace larder::nvcc
