#include "runtime/images/store_plan.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <string_view>

#include "runtime/compose.h"
#include "runtime/environment.h"

namespace larder::inline v1::images {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kUsualBytes = std::uint64_t{1} << 30;
constexpr std::size_t kMaxOfName = 64;
constexpr std::size_t kDigits = 16;  // of the digest in a folder's name

std::string usual_root() {
  const std::string cache = user_cache_folder();
  return cache.empty() ? "" : cache + "/larder";
}

std::uint64_t number_of(const char* name, std::uint64_t otherwise, StorePlan& plan) {
  const std::string text = environment(name);
  if (text.empty()) return otherwise;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  plan.warnings.push_back(
      compose("{}={} is not a number of 0 or more: {} is taken", name, text, otherwise));
  return otherwise;
}

StoreMode mode_of_environment(StorePlan& plan) {
  const std::string word = environment("LARDER_STORE_MODE");
  if (word == "flush_on_change") return StoreMode::kFlushOnChange;
  if (!word.empty() && word != "hash") {
    plan.warnings.push_back(
        compose("LARDER_STORE_MODE={} is not hash or flush_on_change: hash is taken", word));
  }
  return StoreMode::kHash;
}

/// Words that are meant as a switch.
bool is_switch(const std::string& value) {
  constexpr std::string_view kWords[] = {"off", "on",    "0",    "1",   "no",
                                         "yes", "false", "true", "none"};
  std::string word = value;
  std::ranges::transform(word, word.begin(), [](unsigned char each) { return std::tolower(each); });
  return std::ranges::find(kWords, word) != std::end(kWords);
}

/// LARDER_STORE if it is a folder.
std::string folder_of_environment() {
  const std::string value = environment("LARDER_STORE");
  return is_switch(value) ? "" : value;
}

void check_store(StorePlan& plan) {
  const std::string value = environment("LARDER_STORE");
  if (value == "off" || !is_switch(value)) return;
  plan.warnings.push_back(
      compose("LARDER_STORE={} is neither off nor a folder's path: the usual folder is taken; "
              "write ./{} for a folder of this name",
              value, value));
}

}  // namespace

std::string store_root(const std::string& asked) {
  std::error_code error;
  if (!asked.empty()) return fs::absolute(asked, error).string();
  const std::string from_environment = folder_of_environment();
  if (!from_environment.empty()) return fs::absolute(from_environment, error).string();
  return usual_root();
}

std::string program_folder(const std::string& root, const std::string& program) {
  const fs::path path(program);
  std::string name = path.filename().string().substr(0, kMaxOfName);
  std::ranges::replace_if(
      name,
      [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return std::isalnum(code) == 0 && letter != '_' && letter != '-' && letter != '.';
      },
      '_');
  if (name.empty() || name.front() == '.') name = "program" + name;
  const std::string folder = path.parent_path().string();
  const std::string digest = format::to_hex(format::digest({format::as_bytes(folder)}));
  return compose("{}/{}-{}", root, name, digest.substr(0, kDigits));
}

bool is_program_folder(std::string_view name) {
  if (name.size() < kDigits + 2 || name.front() == '.' || name.find('/') != name.npos) return false;
  return name[name.size() - kDigits - 1] == '-' &&
         format::is_hex(name.substr(name.size() - kDigits));
}

StorePlan plan_store(const StoreOptions& options, const std::string& program) {
  StorePlan plan;
  check_store(plan);
  plan.enabled = options.enabled.value_or(environment("LARDER_STORE") != "off");
  plan.mode = options.mode ? *options.mode : mode_of_environment(plan);
  plan.settings.max_entries =
      options.max_entries ? *options.max_entries : number_of("LARDER_STORE_MAX_ENTRIES", 0, plan);
  plan.settings.max_bytes = options.max_bytes
                                ? *options.max_bytes
                                : number_of("LARDER_STORE_MAX_BYTES", kUsualBytes, plan);
  const std::string root = store_root(options.folder);
  if (!root.empty()) plan.settings.folder = program_folder(root, program);
  return plan;
}

}  // namespace larder::inline v1::images
