#include "generator/pack/image_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "generator/nvcc/files.h"
#include "runtime/format/digest.h"
#include "runtime/store/temporary.h"

namespace larder::pack {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kMagic = "larder image 1\n";
constexpr std::size_t kDigestSize = 32;  // hexadecimal digits

std::string digest_of(std::string_view text) {
  return format::to_hex(format::digest({std::as_bytes(std::span(text))}));
}

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

struct StoredFile {
  fs::file_time_type used;
  fs::path path;
  std::uintmax_t size = 0;
};

/// Calls visit for each file in the store's folders.
template <class Visit>
void for_each_file(const std::string& folder, Visit visit) {
  std::error_code ignored;
  for (const auto& shard : fs::directory_iterator(folder, ignored))
    for (const auto& file : fs::directory_iterator(shard.path(), ignored)) visit(file);
}

}  // namespace

std::string encode_image(const std::string& identity, const Compiled& image) {
  std::string text(kMagic);
  text += header_of(identity, image).dump();
  text += '\n';
  text += text_of(image.sass);
  text += text_of(image.ptx);
  return text + digest_of(text);
}

std::optional<Compiled> decode_image(const std::string& identity, std::string_view text) {
  if (!text.starts_with(kMagic) || text.size() < kMagic.size() + kDigestSize) return std::nullopt;
  const std::string_view body = text.substr(0, text.size() - kDigestSize);
  if (digest_of(body) != text.substr(body.size())) return std::nullopt;
  const std::size_t line_end = body.find('\n', kMagic.size());
  if (line_end == std::string_view::npos) return std::nullopt;
  try {
    const Json header = Json::parse(body.substr(kMagic.size(), line_end - kMagic.size()));
    if (header.at("identity") != identity) return std::nullopt;
    return read(header, body.substr(line_end + 1));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string ImageStore::path_of(const std::string& identity) const {
  return folder_ + "/" + identity.substr(0, 2) + "/" + identity + ".image";
}

std::optional<Compiled> ImageStore::load(const std::string& identity) const {
  const Result<std::string> text = nvcc::read_file(path_of(identity));
  if (!text) return std::nullopt;
  std::optional<Compiled> image = decode_image(identity, *text);
  std::error_code ignored;  // a read-only store does not keep the time of use
  if (image) fs::last_write_time(path_of(identity), fs::file_time_type::clock::now(), ignored);
  return image;
}

Status ImageStore::save(const std::string& identity, const Compiled& image) const {
  const std::string path = path_of(identity);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (error) return {Code::kIo, folder_ + " can't be made: " + error.message()};
  return nvcc::write_whole(path, encode_image(identity, image));
}

void ImageStore::sweep(std::uintmax_t limit) const {
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
  std::vector<StoredFile> images;
  for_each_file(folder_, [&](const fs::directory_entry& entry) {
    std::error_code error;
    const StoredFile file{entry.last_write_time(error), entry.path(), entry.file_size(error)};
    if (error) return;
    if (entry.path().extension() == ".image") images.push_back(file);
    if (entry.path().extension() == store::kTemporarySuffix && file.used < old)
      fs::remove(file.path, error);
  });
  std::uintmax_t total = 0;
  for (const StoredFile& file : images) total += file.size;
  std::ranges::sort(images, {}, &StoredFile::used);
  for (const StoredFile& file : images) {
    if (total <= limit) return;
    std::error_code ignored;
    fs::remove(file.path, ignored);
    total -= file.size;
  }
}

}  // namespace larder::pack
