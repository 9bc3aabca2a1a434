// One run of a program with checks: starts it, and reads what it has found.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "runtime/tool/check.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;

// A file of its own, which is removed.
class TemporaryFile {
 public:
  TemporaryFile() {
    const int file = mkstemp(path_.data());
    if (file >= 0) close(file);
  }
  ~TemporaryFile() { unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string text() const {
    std::ostringstream text;
    text << std::ifstream(path_, std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  std::string path_ = (fs::temp_directory_path() / "larder-check-XXXXXX").string();
};

// In the child.
[[noreturn]] void execute(const std::vector<std::string>& command, const std::string& order,
                          const std::string& found, unsigned seconds, bool loud) {
  constexpr int kCannotRun = 127;  // as a shell's
  setenv("LARDER_CHECK_OUT", found.c_str(), 1);
  setenv("LARDER_CPU_ORDER", order.c_str(), 1);
  setenv("LARDER_DEVICE", "cpu", 1);
  setenv("LARDER_WATCHDOG", "60", 0);
  alarm(seconds);  // its signal outlives exec
  if (!loud) {
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
  }
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  std::perror(words[0]);
  _exit(kCannotRun);
}

std::string index_text(const nlohmann::json& index) {
  std::string text;
  for (const nlohmann::json& each : index) text += (text.empty() ? "(" : ",") + each.dump();
  return text + ")";
}

// A build's paths are often relative to its root, which is a folder above the program.
std::string found_path(const std::string& path, const std::string& program) {
  std::error_code ignored;
  if (path.empty() || fs::path(path).is_absolute() || fs::exists(path, ignored)) return path;
  fs::path folder = fs::absolute(program, ignored).parent_path();
  for (; folder != folder.root_path(); folder = folder.parent_path()) {
    const fs::path found = (folder / path).lexically_normal();
    if (fs::exists(found, ignored)) return found.lexically_proximate(fs::current_path(ignored));
  }
  return path;
}

// "" if there is no such line.
std::string line_text(const std::string& path, int number) {
  std::ifstream file(path);
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(file, line)) return "";
  }
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string::npos ? "" : line.substr(first);
}

CheckFinding finding_of(const nlohmann::json& json, const std::string& program) {
  CheckFinding finding;
  finding.kind = json.at("kind");
  finding.kernels = {json.at("kernel").get<std::string>()};
  finding.kernel_location = json.at("kernel_location");
  finding.launch = json.at("launch");
  finding.memory = json.at("memory");
  finding.advice = json.at("advice");
  finding.count = finding.runs = 1;
  for (const nlohmann::json& access : json.at("accesses")) {
    const std::string file = found_path(access.at("file"), program);
    const int line = access.at("line");
    finding.accesses.push_back({access.at("what"), index_text(access.at("block")),
                                index_text(access.at("thread")), file, line,
                                line_text(file, line)});
  }
  return finding;
}

}  // namespace

// Each line is a finding, but the last, which has the counts. A program that was killed may have
// cut off its last line.
void read_findings(const std::string& lines, const std::string& program, CheckedRun& run) {
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded()) continue;
    run.checked = true;
    if (json.contains("kind")) {
      run.findings.push_back(finding_of(json, program));
      continue;
    }
    if (json.contains("launches")) run.launches = json.at("launches");
    const nlohmann::json counts = json.value("counts", nlohmann::json::array());
    for (std::size_t i = 0; i < std::min(counts.size(), run.findings.size()); ++i) {
      run.findings[i].count = counts[i];
    }
  }
}

CheckedRun run_checked(const std::vector<std::string>& command, const std::string& order,
                       unsigned seconds, bool loud) {
  const TemporaryFile found;
  CheckedRun run;
  run.order = order;
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) execute(command, order, found.path(), seconds, loud);
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  run.killed = WIFSIGNALED(status);
  run.exit_code = run.killed ? WTERMSIG(status) : WEXITSTATUS(status);
  read_findings(found.text(), command.front(), run);
  return run;
}

}  // namespace larder::tool
