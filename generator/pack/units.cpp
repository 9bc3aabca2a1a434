#include "generator/pack/units.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "generator/pack/jobs.h"
#include "generator/pack/progress.h"

namespace larder::pack {
namespace {

namespace fs = std::filesystem;

// A folder for intermediate files, gone when this is.
class ScratchFolder {
 public:
  static Result<std::unique_ptr<ScratchFolder>> create() {
    std::string path = fs::temp_directory_path() / "larder-pack-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) {
      return Status(Code::kIo, path + " can't be made: " + std::strerror(errno));
    }
    return std::unique_ptr<ScratchFolder>(new ScratchFolder(path));
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// One source for one architecture.
struct Job {
  Unit* unit;
  ArchRequest request;
  Result<Compiled> result;
};

std::vector<Job> plan(std::vector<Unit>& units, const std::vector<ArchRequest>& requests) {
  std::vector<Job> jobs;
  for (Unit& unit : units) {
    for (const ArchRequest& request : requests) {
      if (unit.manifest.serves(request.arch.number)) jobs.push_back({&unit, request, Compiled{}});
    }
  }
  return jobs;
}

// A text that a compiler printed, and the architectures it printed it for.
struct Message {
  std::string text;
  std::string archs;
};

void add_message(std::vector<Message>& messages, const std::string& text, const Arch& arch) {
  if (text.empty()) return;
  for (Message& message : messages) {
    if (message.text == text) {
      message.archs += ", " + arch.text();
      return;
    }
  }
  messages.push_back({text, arch.text()});
}

void show(const std::vector<Message>& messages, const std::string& intro, std::ostream& out) {
  for (const Message& message : messages) {
    out << intro << message.archs << ":\n" << message.text;
    if (!message.text.ends_with('\n')) out << '\n';
  }
}

// Moves one source's results into its unit; false where one of them is an error.
bool collect(Unit& unit, std::vector<Job>& jobs, std::ostream& out) {
  std::vector<Message> warnings;
  std::vector<Message> errors;
  for (Job& job : jobs) {
    if (job.unit != &unit) continue;
    if (job.result) {
      add_message(warnings, job.result->messages, job.request.arch);
      unit.images.push_back(std::move(*job.result));
    } else {
      add_message(errors, job.result.status().message(), job.request.arch);
    }
  }
  show(warnings, unit.manifest.source + ": messages for ", out);
  show(errors, unit.manifest.source + ": error: does not compile for ", out);
  return errors.empty();
}

}  // namespace

Status compile_units(std::vector<Unit>& units, const Options& options, const Toolkit& toolkit,
                     const std::vector<ArchRequest>& requests, const RunProcess& run,
                     std::ostream& out) {
  Result<std::unique_ptr<ScratchFolder>> scratch = ScratchFolder::create();
  if (!scratch) return scratch.status();
  std::vector<Job> jobs = plan(units, requests);
  Progress progress(out, options.terminal, jobs.size());
  run_jobs(jobs.size(), options.workers, [&](std::size_t number) {
    Job& job = jobs[number];
    const std::string stem = (*scratch)->path() + "/" + std::to_string(number);
    job.result = compile(toolkit, job.unit->manifest, job.request, stem, run);
    progress.done(job.unit->manifest.source + " for sm_" + job.request.arch.text());
  });
  progress.finish();
  if (interrupted() != 0) return {Code::kUnavailable, "interrupted"};

  std::string failed;
  for (Unit& unit : units) {
    if (collect(unit, jobs, out)) continue;
    failed += (failed.empty() ? "" : ", ") + unit.manifest.source;
  }
  if (failed.empty()) return {};
  return {Code::kInvalidArgument, "no cache is written: the device compiler refused " + failed};
}

}  // namespace larder::pack
