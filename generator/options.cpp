#include "generator/options.h"

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

}  // namespace larder::generate
