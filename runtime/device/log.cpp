#include "runtime/device/log.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace larder::inline v1::log {

std::optional<Level> parse_level(std::string_view word) {
  if (word.empty() || word == "warn") return Level::kWarn;
  if (word == "off") return Level::kOff;
  if (word == "info") return Level::kInfo;
  if (word == "debug") return Level::kDebug;
  return std::nullopt;
}

Level level() {
  const char* word = secure_getenv("LARDER_LOG");
  return parse_level(word != nullptr ? word : "").value_or(Level::kWarn);
}

void write(Level at, std::string_view text) {
  if (at > level()) return;
  // One call, so that lines of several threads do not mix.
  const std::string line = "larder: " + std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace larder::inline v1::log
