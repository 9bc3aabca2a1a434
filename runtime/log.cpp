#include "runtime/log.h"

#include <cstdio>
#include <mutex>
#include <set>
#include <string>

#include "runtime/environment.h"

namespace larder::inline v1::log {

std::optional<Level> parse_level(std::string_view word) {
  if (word.empty() || word == "warn") return Level::kWarn;
  if (word == "off") return Level::kOff;
  if (word == "info") return Level::kInfo;
  if (word == "debug") return Level::kDebug;
  return std::nullopt;
}

Level level() { return parse_level(environment("LARDER_LOG")).value_or(Level::kWarn); }

void write(Level at, std::string_view text) {
  if (at > level()) return;
  // One call, so that lines of several threads do not mix.
  const std::string line = "larder: " + std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void warn_once(const std::string& text) {
  // Never destroyed: devices may be opened during exit.
  static auto& mutex = *new std::mutex;
  static auto& told = *new std::set<std::string>;
  {
    const std::lock_guard lock(mutex);
    if (!told.insert(text).second) return;
  }
  write(Level::kWarn, text);
}

}  // namespace larder::inline v1::log
