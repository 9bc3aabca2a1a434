#include "generator/pack/units.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

#include "generator/pack/jobs.h"
#include "generator/pack/messages.h"
#include "generator/pack/plan.h"
#include "generator/pack/progress.h"
#include "generator/pack/slices.h"

namespace larder::pack {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kStoreLimit = std::uintmax_t{4} << 30;  // bytes

// A folder for intermediate files, removed by the destructor.
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

std::size_t stale_count(SourceBuild& batch) { return batch.stale().size(); }

std::string target_text(const SourceBuild& batch) { return " for sm_" + batch.request.arch.text(); }

std::string piece_text(const SourceBuild& batch, const GroupBuild& piece) {
  return batch.unit->manifest.source + ": " + piece.group.text() + target_text(batch);
}

std::string batch_text(SourceBuild& batch) {
  const std::size_t stale = stale_count(batch);
  return batch.unit->manifest.source + target_text(batch) + ": " + std::to_string(stale) +
         " compiled, " + std::to_string(batch.pieces.size() - stale) + " reused";
}

/// Compiles the stale pieces of SourceBuilds. The kernels of one go through nvcc together; then
/// each piece goes through ptxas.
class Builder {
 public:
  Builder(const Options& options, const Toolkit& toolkit, const ImageStore& store,
          const RunProcess& run, std::string scratch, Progress& progress)
      : options_(options),
        toolkit_(toolkit),
        store_(store),
        run_(run),
        scratch_(std::move(scratch)),
        progress_(progress),
        slices_(toolkit, run, [this] { return stem(); }) {}

  void build(std::deque<SourceBuild>& batches) {
    for (SourceBuild& batch : batches)
      if (!batch.stale().empty()) jobs_.add([this, &batch] { compile(batch); });
    jobs_.run(options_.workers);
  }

  /// Why an image could not be saved; the first of several.
  [[nodiscard]] const Status& save_failure() const { return save_failure_; }

 private:
  std::string stem() { return scratch_ + "/" + std::to_string(next_stem_++); }

  void compile(SourceBuild& batch) {
    const std::vector<GroupBuild*> stale = batch.stale();
    Result<Slices::Together> made = slices_.compile(batch);
    if (!made) {
      batch.status = made.status();
      progress_.skip(stale.size());
      return;
    }
    const auto together = std::make_shared<const Slices::Together>(*std::move(made));
    for (GroupBuild* piece : stale)
      jobs_.add([this, &batch, piece, together] {
        finish(batch, *piece, *together);
        const std::string text = piece_text(batch, *piece);
        if (--batch.left > 0)
          progress_.step(text);
        else
          progress_.done(stale_count(batch) == 1 ? text : batch_text(batch));
      });
  }

  void finish(const SourceBuild& batch, GroupBuild& piece, const Slices::Together& together) {
    const Result<PtxSlice> slice = slices_.slice(batch, piece, together);
    const Assembler ptxas{toolkit_.ptxas, batch.compilation.ptxas_flags, batch.request.arch};
    piece.result =
        slice ? assemble(ptxas, slice->text, stem(), run_) : Result<Compiled>(slice.status());
    if (piece.result.ok() && piece.kept) save(piece);
  }

  void save(const GroupBuild& piece) {
    Status saved = store_.save(piece.identity, *piece.result);
    if (saved.ok()) return;
    const std::lock_guard lock(mutex_);
    if (save_failure_.ok()) save_failure_ = std::move(saved);
  }

  const Options& options_;
  const Toolkit& toolkit_;
  const ImageStore& store_;
  const RunProcess& run_;
  std::string scratch_;
  Progress& progress_;
  Slices slices_;
  JobQueue jobs_;
  std::atomic<unsigned> next_stem_ = 0;
  std::mutex mutex_;
  Status save_failure_;
};

/// "scale<3> (a.cpp:7)": the place for a reader.
std::string place_of(const Group& group) {
  return group.text() + " (" + group.kernels.front()->location + ")";
}

void add_errors(SourceBuild& batch, Messages& errors) {
  const std::string& source = batch.unit->manifest.source;
  const Arch& arch = batch.request.arch;
  if (!batch.status.ok()) {
    const std::vector<GroupBuild*> stale = batch.stale();
    std::string names = place_of(stale.front()->group);
    if (stale.size() > 1) names += ", " + place_of(stale[1]->group);
    if (stale.size() > 2) names += " and " + std::to_string(stale.size() - 2) + " more";
    errors.add(source + ": error: nvcc refused " + names, batch.status.message(), arch);
  }
  for (const GroupBuild& piece : batch.pieces)
    if (!piece.result.ok())
      errors.add(source + ": error: kernel " + place_of(piece.group) + " was refused",
                 piece.result.status().message(), arch);
}

/// If nvcc rejects a variant, larder-generate is at fault: the user should know, and report it.
void add_rescues(const SourceBuild& batch, Messages& warnings) {
  std::string names;
  for (const GroupBuild& piece : batch.pieces)
    if (piece.rescued) names += (names.empty() ? "" : ", ") + place_of(piece.group);
  if (names.empty()) return;
  warnings.add(batch.unit->manifest.source +
                   ": warning: compiled from the source itself, since nvcc "
                   "refused the CUDA variant of " +
                   names,
               batch.refusal, batch.request.arch);
}

void take_images(SourceBuild& batch, Messages& warnings) {
  const std::string subject = batch.unit->manifest.source + ": messages";
  add_rescues(batch, warnings);
  warnings.add(subject, batch.messages, batch.request.arch);
  for (GroupBuild& piece : batch.pieces) {
    warnings.add(subject, piece.result->messages, batch.request.arch);
    Compiled& image = batch.unit->images.emplace_back(std::move(*piece.result));
    if (!batch.request.real) image.sass.clear();
    if (!batch.request.ptx) image.ptx.clear();
  }
}

/// Moves all images into their BuiltSources and shows the compilers' messages. Returns the names of
/// the sources that failed, or an empty text.
std::string collect(std::deque<SourceBuild>& batches, std::ostream& out) {
  Messages warnings;
  Messages errors;
  std::set<std::string> failed;
  for (SourceBuild& batch : batches) {
    Messages own;
    add_errors(batch, own);
    if (own.empty()) {
      take_images(batch, warnings);
    } else {
      failed.insert(batch.unit->manifest.source);
      add_errors(batch, errors);
    }
  }
  warnings.show(out);
  errors.show(out);
  std::string names;
  for (const std::string& name : failed) names += (names.empty() ? "" : ", ") + name;
  return names;
}

/// The sources that are compiled whole, and why: "a.cpp (its variant differs), b.cpp (...)".
std::string whole_sources(std::deque<SourceBuild>& batches) {
  std::vector<std::string> seen;
  for (SourceBuild& batch : batches) {
    const Manifest& manifest = batch.unit->manifest;
    if (manifest.whole.empty() || batch.stale().empty()) continue;
    std::string text = manifest.source + " (" + manifest.whole + ")";
    if (std::ranges::find(seen, text) == seen.end()) seen.push_back(std::move(text));
  }
  std::string out;
  for (const std::string& text : seen) out += (out.empty() ? "" : ", ") + text;
  return out;
}

Counts count(std::deque<SourceBuild>& batches) {
  std::set<const ManifestKernel*> compiled;
  std::set<const ManifestKernel*> all;
  for (SourceBuild& batch : batches) {
    for (const GroupBuild& piece : batch.pieces) {
      all.insert(piece.group.kernels.begin(), piece.group.kernels.end());
      if (!piece.reused) compiled.insert(piece.group.kernels.begin(), piece.group.kernels.end());
    }
  }
  return {compiled.size(), all.size() - compiled.size()};
}

}  // namespace

Result<Counts> compile_units(std::vector<BuiltSource>& units, const Options& options,
                             const Toolkit& toolkit, const std::vector<ArchRequest>& requests,
                             const RunProcess& run, std::ostream& out) {
  Result<std::unique_ptr<ScratchFolder>> scratch = ScratchFolder::create();
  if (!scratch) return scratch.status();
  const ImageStore store(options.store);
  Compilations compilations(toolkit, options.probes, run);
  Result<std::deque<SourceBuild>> plan = make_plan(units, requests, compilations, store);
  if (!plan) return plan.status();
  std::deque<SourceBuild>& batches = *plan;
  const Counts counts = count(batches);
  if (counts.compiled > 0) kept::sweep(options.store, kStoreLimit);
  if (const std::string whole = whole_sources(batches); !whole.empty())
    out << "larder-pack: nvcc reads the source itself, not its CUDA variant: " << whole << '\n';
  std::size_t stale = 0;
  for (SourceBuild& batch : batches) stale += batch.stale().size();
  Progress progress(out, options.terminal, stale);
  Builder builder(options, toolkit, store, run, (*scratch)->path(), progress);
  builder.build(batches);
  progress.finish();
  if (nvcc::interrupted() != 0) return Status(Code::kUnavailable, "interrupted");
  if (!builder.save_failure().ok())
    out << "larder-pack: warning: the next build will compile again: "
        << builder.save_failure().message() << '\n';
  const std::string failed = collect(batches, out);
  if (failed.empty()) return counts;
  return Status(Code::kInvalidArgument,
                "no cache is written: the device compiler refused " + failed);
}

}  // namespace larder::pack
