// Larder's messages on standard error, controlled by LARDER_LOG=off|warn|info|debug; default: warn.
#ifndef LARDER_LOG_H
#define LARDER_LOG_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace larder::inline v1::log {

enum class Level : std::uint8_t {
  kOff,
  kWarn,   ///< messages that every user should see: the program runs on the CPU, and why
  kInfo,   ///< every decision with its reasons; hits, misses and compilations
  kDebug,  ///< every place that was searched; every image loaded, compiled and saved
};

/// The level in the environment; kWarn if it is not set, or not to a level.
[[nodiscard]] Level level();
/// The level that a word names; kWarn for an empty one, none for an unknown one.
[[nodiscard]] std::optional<Level> parse_level(std::string_view word);

/// Writes "larder: <text>\n" in one piece, if the level includes `at`. Thread safe.
void write(Level at, std::string_view text);
/// Writes a warning, each text once in the life of the process. Thread safe.
void warn_once(const std::string& text);

}  // namespace larder::inline v1::log

#endif  // LARDER_LOG_H
