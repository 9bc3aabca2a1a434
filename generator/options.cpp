#include "generator/options.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace larder::generate {

std::vector<unsigned> scanned_architectures(const std::string& archs) {
  std::set<unsigned> found;
  unsigned number = 0;
  for (const char c : archs + ';') {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      number = number * 10 + static_cast<unsigned>(c - '0');
      if (number > 10000) number = 10000;
    } else {
      if (number >= 10 && number < 10000) found.insert(number);
      number = 0;
    }
  }
  if (found.empty()) found.insert(80);
  return {found.begin(), found.end()};
}

std::string architecture_name(const std::string& archs, unsigned capability) {
  const std::string number = std::to_string(capability);
  std::string out;
  for (std::size_t begin = 0; begin <= archs.size();) {
    const std::size_t end = std::min(archs.find(';', begin), archs.size());
    const std::string item = archs.substr(begin, end - begin);
    const std::string name = item.substr(0, item.find('-'));
    if (name == number) return name;
    if (out.empty() && (name == number + "a" || name == number + "f")) out = name;
    begin = end + 1;
  }
  return out.empty() ? number : out;
}

}  // namespace larder::generate
