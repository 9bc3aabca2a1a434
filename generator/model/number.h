// Numbers in source text, which have several spellings.
#ifndef LARDER_GENERATOR_MODEL_NUMBER_H
#define LARDER_GENERATOR_MODEL_NUMBER_H

#include <string>
#include <string_view>

namespace larder::generate {

/// The canonical spelling of a number for keys: "0x1f" for 0X1F, "1000000" for 1'000'000,
/// "1.5f" for 1.5F. Any other token, and a number with a user-defined suffix (which may depend on
/// the spelling), stays unchanged.
[[nodiscard]] inline std::string canonical_number(std::string_view token) {
  constexpr std::string_view kOfNumbers = "0123456789abcdefABCDEFxXlLuUzZpP.'+-";
  const bool number = !token.empty() && token.front() >= '0' && token.front() <= '9' &&
                      token.find_first_not_of(kOfNumbers) == std::string_view::npos;
  if (!number) return std::string(token);
  std::string spelt;
  for (const char letter : token) {
    if (letter == '\'') continue;
    spelt += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return spelt;
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_NUMBER_H
