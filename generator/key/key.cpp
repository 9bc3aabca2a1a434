#include "generator/key/key.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace larder::generate {

Digest digest_of(std::string_view text) {
  Digest digest;
  static_assert(digest.size() == crypto_generichash_BYTES_MIN);
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return digest;
}

std::string hex(const Digest& digest) {
  static const char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

Digest key_of(const Kernel& kernel, const View& view, std::span<const std::string> device_flags) {
  std::vector<std::pair<std::string, std::string>> ingredients;
  for (const std::size_t index : kernel.parts)
    ingredients.emplace_back(view.parts[index].what, hex(digest_of(view.parts[index].tokens)));
  std::sort(ingredients.begin(), ingredients.end());
  // Every field ends with a byte that none of them can hold, so no two lists read alike.
  std::string text = "larder key " + std::to_string(kKeySchema) + '\0';
  for (const std::string& flag : device_flags) text += flag + '\0';
  text += '\n' + kernel.symbol + '\0';
  for (const auto& [what, digest] : ingredients) text += what + '\0' + digest + '\0';
  return digest_of(text);
}

std::vector<KeyedKernel> key_kernels(std::span<const View> views,
                                     std::span<const std::string> device_flags) {
  std::vector<KeyedKernel> out;
  for (const Kernel& kernel : views.front().kernels) {
    KeyedKernel keyed{kernel, {}};
    for (const View& view : views)
      for (const Kernel& same : view.kernels)
        if (same.symbol == kernel.symbol)
          keyed.keys.push_back({view.architecture, key_of(same, view, device_flags)});
    const bool alike = std::all_of(keyed.keys.begin(), keyed.keys.end(), [&](const KernelKey& key) {
      return key.digest == keyed.keys.front().digest;
    });
    if (alike && keyed.keys.size() == views.size()) keyed.keys = {{0, keyed.keys.front().digest}};
    out.push_back(std::move(keyed));
  }
  return out;
}

}  // namespace larder::generate
