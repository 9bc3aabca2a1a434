#include "generator/pack/compilation.h"

#include "generator/nvcc/environment.h"
#include "generator/nvcc/files.h"
#include "generator/nvcc/tool_digests.h"

namespace larder::pack {
namespace {

/// A launcher may be a user's script: its words, and the files that they name.
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
  return out + launcher_text(toolkit.launcher, folder) + '\n' + nvcc::code_environment();
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
