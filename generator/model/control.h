// Control characters, which file names may contain: a line break would end a line of the emitted
// text, and a terminal would interpret the others.
#ifndef LARDER_GENERATOR_MODEL_CONTROL_H
#define LARDER_GENERATOR_MODEL_CONTROL_H

#include <string>
#include <string_view>

namespace larder::generate {

[[nodiscard]] inline bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// "\\012" for a line break; three digits, so that a digit may follow.
[[nodiscard]] inline std::string octal_escape(char c) {
  const auto value = static_cast<unsigned char>(c);
  const auto digit = [&](int shift) { return static_cast<char>('0' + (value >> shift & 7)); };
  return {'\\', digit(6), digit(3), digit(0)};
}

/// `text` on one line, for display.
[[nodiscard]] inline std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_control(c))
      out += octal_escape(c);
    else
      out += c;
  }
  return out;
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_CONTROL_H
