// Answers on disk: FOLDER/DIGEST.json, named after the question and the environment, with the
// state of each file that the answer was read from.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "generator/nvcc/environment.h"
#include "generator/nvcc/files.h"
#include "generator/nvcc/probe.h"

namespace larder::nvcc {
namespace {

using Json = nlohmann::json;

/// Increases when the same text would be read differently.
constexpr int kSchema = 2;

std::string listed(const Words& words) {
  std::string out = std::to_string(words.size()) + '\0';
  for (const std::string& word : words) out += word + '\0';
  return out;
}

/// Whether a flag can't name a file relative to the current folder.
bool is_placeless(const std::string& flag) {
  constexpr std::array<std::string_view, 8> kPaths = {
      "-I", "-isystem", "-iquote", "-Wp,", "-include", "-idirafter", "-optf", "-ccbin"};
  if (!flag.starts_with('-')) return false;
  if (flag.starts_with("--") && flag.find('=') != std::string::npos) return false;
  return std::ranges::none_of(kPaths, [&](std::string_view name) {
    return flag.starts_with(name) && flag.substr(name.size(), 1) != "/";
  });
}

/// The current folder if paths can be relative to it.
std::string current_folder(const Words& flags) {
  const bool placeless = std::ranges::all_of(flags, is_placeless) && !environment_has_paths();
  return placeless ? "" : std::filesystem::current_path().string();
}

/// The path of the answer to the question `text`, which holds the flags.
std::string place_of(const std::string& folder, const std::string& text, const Words& flags) {
  const std::string all = "larder probe " + std::to_string(kSchema) + '\0' + LARDER_VERSION + '\0' +
                          current_folder(flags) + '\0' + compiler_environment() + '\n' + text;
  return folder + "/" + digest_text(all) + ".json";
}

Json stamps_of(const std::vector<std::string>& files) {
  Json out = Json::array();
  for (const std::string& file : files) out.push_back({file, file_stamp(file)});
  return out;
}

bool is_fresh(const Json& stamps) {
  return std::ranges::all_of(stamps, [](const Json& entry) {
    return file_stamp(entry.at(0).get<std::string>()) == entry.at(1).get<std::string>();
  });
}

Json world_json(const generate::MacroWorld& world) {
  return {{"macros", world.macros}, {"questions", world.questions}};
}

generate::MacroWorld world_of(const Json& json) {
  generate::MacroWorld out;
  for (const auto& [name, value] : json.at("macros").items())
    out.macros.emplace_hint(out.macros.end(), name, value.get<std::string>());
  for (const Json& name : json.at("questions")) out.questions.insert(name.get<std::string>());
  return out;
}

Json answer_json(const Answer& answer) {
  return {{"environment", answer.run.environment},
          {"folder", answer.run.folder},
          {"programs", answer.programs},
          {"headers_here", answer.headers_here},
          {"preprocessor", answer.run.preprocessor},
          {"cicc", answer.run.cicc},
          {"ptxas", answer.run.ptxas},
          {"world", world_json(answer.world)},
          {"headers", answer.headers},
          {"headers_without_floats", answer.headers_without_floats}};
}

// The flags follow from the commands.
Answer answer_of(const Json& json) {
  Answer out;
  out.run = {json.at("environment").get<Words>(), json.at("folder").get<std::string>(),
             json.at("preprocessor").get<Words>(), json.at("cicc").get<Words>(),
             json.at("ptxas").get<Words>()};
  out.programs = json.at("programs").get<std::map<std::string, std::string>>();
  out.headers_here = json.at("headers_here").get<std::string>();
  out.world = world_of(json.at("world"));
  out.flags = code_flags(out.run);
  out.definitions = definitions(out.run);
  out.headers = json.at("headers").get<std::string>();
  out.headers_without_floats = json.at("headers_without_floats").get<std::string>();
  return out;
}

/// The answer at `place`, if it is complete and its files are still the same.
std::optional<Json> kept_at(const std::string& place) {
  Result<std::string> text = read_file(place);
  if (!text) return std::nullopt;
  const std::size_t line = text->find('\n');
  if (line == std::string::npos) return std::nullopt;
  const std::string body = text->substr(line + 1);
  if (text->substr(0, line) != digest_text(body)) return std::nullopt;
  Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded() || !is_fresh(json.at("files"))) return std::nullopt;
  return json;
}

/// Removes answers that are older than a month; if one is still needed, it is asked again.
void sweep(const std::filesystem::path& folder) {
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 30);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto time = entry.last_write_time(error);
    if (!error && time < old) std::filesystem::remove(entry.path(), error);
  }
}

void keep(const std::string& place, const Json& json) {
  sweep(std::filesystem::path(place).parent_path());
  const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // If nothing can be stored the next run asks again.
  static_cast<void>(write_whole(place, digest_text(body) + "\n" + body));
}

std::vector<std::string> files_of(const Json& json) {
  std::vector<std::string> out;
  for (const Json& entry : json.at("files")) out.push_back(entry.at(0).get<std::string>());
  return out;
}

}  // namespace

Result<Answer> ask_once(const Question& question, const std::string& folder, const RunProcess& run,
                        HeaderDigests& known) {
  const std::string place = place_of(folder,
                                     "nvcc" + listed({question.nvcc, question.arch}) +
                                         listed(question.flags) + listed(question.known_files),
                                     question.flags);
  if (const std::optional<Json> kept = kept_at(place)) {
    Answer out = answer_of(*kept);
    out.files = files_of(*kept);
    return out;
  }
  Result<Answer> answer = ask(question, folder, run, known);
  if (!answer) return answer;
  Json json = answer_json(*answer);
  json["files"] = stamps_of(answer->files);
  keep(place, json);
  return answer;
}

Result<generate::MacroWorld> host_world_once(const Words& command, const std::string& folder,
                                             const RunProcess& run) {
  const std::string place =
      place_of(folder, "host" + listed(command),
               Words(command.begin() + (command.empty() ? 0 : 1), command.end()));
  if (const std::optional<Json> kept = kept_at(place)) return world_of(kept->at("world"));
  Result<generate::MacroWorld> world = host_world(command, folder, run);
  if (!world) return world;
  const std::string compiler = find_program(command.front());
  keep(place, {{"world", world_json(*world)}, {"files", stamps_of({compiler})}});
  return world;
}

}  // namespace larder::nvcc
