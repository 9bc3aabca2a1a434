#include "generator/worlds.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "generator/nvcc/device_flags.h"
#include "generator/nvcc/find.h"
#include "generator/nvcc/host_command.h"
#include "generator/nvcc/questions.h"

namespace larder::generate {
namespace {

/// The macros that nvcc adds to its preprocessor's: CUDA 13's, for builds without nvcc.
void add_cudas_macros(MacroWorld& world, unsigned architecture) {
  const std::string number = " " + std::to_string(architecture * 10);
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, std::string>>{
           {"__CUDACC__", " 1"},
           {"__NVCC__", " 1"},
           {"__CUDA_ARCH__", number},
           {"__CUDA_ARCH_LIST__", number},
           {"__CUDACC_VER_MAJOR__", " 13"},
           {"__CUDACC_VER_MINOR__", " 0"},
           {"__CUDACC_VER_BUILD__", " 0"},
           {"__CUDACC_RELAXED_CONSTEXPR__", " 1"},
           {"CUDART_VERSION", " 13000"}})
    world.macros.insert_or_assign(name, value);
}

bool begins_with_program(const std::vector<std::string>& command) {
  return !command.empty() && !command.front().starts_with('-');
}

/// Whether a question is about a file beside the one that asks, where every compiler finds it.
bool is_beside(const Unanswered& open) {
  const std::size_t quote = open.question.find('"');
  if (quote == std::string::npos || open.macro != "__has_include") return false;
  const std::string name = open.question.substr(quote + 1, open.question.rfind('"') - quote - 1);
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::path(open.where.file).parent_path() / name,
                                 ignored);
}

/// Whether a question means the same in another file.
bool can_be_put(const Unanswered& open) {
  return !open.question.empty() && open.macro != "__has_include_next";
}

/// "90a" if no plain "90" is requested, else "90".
std::string architecture_name(const std::vector<archs::ArchRequest>& requests,
                              unsigned capability) {
  // Sorted: an architecture without a suffix comes first.
  for (const archs::ArchRequest& request : requests)
    if (request.arch.number == capability) return request.arch.text();
  return std::to_string(capability);
}

/// Options of nvcc's front end that the scan gets as well.
constexpr std::array<std::string_view, 7> kFollowed = {
    "cicc --unsigned_chars",       "cicc --signed_chars", "cicc --short_enums",
    "cicc --pack_alignment",       "cicc --char8_t",      "cicc --no_char8_t",
    "cicc --no_alternative_tokens"};

/// Whether the scan's code shows the effect of a word of cicc's command line. `more` are flags that
/// nvcc alone gets.
bool is_shown_by_code(std::string_view word, const std::vector<std::string>& more) {
  return std::ranges::any_of(kFollowed, [&](std::string_view followed) {
    const std::string_view option = followed.substr(followed.find('-'));
    return word.starts_with(followed) && std::ranges::none_of(more, [&](const std::string& flag) {
             return flag.find(option) != std::string::npos;
           });
  });
}

std::optional<std::string> value_in(const MacroWorld& world, const std::string& name) {
  const auto found = world.macros.find(name);
  return found == world.macros.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Worlds::Worlds(const Options& options, const HostFlags& flags,
               std::vector<archs::ArchRequest> requests)
    : options_(options),
      nvcc_(nvcc::find_nvcc(options.nvcc)),
      command_(flags.command),
      device_flags_(flags.device),
      requests_(std::move(requests)) {
  folder_ = options.probes;
  if (folder_.empty())
    folder_ = (std::filesystem::path(options.host).parent_path() / "larder-probes").string();
  if (!begins_with_program(command_)) command_.insert(command_.begin(), "c++");
}

Result<const MacroWorld*> Worlds::device(unsigned architecture) {
  return nvcc_.empty() ? Result<const MacroWorld*>(without_nvcc(architecture))
                       : ask_nvcc(architecture);
}

Result<const MacroWorld*> Worlds::ask_nvcc(unsigned architecture) {
  const auto known = answers_.find(architecture);
  if (known != answers_.end()) return &known->second.world;
  const nvcc::Question question = nvcc::question_of(
      nvcc_, architecture_name(requests_, architecture), device_flags_, options_.device_flags);
  Result<nvcc::Answer> answer = nvcc::ask_once(question, folder_, nvcc::run_process, headers_);
  if (!answer) return answer.status();
  return &answers_.emplace(architecture, std::move(*answer)).first->second.world;
}

std::optional<MacroWorld> Worlds::ask_host(const std::vector<std::string>& command) const {
  Result<MacroWorld> world =
      nvcc::host_world_once(nvcc::host_preprocessor(command), folder_, nvcc::run_process);
  if (world) return std::move(*world);
  std::fprintf(stderr,
               "larder-generate: warning: %s can't be asked for its macros, so GPU and CPU are "
               "assumed to differ everywhere: %s\n",
               command.front().c_str(), world.status().message().c_str());
  return std::nullopt;
}

const MacroWorld* Worlds::without_nvcc(unsigned architecture) {
  auto known = guesses_.find(architecture);
  if (known == guesses_.end()) {
    std::vector<std::string> command;
    for (const std::string& word : command_) {
      if (word.starts_with('-')) break;
      command.push_back(word);
    }
    for (std::string& flag : for_host_compiler(device_flags_)) command.push_back(std::move(flag));
    std::optional<MacroWorld> world = ask_host(command);
    if (world) add_cudas_macros(*world, architecture);
    known = guesses_.emplace(architecture, std::move(world)).first;
  }
  return known->second ? &*known->second : nullptr;
}

const MacroWorld* Worlds::host() {
  if (!host_) host_ = ask_host(command_);
  return *host_ ? &**host_ : nullptr;
}

Result<bool> Worlds::differ(unsigned a, unsigned b, const std::vector<std::string>& names) {
  if (names.empty()) return false;
  Result<const MacroWorld*> first = device(a);
  if (!first) return first.status();
  Result<const MacroWorld*> second = device(b);
  if (!second) return second.status();
  if (*first == nullptr || *second == nullptr) return true;
  return std::ranges::any_of(names, [&](const std::string& name) {
    return value_in(**first, name) != value_in(**second, name);
  });
}

bool Worlds::has_twins() const {
  return std::ranges::adjacent_find(requests_, {}, [](const archs::ArchRequest& request) {
           return request.arch.number;
         }) != requests_.end();
}

void Worlds::settle(View& view, const ScanRequest& request) {
  std::erase_if(view.unanswered, is_beside);
  std::vector<std::string> questions;
  for (const Unanswered& open : view.unanswered)
    if (can_be_put(open) && std::ranges::find(questions, open.question) == questions.end())
      questions.push_back(open.question);
  const auto answer = answers_.find(request.architecture);
  if (questions.empty() || answer == answers_.end()) return;
  const Result<nvcc::Answers> theirs =
      nvcc::ask_questions(answer->second.run, questions, folder_, nvcc::run_process);
  const std::optional<std::string> text =
      theirs ? preprocess(request, nvcc::questions_source(questions)) : std::nullopt;
  if (!text) return;
  const nvcc::Answers ours = nvcc::read_answers(*text);
  std::erase_if(view.unanswered, [&](const Unanswered& open) {
    const auto place = std::ranges::find(questions, open.question);
    if (place == questions.end()) return false;
    const auto number = static_cast<std::size_t>(place - questions.begin());
    const auto our = ours.find(number);
    const auto their = theirs->find(number);
    if (our == ours.end() || their == theirs->end())
      return our == ours.end() && their == theirs->end();
    return our->second == their->second;
  });
}

std::vector<std::string> Worlds::definitions() const {
  return answers_.empty() ? std::vector<std::string>() : answers_.begin()->second.definitions;
}

KeyContext Worlds::key_context() const {
  KeyContext out;
  out.salt = options_.salt;
  if (answers_.empty()) {
    out.flags = nvcc::key_flags(device_flags_);
    out.flags.insert(out.flags.end(), options_.device_flags.begin(), options_.device_flags.end());
    return out;
  }
  const nvcc::Answer& answer = answers_.begin()->second;
  for (const std::string& flag : answer.flags.all)
    if (!is_shown_by_code(flag, options_.device_flags) &&
        std::ranges::find(answer.flags.floating_point, flag) == answer.flags.floating_point.end())
      out.flags.push_back(flag);
  out.flags.push_back("headers " + answer.headers_without_floats);
  out.floating_point_flags = answer.flags.floating_point;
  out.floating_point_flags.push_back("headers " + answer.headers);
  return out;
}

bool Worlds::lines() const {
  return answers_.empty() ? nvcc::asks_for_lines(options_.device_flags)
                          : answers_.begin()->second.flags.lines;
}

bool Worlds::debug() const {
  return answers_.empty() ? nvcc::asks_for_debugging(options_.device_flags)
                          : answers_.begin()->second.flags.debug;
}

std::vector<std::string> Worlds::files() const {
  std::set<std::string> out;
  // A build would treat a missing file as a changed one.
  for (const auto& [architecture, answer] : answers_)
    std::ranges::copy_if(answer.files, std::inserter(out, out.end()), [](const std::string& file) {
      std::error_code ignored;
      return std::filesystem::exists(file, ignored);
    });
  return {out.begin(), out.end()};
}

}  // namespace larder::generate
