#include "generator/emit/macros_aside.h"

#include <algorithm>
#include <set>

namespace larder::generate {
namespace {

constexpr const char kOfWords[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$";

std::set<std::string_view> words_of(std::string_view text) {
  std::set<std::string_view> out;
  for (std::size_t at = text.find_first_of(kOfWords); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(kOfWords, at), text.size());
    out.insert(text.substr(at, end - at));
    at = text.find_first_of(kOfWords, end);
  }
  return out;
}

}  // namespace

MacrosAside::MacrosAside(std::span<const std::string> macros, std::string_view text) {
  const std::set<std::string_view> words = words_of(text);
  std::copy_if(macros.begin(), macros.end(), std::back_inserter(names_),
               [&](const std::string& name) { return words.contains(name); });
}

std::string MacrosAside::before() const {
  std::string out;
  for (const std::string& name : names_)
    out += "\n#pragma push_macro(\"" + name + "\")\n#undef " + name;
  return out;
}

std::string MacrosAside::after() const {
  std::string out;
  for (const std::string& name : names_) out += "#pragma pop_macro(\"" + name + "\")\n";
  return out;
}

}  // namespace larder::generate
