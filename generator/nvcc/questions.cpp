#include "generator/nvcc/questions.h"

#include <array>
#include <sstream>

#include "generator/nvcc/files.h"
#include "generator/nvcc/scratch_file.h"

namespace larder::nvcc {
namespace {

constexpr std::string_view kReaches = "larder_reaches";

/// The answer for an attribute is the year and month of the standard that has it.
constexpr std::array kBounds = {"1",      "2",      "200809", "201200", "201304", "201309",
                                "201402", "201500", "201603", "201700", "201803", "201900",
                                "201904", "201907", "202000", "202003", "202106", "202202",
                                "202207", "202300", "202306", "202311", "202400", "202500"};

Words without_files(const Words& command) {
  Words out;
  for (std::size_t i = 0; i < command.size(); ++i) {
    if (command[i] == "-include" || command[i] == "-o")
      ++i;
    else if (command[i] != "/dev/null")
      out.push_back(command[i]);
  }
  return out;
}

}  // namespace

std::string questions_source(const Words& questions) {
  std::string out;
  for (std::size_t i = 0; i < questions.size(); ++i)
    for (const char* bound : kBounds)
      out += "#if (" + questions[i] + ") >= " + bound + "\n" + std::string(kReaches) + " " +
             std::to_string(i) + " " + bound + "\n#endif\n";
  return out;
}

Answers read_answers(std::string_view text) {
  Answers out;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    std::size_t number = 0;
    std::string bound;
    if (word == kReaches && words >> number >> bound) out[number].insert(bound);
  }
  return out;
}

Result<Answers> ask_questions(const DryRun& run, const Words& questions, const std::string& folder,
                              const RunProcess& process) {
  const ScratchFile source(folder, ".cpp");
  const ScratchFile output(folder, ".ii");
  if (Status status = write_whole(source.path(), questions_source(questions)); !status)
    return status;
  Words command = in_environment(run, without_files(run.preprocessor));
  command.insert(command.end(), {source.path(), "-o", output.path()});
  Result<Finished> finished = process(command);
  if (!finished) return finished.status();
  if (finished->exit_code != 0)
    return Status(Code::kInvalidArgument, "the preprocessor refused:\n" + finished->output);
  Result<std::string> text = read_file(output.path());
  if (!text) return text.status();
  return read_answers(*text);
}

}  // namespace larder::nvcc
