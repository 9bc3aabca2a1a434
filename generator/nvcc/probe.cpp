#include "generator/nvcc/probe.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "generator/nvcc/files.h"
#include "generator/nvcc/prelude.h"
#include "generator/nvcc/scratch_file.h"

namespace larder::nvcc {
namespace {

/// A compute capability above all existing ones.
constexpr const char kAnyArchitecture[] = "9990";

/// The preprocessor's command for another source, with -dD; the includes that `known` names are
/// left out.
Words probing(const Words& command, const Words& known) {
  Words out;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const bool has_value = i + 1 < command.size();
    const bool known_include = has_value && command[i] == "-include" &&
                               std::ranges::find(known, command[i + 1]) != known.end();
    if (known_include || (has_value && command[i] == "-o")) {
      ++i;
    } else if (command[i] != "/dev/null") {
      out.push_back(command[i]);
    }
  }
  out.emplace_back("-dD");
  return out;
}

Result<Prelude> preprocess(Words command, const std::string& folder, const RunProcess& run) {
  const ScratchFile source(folder, ".cpp");
  const ScratchFile output(folder, ".ii");
  if (Status status = write_whole(source.path(), question_source()); !status) return status;
  command.insert(command.end(), {source.path(), "-o", output.path()});
  Result<Finished> finished = run(command);
  if (!finished) return finished.status();
  if (finished->exit_code != 0)
    return Status(Code::kInvalidArgument,
                  "the preprocessor that nvcc runs refused its flags:\n" + finished->output);
  Result<std::string> text = read_file(output.path());
  if (!text) return text.status();
  Prelude prelude = parse_prelude(*text);
  std::erase(prelude.files, source.path());
  return prelude;
}

bool is_architecture(const std::string& word) {
  return word.starts_with("-D__CUDA_ARCH_") || word.starts_with("-D__CUDA_ARCH=");
}

/// The command for all architectures; without `floats`, also without macros for floating-point
/// numbers.
Words for_any_architecture(Words command, bool floats) {
  std::erase_if(command, is_architecture);
  if (!floats)
    std::erase_if(command, [](const std::string& word) {
      return word.starts_with("-D__USE_FAST_MATH__") || word.starts_with("-D__CUDA_FTZ") ||
             word.starts_with("-D__CUDA_PREC_");
    });
  command.insert(command.begin() + 1, {std::string("-D__CUDA_ARCH__=") + kAnyArchitecture,
                                       std::string("-D__CUDA_ARCH_LIST__=") + kAnyArchitecture});
  return command;
}

Result<std::string> headers_digest(const Words& command, const std::string& folder,
                                   const RunProcess& run, HeaderDigests& known) {
  const auto found = known.find(command);
  if (found != known.end()) return found->second;
  Result<Prelude> prelude = preprocess(command, folder, run);
  if (!prelude) return prelude.status();
  return known.emplace(command, digest_text(prelude->text)).first->second;
}

std::string path_of(const DryRun& run) {
  for (const std::string& variable : run.environment)
    if (variable.starts_with("PATH=")) return variable.substr(5);
  return {};
}

/// The files of all programs involved, by role, including the one that really preprocesses if the
/// compiler names it.
std::map<std::string, std::string> programs_of(const Question& question, const DryRun& run,
                                               const RunProcess& process) {
  const std::string path = path_of(run);
  std::map<std::string, std::string> out;
  out["nvcc"] = find_program(question.nvcc);
  out["nvcc itself"] = run.folder + "/nvcc";
  out["nvcc.profile"] = run.folder + "/nvcc.profile";
  out["fatbinary"] = run.folder + "/fatbinary";
  out["preprocessor"] = find_in_path(run.preprocessor.front(), path);
  out["cicc"] = find_in_path(run.cicc.front(), path);
  out["ptxas"] = find_in_path(run.ptxas.front(), path);
  Result<Finished> told =
      process(in_environment(run, {run.preprocessor.front(), "-print-prog-name=cc1plus"}));
  if (!told || told->exit_code != 0) return out;
  const std::string worker = told->output.substr(0, told->output.find('\n'));
  if (worker.starts_with('/')) out["cc1plus"] = worker;
  return out;
}

/// The files from which nvcc reads options.
void add_option_files(const Question& question, std::set<std::string>& files) {
  for (std::size_t i = 0; i < question.flags.size(); ++i) {
    const std::string& flag = question.flags[i];
    const std::size_t equals = flag.find('=');
    const std::string name = flag.substr(0, equals);
    if (name != "-optf" && name != "--options-file") continue;
    if (equals != std::string::npos)
      files.insert(flag.substr(equals + 1));
    else if (i + 1 < question.flags.size())
      files.insert(question.flags[++i]);
  }
}

}  // namespace

Question question_of(const std::string& nvcc, const std::string& arch, const Words& flags,
                     const Words& more) {
  Question out{nvcc, arch, flags, {}};
  for (std::size_t i = 0; i + 1 < flags.size(); ++i)
    if (flags[i] == "-include") out.known_files.push_back(flags[++i]);
  out.flags.insert(out.flags.end(), more.begin(), more.end());
  return out;
}

Result<Answer> ask(const Question& question, const std::string& folder, const RunProcess& run,
                   HeaderDigests& known) {
  Result<DryRun> commands = dry_run(question.nvcc, question.arch, question.flags, run);
  if (!commands) return commands.status();
  Answer out;
  out.run = std::move(*commands);
  const Words command = probing(out.run.preprocessor, question.known_files);
  Result<Prelude> prelude = preprocess(in_environment(out.run, command), folder, run);
  if (!prelude) return prelude.status();
  const Words any = in_environment(out.run, for_any_architecture(command, true));
  Result<std::string> headers = headers_digest(any, folder, run, known);
  if (!headers) return headers.status();
  const Words without = in_environment(out.run, for_any_architecture(command, false));
  Result<std::string> without_floats = headers_digest(without, folder, run, known);
  if (!without_floats) return without_floats.status();
  out.world = std::move(prelude->world);
  out.headers_here = digest_text(prelude->text);
  out.headers = std::move(*headers);
  out.headers_without_floats = std::move(*without_floats);
  out.flags = code_flags(out.run);
  out.definitions = definitions(out.run);
  std::set<std::string> files(prelude->files.begin(), prelude->files.end());
  out.programs = programs_of(question, out.run, run);
  for (const auto& [role, file] : out.programs) files.insert(file);
  add_option_files(question, files);
  out.files.assign(files.begin(), files.end());
  return out;
}

Result<generate::MacroWorld> host_world(const Words& command, const std::string& folder,
                                        const RunProcess& run) {
  Result<Prelude> prelude = preprocess(command, folder, run);
  if (!prelude) return prelude.status();
  return std::move(prelude->world);
}

}  // namespace larder::nvcc
