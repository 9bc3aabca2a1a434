#include "generator/key/key.h"

#include <sodium.h>

#include <algorithm>
#include <array>
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

std::vector<PartDigest> digest_parts(const View& view) {
  std::vector<PartDigest> out;
  out.reserve(view.parts.size());
  for (const Part& part : view.parts)
    out.push_back({digest_of(part.places.empty() ? part.tokens : part.tokens + '\0' + part.places),
                   digest_of(part.resolution)});
  return out;
}

namespace {

/// Flags that change how floating-point numbers are computed with, and nothing else.
bool is_fast_math(std::string_view flag) {
  if (flag.starts_with("--")) flag.remove_prefix(1);
  return std::ranges::any_of(
      std::array{"-use_fast_math", "-ftz", "-prec-div", "-prec-sqrt", "-fmad"},
      [&](std::string_view known) {
        return flag == known || (flag.starts_with(known) && flag.substr(known.size())[0] == '=');
      });
}

}  // namespace

Digest key_of(const Kernel& kernel, const View& view, std::span<const PartDigest> parts,
              const KeyContext& context) {
  std::vector<std::string> ingredients;
  for (const std::size_t index : kernel.parts)
    ingredients.push_back(view.parts[index].what + '\0' + hex(parts[index].text) + '\0' +
                          hex(parts[index].resolution) + '\0');
  std::sort(ingredients.begin(), ingredients.end());
  // Every field ends with a byte that none of them can hold, so no two lists read alike.
  std::string text = "larder key " + std::to_string(kKeySchema) + '\0';
  for (const std::string& flag : context.flags)
    if (kernel.floating_point || !is_fast_math(flag)) text += flag + '\0';
  text += '\n' + context.salt + '\0' + kernel.salt + '\0' + kernel.symbol + '\0';
  for (const std::string& ingredient : ingredients) text += ingredient;
  return digest_of(text);
}

namespace {

KeyedKernel keyed(const Kernel& kernel, std::span<const View> views,
                  std::span<const std::vector<PartDigest>> parts, const KeyContext& context) {
  KeyedKernel out{kernel, {}};
  for (std::size_t i = 0; i < views.size(); ++i)
    for (const Kernel& same : views[i].kernels)
      if (same.symbol == kernel.symbol)
        out.keys.push_back({views[i].architecture, key_of(same, views[i], parts[i], context)});
  const bool alike = std::all_of(out.keys.begin(), out.keys.end(), [&](const KernelKey& key) {
    return key.digest == out.keys.front().digest;
  });
  if (alike && out.keys.size() == views.size()) out.keys = {{0, out.keys.front().digest}};
  return out;
}

}  // namespace

Keyed key_kernels(std::span<const View> views, const KeyContext& context) {
  std::vector<std::vector<PartDigest>> parts;
  for (const View& view : views) parts.push_back(digest_parts(view));
  Keyed out;
  for (const Kernel& kernel : views.front().kernels)
    out.kernels.push_back(keyed(kernel, views, parts, context));
  out.parts = std::move(parts.front());
  return out;
}

}  // namespace larder::generate
