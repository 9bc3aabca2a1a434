#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "runtime/store/cache.h"
#include "tests/bench/store_bench_contestant.h"

namespace larder::bench {
namespace {

class LarderReader : public Reader {
 public:
  explicit LarderReader(store::Cache cache) : cache_(std::move(cache)) {}

  void expect(std::span<const format::Key> keys) override {
    cache_.prefetch(keys);
    for (const format::Key& key : keys) {
      const Result<std::vector<store::ImageEntry>> entries = look_up(key);
      if (entries.ok()) cache_.prefetch(entries->front());
    }
  }

  std::size_t size_of(const format::Key& key) override {
    const Result<std::vector<store::ImageEntry>> entries = look_up(key);
    return entries.ok() ? entries->front().size : 0;
  }

  format::Bytes find(const format::Key& key, std::span<std::byte>) override {
    const Result<std::vector<store::ImageEntry>> entries = look_up(key);
    if (!entries.ok()) return {};
    const Result<std::span<const std::byte>> image = cache_.image(key, entries->front());
    if (!image.ok()) throw std::runtime_error(image.status().text());
    return *image;
  }

 private:
  [[nodiscard]] Result<std::vector<store::ImageEntry>> look_up(const format::Key& key) const {
    Result<std::vector<store::ImageEntry>> entries = cache_.find(key);
    const bool right = entries.ok() || entries.status().code() == Code::kNotFound;
    if (!right) throw std::runtime_error(entries.status().text());
    return entries;
  }

  store::Cache cache_;
};

class Larder : public Contestant {
 public:
  explicit Larder(std::string path) : path_(std::move(path)) {}

  std::string name() const override { return "Larder"; }

  void build(const std::vector<Kernel>& kernels) override {
    const Result<format::EncodedCache> encoded = format::encode(to_input(kernels));
    if (!encoded.ok()) throw std::runtime_error(encoded.status().text());
    const Status written = store::write_cache(path_, *encoded);
    if (!written.ok()) throw std::runtime_error(written.text());
  }

  std::unique_ptr<Reader> open() const override {
    Result<store::Cache> cache = store::Cache::open(path_);
    if (!cache.ok()) throw std::runtime_error(cache.status().text());
    return std::make_unique<LarderReader>(*std::move(cache));
  }

  std::vector<std::string> files(const std::vector<format::Key>&) const override {
    return {path_, store::data_path(path_)};
  }

 private:
  std::string path_;
};

}  // namespace

std::unique_ptr<Contestant> make_larder(const std::string& folder) {
  return std::make_unique<Larder>(larder_path(folder));
}

format::Bytes checked(format::Bytes kept) {
  format::Digest digest;
  if (kept.size() < sizeof(digest)) throw std::runtime_error("an image is cut off");
  std::memcpy(digest.bytes.data(), kept.data(), sizeof(digest));
  const format::Bytes image = kept.subspan(sizeof(digest));
  if (format::digest({image}) != digest) throw std::runtime_error("an image is damaged");
  return image;
}

std::vector<std::byte> with_checksum(format::Bytes image) {
  const format::Digest digest = format::digest({image});
  std::vector<std::byte> kept(sizeof(digest) + image.size());
  std::memcpy(kept.data(), digest.bytes.data(), sizeof(digest));
  std::ranges::copy(image, kept.begin() + sizeof(digest));
  return kept;
}

std::string larder_path(const std::string& folder) { return folder + "/bench.larder"; }

}  // namespace larder::bench
