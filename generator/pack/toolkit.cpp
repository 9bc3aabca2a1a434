#include "generator/pack/toolkit.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

#include "generator/archs/known.h"

namespace larder::pack {
namespace {

namespace fs = std::filesystem;

Result<std::string> output_of(const std::vector<std::string>& command, const RunProcess& run) {
  Result<Finished> finished = run(command);
  if (!finished) return finished.status();
  if (finished->exit_code != 0) {
    return Status(Code::kUnavailable, command[0] + " " + command.back() + " failed with code " +
                                          std::to_string(finished->exit_code) + ":\n" +
                                          finished->output);
  }
  return std::move(finished->output);
}

// nvcc may be a link into the toolkit (beside which ptxas lies) or a distribution's own.
std::string find_ptxas(const std::string& nvcc) {
  std::error_code ignored;
  for (const fs::path& place : {fs::path(nvcc), fs::canonical(nvcc, ignored)}) {
    const fs::path candidate = place.parent_path() / "ptxas";
    if (place.has_parent_path() && access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "ptxas";
}

void append_list(std::vector<std::string>& flags, std::string_view list) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) flags.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
}

// The value of "NAME=VALUE", or of NAME followed by the next word (which is then passed over).
std::optional<std::string> value_of(const std::vector<std::string>& words, std::size_t& at,
                                    std::string_view name) {
  const std::string_view word = words[at];
  if (word == name && at + 1 < words.size()) return words[++at];
  if (word.starts_with(name) && word.substr(name.size()).starts_with('=')) {
    return std::string(word.substr(name.size() + 1));
  }
  return std::nullopt;
}

/// The compiler whose headers nvcc reads: as -ccbin, NVCC_CCBIN or PATH say, in this order.
std::string host_compiler(const std::vector<std::string>& flags) {
  std::string found;
  for (std::size_t at = 0; at < flags.size(); ++at) {
    for (const std::string_view name : {"-ccbin", "--compiler-bindir"})
      if (const std::optional<std::string> value = value_of(flags, at, name)) found = *value;
  }
  const char* asked = std::getenv("NVCC_CCBIN");
  if (found.empty() && asked != nullptr) found = asked;
  if (found.empty()) return "g++";
  std::error_code ignored;
  return fs::is_directory(found, ignored) ? found + "/g++" : found;
}

/// The first line of what a program says of its version; its name where it does not say.
std::string version_line(const std::string& program, const RunProcess& run) {
  const Result<std::string> text = output_of({program, "--version"}, run);
  return text ? text->substr(0, text->find('\n')) : program;
}

std::string identity_of(const Toolkit& toolkit, const RunProcess& run) {
  std::string out = "nvcc " + toolkit.release;
  const Result<std::string> ptxas = output_of({toolkit.ptxas, "--version"}, run);
  out += "\nptxas " + (ptxas ? parse_release(*ptxas) : std::string());
  out += "\nhost " + version_line(host_compiler(toolkit.flags), run);
  for (const std::string& flag : toolkit.flags) out += "\nflag " + flag;
  for (const char* name : {"NVCC_PREPEND_FLAGS", "NVCC_APPEND_FLAGS"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) out += std::string("\n") + name + " " + value;
  }
  return out;
}

void append_all(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

std::string parse_release(std::string_view text) {
  // "Cuda compilation tools, release 13.0, V13.0.88"
  constexpr std::string_view mark = ", V";
  const std::size_t begin = text.find(mark, text.find("release "));
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = text.substr(begin + mark.size());
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789.")));
}

Result<Toolkit> inspect_toolkit(Toolkit wanted, const RunProcess& run) {
  Result<std::string> version = output_of({wanted.nvcc, "--version"}, run);
  if (!version) return version.status();
  wanted.release = parse_release(*version);
  if (wanted.release.empty()) {
    return Status(Code::kUnsupported,
                  wanted.nvcc + " does not answer as nvcc 11.5 or later does:\n" + *version);
  }
  Result<std::vector<std::uint32_t>> known = archs::known_archs(wanted.nvcc, run);
  if (!known) return known.status();
  wanted.known = std::move(*known);
  if (wanted.ptxas.empty()) wanted.ptxas = find_ptxas(wanted.nvcc);
  wanted.identity = identity_of(wanted, run);
  return wanted;
}

std::vector<std::string> ptx_command(const Toolkit& toolkit, const Manifest& manifest,
                                     const FrontEndRequest& request, const std::string& ptx) {
  std::vector<std::string> command = toolkit.launcher;
  command.push_back(toolkit.nvcc);
  // ccache takes a run of nvcc without -c for one that links, and does not cache it.
  if (!toolkit.launcher.empty()) command.emplace_back("-c");
  append_all(command, {"-ptx", "-arch=compute_" + request.arch.text(), "--expt-relaxed-constexpr"});
  append_all(command, manifest.flags);
  append_all(command, toolkit.flags);
  if (request.text == Text::kWhole) command.emplace_back("-DLARDER_WHOLE");
  if (!request.symbols.empty()) command.emplace_back("-DLARDER_SOME");
  for (const std::string& symbol : request.symbols) command.push_back("-DLARDER_WANT_" + symbol);
  append_all(command, {"-x", "cu", manifest.cuda, "-o", ptx});
  return command;
}

std::vector<std::string> assemble_command(const Toolkit& toolkit, const Arch& arch,
                                          const std::string& ptx, const std::string& cubin) {
  std::vector<std::string> command = {toolkit.ptxas, "-v", "-arch=sm_" + arch.text()};
  append_all(command, ptxas_flags(toolkit.flags));
  append_all(command, {ptx, "-o", cubin});
  return command;
}

std::vector<std::string> ptxas_flags(const std::vector<std::string>& nvcc_flags) {
  std::vector<std::string> flags;
  for (std::size_t at = 0; at < nvcc_flags.size(); ++at) {
    const std::string_view word = nvcc_flags[at];
    std::optional<std::string> options = value_of(nvcc_flags, at, "-Xptxas");
    if (!options) options = value_of(nvcc_flags, at, "--ptxas-options");
    std::optional<std::string> registers = value_of(nvcc_flags, at, "-maxrregcount");
    if (!registers) registers = value_of(nvcc_flags, at, "--maxrregcount");
    if (options) {
      append_list(flags, *options);
    } else if (registers) {
      flags.push_back("--maxrregcount=" + *registers);
    } else if (word == "-lineinfo" || word == "--generate-line-info") {
      flags.emplace_back("-lineinfo");
    } else if (word == "-G" || word == "--device-debug") {
      flags.emplace_back("-g");
    }
  }
  return flags;
}

}  // namespace larder::pack
