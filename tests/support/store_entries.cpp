#include "tests/support/store_entries.h"

#include "tests/support/sample_cache.h"

namespace larder::tests {

format::Digest entry_identity(int number) {
  return format::digest({format::as_bytes(std::to_string(number))});
}

format::CacheInput entry_contents(int number, const std::string& version) {
  format::CacheInput input;
  input.producer = "larder test";
  input.images = {{sass(9, 0), to_bytes("image " + std::to_string(number) + version)}};
  input.kernels = {
      {{entry_identity(number).bytes}, "kernel", "_Zkernel", "a.cpp:1", {{0, 0, 0, 0}}}};
  return input;
}

std::string image_of(const Result<store::Cache>& entry, int number) {
  if (!entry.ok()) return entry.status().text();
  const format::Key key{entry_identity(number).bytes};
  const auto images = entry->find(key);
  if (!images.ok()) return images.status().text();
  const auto image = entry->image(key, images->front());
  if (!image.ok()) return image.status().text();
  return {reinterpret_cast<const char*>(image->data()), image->size()};
}

}  // namespace larder::tests
