#include "generator/flags/compile_commands.h"

#include <clang/Tooling/CompilationDatabase.h>
#include <clang/Tooling/JSONCompilationDatabase.h>
#include <llvm/Support/Allocator.h>
#include <llvm/Support/CommandLine.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;
using clang::tooling::CompileCommand;
using Words = std::vector<std::string>;

/// The part of it about host sources, if the build keeps one: it changes less often.
constexpr char kKeptCommands[] = "larder-commands.json";

/// The suffix that larder-generate gives a host source in any folder.
constexpr char kHostSuffix[] = ".larder.cpp";

Result<Words> without_response_files(const Words& words) {
  llvm::BumpPtrAllocator memory;
  llvm::SmallVector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  llvm::cl::ExpansionContext expansion(memory, llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error error = expansion.expandResponseFiles(pointers))
    return Status(Code::kInvalidArgument, llvm::toString(std::move(error)));
  for (const char* word : pointers)
    if (word != nullptr && *word == '@')
      return Status(Code::kInvalidArgument, std::string(word) + " can't be read");
  return Words(pointers.begin(), pointers.end());
}

/// The files of #include directives on lines of their own, as in Meson's unity files.
Words files_included_by(const std::string& path) {
  Words out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t open = line.find_first_of("<\"");
    const std::size_t close = line.find_last_of(">\"");
    if (line.rfind("#include", 0) == 0 && open < close && close != std::string::npos)
      out.push_back(relative_path(line.substr(open + 1, close - open - 1)));
  }
  return out;
}

bool is_unity(const std::string& path) {
  return fs::path(path).filename().string().find("unity") != std::string::npos;
}

class Database {
 public:
  explicit Database(std::vector<CompileCommand> commands) : commands_(std::move(commands)) {}

  /// The header that the precompiled header `path` is made from.
  std::string source_of(const std::string& path) const {
    for (const CompileCommand& command : commands_)
      if (!command.Output.empty() && relative_path(command.Output) == relative_path(path))
        return command.Filename;
    return {};
  }

  Result<std::vector<const CompileCommand*>> commands_of(const std::string& host) const {
    const std::string wanted = relative_path(host);
    std::vector<const CompileCommand*> out;
    for (const CompileCommand& command : commands_) {
      if (relative_path(command.Filename) == wanted) {
        out.push_back(&command);
      } else if (is_unity(command.Filename)) {
        const Words included = files_included_by(command.Filename);
        if (std::find(included.begin(), included.end(), wanted) == included.end()) continue;
        if (Status s = check_unity(command.Filename, included); !s) return s;
        out.push_back(&command);
      }
    }
    return out;
  }

 private:
  /// Each host source has a table with the same name, so two in one unity file would clash.
  static Status check_unity(const std::string& unity, const Words& included) {
    Words hosts;
    std::copy_if(included.begin(), included.end(), std::back_inserter(hosts),
                 [](const std::string& path) { return path.ends_with(kHostSuffix); });
    if (hosts.size() < 2) return {};
    return {Code::kInvalidArgument, "the unity build puts " + hosts[0] + " and " + hosts[1] +
                                        " into one file, " + unity +
                                        "; write override_options: ['unity=off'] for the target"};
  }

  std::vector<CompileCommand> commands_;
};

/// Meson adds a folder of its own to each target's search path, which usually holds only objects.
bool holds_headers(const std::string& folder) {
  static const std::vector<std::string> other = {".o",   ".obj", ".d",    ".gch",
                                                 ".pch", ".dwo", ".gcno", ".gcda"};
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string extension = at->path().extension().string();
    const bool ours = is_unity(at->path().string()) && !at->is_directory(error);
    if (!ours && std::find(other.begin(), other.end(), extension) == other.end()) return true;
  }
  return false;
}

/// Besides the folders in a target's options, Meson searches those of the target itself: that of
/// its objects ("app/tool.p"), "app", and that of its sources. A program elsewhere may be built
/// from the same host source, which names files beside the source by their paths.
bool is_targets_own(const std::string& folder, const std::string& output) {
  const fs::path objects = fs::path(output).parent_path();
  const fs::path target = objects.parent_path();
  const fs::path given = fs::path(folder).lexically_normal();
  if (given == objects || given == (target.empty() ? fs::path(".") : target)) return true;
  const std::string tail = target.empty() ? std::string() : "/" + target.generic_string();
  return objects.extension() == ".p" && given.generic_string().ends_with(tail) &&
         fs::exists(given / "meson.build");
}

/// The flags of a target that must be the same in both compared targets.
Words meaning_of(const HostFlags& flags, const CompileCommand& one, const CompileCommand& other) {
  Words out;
  for (const std::string& flag : flags.scan) {
    const bool folder = flag.rfind("-I", 0) == 0;
    const std::string path = folder ? flag.substr(2) : std::string();
    if (folder && (is_targets_own(path, one.Output) || is_targets_own(path, other.Output) ||
                   !holds_headers(path)))
      continue;
    out.push_back(flag);
  }
  return out;
}

std::string only_in_first(const Words& first, const Words& second) {
  std::string out;
  for (const std::string& word : first)
    if (std::find(second.begin(), second.end(), word) == second.end())
      out += (out.empty() ? "" : " ") + word;
  return out.empty() ? "another order" : out;
}

Status differ(const std::string& host, const CompileCommand& first, const Words& first_flags,
              const CompileCommand& second, const Words& second_flags) {
  return {Code::kInvalidArgument,
          "two targets compile " + host + " with flags that differ: " +
              only_in_first(first_flags, second_flags) + " for " + first.Output + ", " +
              only_in_first(second_flags, first_flags) + " for " + second.Output +
              "; the kernels are built once, so write one custom_target for each of the two, with "
              "an output of its own"};
}

Status absent(const std::string& host, const std::string& database) {
  return {Code::kInvalidArgument,
          database + " has no entry for " + host +
              ": add it to the sources of a target, and run larder-generate in the build's root; "
              "or give the flags of the host compiler after --"};
}

Result<HostFlags> read(const CompileCommand& command, const Database& database) {
  std::error_code ignored;
  if (!fs::equivalent(command.Directory, fs::current_path(), ignored))
    return Status(Code::kInvalidArgument, command.Filename + " is compiled in " +
                                              command.Directory + ": run larder-generate there");
  Result<Words> words = without_response_files(
      Words(std::next(command.CommandLine.begin()), command.CommandLine.end()));
  if (!words) return words.status();
  Result<HostFlags> flags =
      read_flags(*words, [&](const std::string& path) { return database.source_of(path); });
  if (!flags) return flags;
  flags->command = {command.CommandLine.front()};
  flags->command.insert(flags->command.end(), words->begin(), words->end());
  return flags;
}

}  // namespace

Result<HostFlags> flags_of_targets(const std::string& host, const std::string& path) {
  std::string error;
  const auto file = clang::tooling::JSONCompilationDatabase::loadFromFile(
      path, error, clang::tooling::JSONCommandLineSyntax::Gnu);
  if (file == nullptr) return absent(host, path);
  const Database database(file->getAllCompileCommands());
  const Result<std::vector<const CompileCommand*>> commands = database.commands_of(host);
  if (!commands) return commands.status();
  if (commands->empty()) return absent(host, path);
  const CompileCommand& first = *commands->front();
  Result<HostFlags> flags = read(first, database);
  if (!flags) return flags.status().with_context(first.Output);
  const std::string kept = (fs::path(path).parent_path() / kKeptCommands).string();
  flags->read_from = {fs::exists(kept) ? kept : path};
  for (const CompileCommand* next : *commands) {
    const Result<HostFlags> other = read(*next, database);
    if (!other) return other.status().with_context(next->Output);
    if (is_unity(next->Filename)) flags->read_from.push_back(next->Filename);
    const Words ours = meaning_of(*flags, first, *next);
    const Words theirs = meaning_of(*other, first, *next);
    if (ours != theirs) return differ(host, first, ours, *next, theirs);
  }
  return flags;
}

Result<HostFlags> flags_by_hand(std::span<const std::string> words) {
  const Result<Words> expanded = without_response_files(Words(words.begin(), words.end()));
  if (!expanded) return expanded.status();
  Result<HostFlags> flags = read_flags(*expanded, [](const std::string&) { return std::string(); });
  if (flags) flags->command = *expanded;
  return flags;
}

}  // namespace larder::generate
