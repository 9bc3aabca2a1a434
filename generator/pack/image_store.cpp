#include "generator/pack/image_store.h"

#include <nlohmann/json.hpp>
#include <span>

namespace larder::pack {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMagic = "larder image 1\n";

std::string_view text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

Json header_of(const std::string& identity, const Compiled& image) {
  Json entries = Json::array();
  for (const auto& [symbol, needs] : image.entries)
    entries.push_back({symbol, needs.registers, needs.static_shared_bytes, needs.local_bytes});
  return {{"identity", identity},
          {"arch", image.arch.number},
          {"suffix", int{image.arch.suffix}},
          {"ptx_isa", image.ptx_isa},
          {"sass", image.sass.size()},
          {"ptx", image.ptx.size()},
          {"entries", std::move(entries)}};
}

// Throws Json::exception if a field is not as header_of() writes it.
std::optional<Compiled> read(const Json& header, std::string_view payload) {
  Compiled image;
  image.arch = {header.at("arch").get<unsigned>(),
                static_cast<char>(header.at("suffix").get<int>())};
  image.ptx_isa = header.at("ptx_isa").get<std::uint16_t>();
  const auto sass = header.at("sass").get<std::size_t>();
  if (sass > payload.size() || header.at("ptx").get<std::size_t>() != payload.size() - sass)
    return std::nullopt;
  image.sass = bytes_of(payload.substr(0, sass));
  image.ptx = bytes_of(payload.substr(sass));
  for (const Json& entry : header.at("entries"))
    image.entries[entry.at(0).get<std::string>()] = {entry.at(1).get<std::uint32_t>(),
                                                     entry.at(2).get<std::uint32_t>(),
                                                     entry.at(3).get<std::uint32_t>()};
  return image;
}

}  // namespace

std::string encode_image(const std::string& identity, const Compiled& image) {
  std::string text(kMagic);
  text += header_of(identity, image).dump();
  text += '\n';
  text += text_of(image.sass);
  text += text_of(image.ptx);
  return text;
}

std::optional<Compiled> decode_image(const std::string& identity, std::string_view text) {
  if (!text.starts_with(kMagic)) return std::nullopt;
  const std::size_t line_end = text.find('\n', kMagic.size());
  if (line_end == std::string_view::npos) return std::nullopt;
  try {
    const Json header = Json::parse(text.substr(kMagic.size(), line_end - kMagic.size()));
    if (header.at("identity") != identity) return std::nullopt;
    return read(header, text.substr(line_end + 1));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::optional<Compiled> ImageStore::load(const std::string& identity) const {
  const std::optional<std::string> text = texts_.load(identity);
  return text ? decode_image(identity, *text) : std::nullopt;
}

Status ImageStore::save(const std::string& identity, const Compiled& image) const {
  return texts_.save(identity, encode_image(identity, image));
}

}  // namespace larder::pack
