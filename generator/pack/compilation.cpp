#include "generator/pack/compilation.h"

#include <array>
#include <cstdlib>

#include "generator/nvcc/files.h"
#include "generator/nvcc/tool_digests.h"

namespace larder::pack {
namespace {

/// Those of the environment that reach compilers past their command lines.
constexpr std::array kVariables = {
    "NVCC_PREPEND_FLAGS", "NVCC_APPEND_FLAGS",  "NVCC_CCBIN",    "CPATH",
    "C_INCLUDE_PATH",     "CPLUS_INCLUDE_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX",
    "CICC_PREPEND_FLAGS", "CICC_APPEND_FLAGS",  "PTXAS_OPTIONS", "CCC_OVERRIDE_OPTIONS"};

std::string environment_text() {
  std::string out;
  for (const char* name : kVariables)
    if (const char* value = std::getenv(name)) out += std::string("\n") + name + " " + value;
  return out;
}

/// A launcher may be a script of the user's: its words, and the files that they name.
std::string launcher_text(const std::vector<std::string>& launcher, const std::string& folder) {
  std::string out;
  for (const std::string& word : launcher)
    out += "\nlauncher " + word + " " + nvcc::tool_digest(nvcc::find_program(word), folder);
  return out;
}

std::string identity_of(const Toolkit& toolkit, nvcc::Answer answer, const std::string& folder) {
  answer.programs["ptxas"] = nvcc::find_program(toolkit.ptxas);
  std::string out = "nvcc " + toolkit.release;
  for (const auto& [role, file] : answer.programs)
    out += "\n" + role + " " + nvcc::tool_digest(file, folder);
  out += "\nheaders " + answer.headers + " " + answer.headers_here;
  for (const std::string& flag : answer.flags.all) out += "\ncode " + flag;
  for (const std::string& flag : toolkit.flags) out += "\nflag " + flag;
  return out + launcher_text(toolkit.launcher, folder) + environment_text();
}

}  // namespace

Result<Compilation> Compilations::of(const std::vector<std::string>& flags, const Arch& arch) {
  const auto known = known_.find({flags, arch});
  if (known != known_.end()) return known->second;
  const nvcc::Question question =
      nvcc::question_of(toolkit_.nvcc, arch.text(), flags, toolkit_.flags);
  const Result<nvcc::Answer> answer = nvcc::ask_once(question, folder_, run_, headers_);
  if (!answer) return answer.status();
  Compilation out{nvcc::ptxas_flags(answer->run), identity_of(toolkit_, *answer, folder_)};
  return known_.emplace(std::pair(flags, arch), std::move(out)).first->second;
}

}  // namespace larder::pack
