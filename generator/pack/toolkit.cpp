#include "generator/pack/toolkit.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "generator/archs/known.h"
#include "generator/nvcc/release.h"

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

void append_all(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

Result<Toolkit> inspect_toolkit(Toolkit wanted, const RunProcess& run) {
  Result<std::string> version = output_of({wanted.nvcc, "--version"}, run);
  if (!version) return version.status();
  wanted.release = nvcc::parse_release(*version);
  if (wanted.release.empty()) {
    return Status(Code::kUnsupported,
                  wanted.nvcc + " does not answer as nvcc 11.5 or later does:\n" + *version);
  }
  Result<std::vector<std::uint32_t>> known = archs::known_archs(wanted.nvcc, run);
  if (!known) return known.status();
  wanted.known = std::move(*known);
  if (wanted.ptxas.empty()) wanted.ptxas = find_ptxas(wanted.nvcc);
  return wanted;
}

std::vector<std::string> ptx_command(const Toolkit& toolkit, const Manifest& manifest,
                                     const FrontEndRequest& request, const std::string& ptx) {
  std::vector<std::string> command = toolkit.launcher;
  command.push_back(toolkit.nvcc);
  // ccache assumes that a run of nvcc without -c links, and does not cache it.
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

std::vector<std::string> assemble_command(const Assembler& assembler, const std::string& ptx,
                                          const std::string& cubin) {
  std::vector<std::string> command = {assembler.ptxas, "-v", "-arch=sm_" + assembler.arch.text()};
  append_all(command, assembler.flags);
  append_all(command, {ptx, "-o", cubin});
  return command;
}

}  // namespace larder::pack
