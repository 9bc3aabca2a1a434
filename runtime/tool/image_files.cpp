#include "runtime/tool/image_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace larder::tool {
namespace {

using format::ImageKind;

constexpr std::size_t kLongest = 140;      // of a symbol in a name
constexpr std::size_t kDigestDigits = 16;  // of the digest of a changed symbol

// Not isalnum() and tolower(): those follow the locale.
bool is_letter_or_digit(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9');
}

bool is_safe(std::string_view text, std::size_t at) {
  const char each = text[at];
  if (is_letter_or_digit(each) || each == '_' || each == '$') return true;
  if (each == '-') return at > 0;
  return each == '.' && at > 0 && text[at - 1] != '.';
}

std::string symbol_text(std::string_view symbol) {
  std::string safe;
  for (std::size_t i = 0; i < std::min(symbol.size(), kLongest); ++i) {
    safe += is_safe(symbol, i) ? symbol[i] : '_';
  }
  if (safe.empty()) safe = "_";
  if (safe == symbol) return safe;
  const format::Digest digest =
      format::digest({format::as_bytes(symbol)}, format::DigestKind::kBlake2b);
  safe.resize(std::min(safe.size(), kLongest - kDigestDigits - 1));
  return safe + "-" + format::to_hex(digest).substr(0, kDigestDigits);
}

std::string stem(const ImageOfKernel& image) {
  return symbol_text(image.symbol) + "." + image.target.architecture();
}

std::string lower_case(std::string text) {
  for (char& each : text) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::vector<std::string> image_file_names(const std::vector<ImageOfKernel>& images) {
  std::vector<std::string> names;
  std::map<std::string, int> times;
  for (const ImageOfKernel& image : images) {
    names.push_back(stem(image));
    ++times[lower_case(names.back())];
  }
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (times[lower_case(names[i])] > 1) names[i] += "." + format::to_hex(images[i].identity);
    names[i] += images[i].target.kind == ImageKind::kPtx ? ".ptx" : ".cubin";
  }
  return names;
}

}  // namespace larder::tool
