#include "generator/kept_vectors.h"

#include <nlohmann/json.hpp>

namespace larder::generate {

using Json = nlohmann::json;

std::string encode_vectors(const vectors::VectorKernel& kernel) {
  const Json header = {{"refusal", kernel.refusal},     {"symbols", kernel.symbols},
                       {"shared", kernel.shared_bytes}, {"frame", kernel.frame_bytes},
                       {"block", kernel.block},         {"assembly", kernel.assembly.size()}};
  return header.dump() + "\n" + kernel.assembly;
}

std::optional<vectors::VectorKernel> decode_vectors(std::string_view text) {
  const std::size_t line_end = text.find('\n');
  if (line_end == std::string_view::npos) return std::nullopt;
  try {
    const Json header = Json::parse(text.substr(0, line_end));
    vectors::VectorKernel out;
    header.at("refusal").get_to(out.refusal);
    header.at("symbols").get_to(out.symbols);
    header.at("shared").get_to(out.shared_bytes);
    header.at("frame").get_to(out.frame_bytes);
    header.at("block").get_to(out.block);
    out.assembly = text.substr(line_end + 1);
    if (header.at("assembly").get<std::size_t>() != out.assembly.size()) return std::nullopt;
    return out;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace larder::generate
