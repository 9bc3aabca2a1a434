#include "generator/inputs.h"

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "generator/output.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A file system's clock may tick slowly: a file that was just written may be written again with
/// the same time.
constexpr std::chrono::milliseconds kSettled(100);

Json words_of(std::span<const std::string> paths) {
  Json out = Json::array();
  for (const std::string& path : paths) out.push_back({path, file_word(path)});
  return out;
}

bool are_as_noted(const Json& noted) {
  for (const Json& file : noted)
    if (file_word(file.at(0).get<std::string>()) != file.at(1).get<std::string>()) return false;
  return true;
}

}  // namespace

std::string file_word(const std::string& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  if (error) return "absent";
  const auto size = fs::file_size(path, error);
  return std::to_string(error ? 0 : size) + " " + std::to_string(time.time_since_epoch().count());
}

Inputs::Inputs(std::string record, std::vector<std::string> words, std::vector<std::string> outputs)
    : record_(std::move(record)),
      words_(std::move(words)),
      outputs_(std::move(outputs)),
      settled_(fs::file_time_type::clock::now() - kSettled) {}

std::optional<std::vector<std::string>> Inputs::unchanged() const {
  std::ifstream file(record_);
  if (!file) return std::nullopt;
  try {
    const Json noted = Json::parse(file);
    if (noted.at("words") != Json(words_) || !are_as_noted(noted.at("files")) ||
        !are_as_noted(noted.at("outputs")))
      return std::nullopt;
    if (noted.at("outputs").size() != outputs_.size()) return std::nullopt;
    std::vector<std::string> files;
    for (const Json& entry : noted.at("files")) files.push_back(entry.at(0));
    return files;
  } catch (const Json::exception&) {
    return std::nullopt;  // of another version, or truncated: as if there were none
  }
}

void Inputs::keep(std::span<const std::string> files) const {
  std::error_code error;
  for (const std::string& file : files) {
    const auto time = fs::last_write_time(file, error);
    if (!error && time < settled_) continue;
    fs::remove(record_, error);
    return;
  }
  const Json noted = {
      {"words", words_}, {"files", words_of(files)}, {"outputs", words_of(outputs_)}};
  // A name that is not UTF-8 is not found again; then the next run only takes longer.
  const std::string text = noted.dump(1, ' ', false, Json::error_handler_t::replace);
  if (!write_if_changed(record_, text + "\n")) fs::remove(record_, error);
}

}  // namespace larder::generate
