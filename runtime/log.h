// What Larder says on the error output: by LARDER_LOG=off|warn|info|debug, where warn is usual.
#ifndef LARDER_LOG_H
#define LARDER_LOG_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace larder::inline v1::log {

enum class Level : std::uint8_t {
  kOff,
  kWarn,   ///< what a user should know without asking: the program runs on the CPU, and why
  kInfo,   ///< every decision with its reasons; hits and misses; what was compiled
  kDebug,  ///< every place that was looked at; every image loaded, compiled and saved
};

/// What the environment asks for now; kWarn where it is not set, or to no level.
[[nodiscard]] Level level();
/// The level that a word names; kWarn for an empty one, none for an unknown one.
[[nodiscard]] std::optional<Level> parse_level(std::string_view word);

/// Writes "larder: <text>\n" in one piece, if `at` is asked for. Thread safe.
void write(Level at, std::string_view text);
/// Writes a warning, each text once in the life of the process. Thread safe.
void warn_once(const std::string& text);

}  // namespace larder::inline v1::log

#endif  // LARDER_LOG_H
