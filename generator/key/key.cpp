#include "generator/key/key.h"

#include <algorithm>
#include <set>
#include <utility>

namespace larder::generate {

Digest digest_of(std::string_view text) {
  return format::digest({format::as_bytes(text)}, format::DigestKind::kBlake2b);
}

std::vector<Digest> digest_parts(const View& view) {
  std::vector<Digest> out;
  out.reserve(view.parts.size());
  for (const Part& part : view.parts) out.push_back(digest_of(part.text));
  return out;
}

Digest key_of(const Kernel& kernel, const View& view, std::span<const Digest> parts,
              const KeyContext& context) {
  std::vector<std::string> ingredients;
  ingredients.reserve(kernel.parts.size());
  for (const std::size_t index : kernel.parts)
    ingredients.push_back(view.parts[index].symbol + '\0' + to_hex(parts[index]) + '\0');
  std::sort(ingredients.begin(), ingredients.end());
  // Every field ends with a byte that none of them can hold, so no two lists read alike.
  std::string text = "larder key " + std::to_string(kKeySchema) + '\0';
  for (const std::string& flag : context.flags) text += flag + '\0';
  text += '\n';
  if (kernel.floating_point)
    for (const std::string& flag : context.floating_point_flags) text += flag + '\0';
  text += '\n' + context.salt + '\0' + kernel.salt + '\0' + kernel.symbol + '\0';
  for (const std::string& ingredient : ingredients) text += ingredient;
  return digest_of(text);
}

namespace {

/// A view with its parts' digests, which are computed once for all kernels.
struct DigestedView {
  const View& view;
  std::vector<Digest> parts;
};

using KnownParts = std::set<std::pair<std::string_view, Digest>>;

void add_parts(KeyedKernel& out, KnownParts& known, const Kernel& kernel, const DigestedView& in) {
  for (const std::size_t index : kernel.parts) {
    const Part& part = in.view.parts[index];
    if (!part.what.empty() && known.insert({part.what, in.parts[index]}).second)
      out.parts.push_back({part.what, part.where, in.parts[index]});
  }
}

KeyedKernel keyed(const Kernel& kernel, std::span<const DigestedView> views,
                  const KeyContext& context) {
  KeyedKernel out{kernel, {}, {}};
  KnownParts known;
  for (const DigestedView& in : views) {
    for (const Kernel& same : in.view.kernels) {
      if (same.symbol != kernel.symbol) continue;
      out.keys.push_back({in.view.architecture, key_of(same, in.view, in.parts, context)});
      add_parts(out, known, same, in);
    }
  }
  const bool alike = std::all_of(out.keys.begin(), out.keys.end(), [&](const KernelKey& key) {
    return key.key == out.keys.front().key;
  });
  if (alike && out.keys.size() == views.size()) out.keys = {{0, out.keys.front().key}};
  return out;
}

}  // namespace

std::vector<KeyedKernel> key_kernels(std::span<const View> views, const KeyContext& context) {
  std::vector<DigestedView> digested;
  digested.reserve(views.size());
  for (const View& view : views) digested.push_back({view, digest_parts(view)});
  std::vector<KeyedKernel> out;
  std::set<std::string> seen;
  for (const View& view : views)
    for (const Kernel& kernel : view.kernels)
      if (seen.insert(kernel.symbol).second) out.push_back(keyed(kernel, digested, context));
  return out;
}

}  // namespace larder::generate
