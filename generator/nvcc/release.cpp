#include "generator/nvcc/release.h"

namespace larder::nvcc {

std::string parse_release(std::string_view text) {
  // "Cuda compilation tools, release 13.0, V13.0.88"
  constexpr std::string_view mark = ", V";
  const std::size_t begin = text.find(mark, text.find("release "));
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = text.substr(begin + mark.size());
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789.")));
}

}  // namespace larder::nvcc
