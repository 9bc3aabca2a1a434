#include "runtime/tool/difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace larder::tool {
namespace {

/// All parts of one name: redeclarations, overloads and instances share it.
struct Group {
  std::string location;  ///< of the first
  std::multiset<std::string> texts;
  std::multiset<std::string> all;  ///< text and resolution
};

std::map<std::string, Group> groups_of(const ManifestKernel& kernel) {
  std::map<std::string, Group> out;
  for (const ManifestPart& part : kernel.parts) {
    Group& group = out[part.what];
    if (group.texts.empty()) group.location = part.location;
    group.texts.insert(part.text);
    group.all.insert(part.text + ' ' + part.resolution);
  }
  return out;
}

/// A further instance or redeclaration repeats texts; that alone is no change of text.
std::set<std::string> distinct(const std::multiset<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

std::vector<Cause> causes_of(const ManifestKernel& before, const ManifestKernel& after) {
  std::vector<Cause> causes;
  const std::map<std::string, Group> old = groups_of(before);
  const std::map<std::string, Group> now = groups_of(after);
  for (const auto& [what, group] : now) {
    const auto same = old.find(what);
    if (same == old.end())
      causes.push_back({Change::kReached, what, group.location});
    else if (distinct(same->second.texts) != distinct(group.texts))
      causes.push_back({Change::kText, what, group.location});
    else if (same->second.all != group.all)
      causes.push_back({Change::kResolution, what, group.location});
  }
  for (const auto& [what, group] : old)
    if (!now.contains(what)) causes.push_back({Change::kDropped, what, group.location});
  if (before.salt != after.salt) causes.push_back({Change::kSalt, "", ""});
  // What a person looks for comes first.
  std::ranges::stable_sort(causes, {}, &Cause::change);
  return causes;
}

std::map<std::string, const ManifestKernel*> by_symbol(const Manifest& manifest) {
  std::map<std::string, const ManifestKernel*> out;
  for (const ManifestKernel& kernel : manifest.kernels) out[kernel.symbol] = &kernel;
  return out;
}

/// Those of `flags` that `others` does not have.
std::vector<std::string> beyond(const std::vector<std::string>& flags,
                                const std::vector<std::string>& others) {
  std::vector<std::string> out;
  std::ranges::copy_if(flags, std::back_inserter(out), [&](const std::string& flag) {
    return std::ranges::find(others, flag) == others.end();
  });
  return out;
}

}  // namespace

Difference difference(const Manifest& before, const Manifest& after) {
  Difference out;
  const auto old = by_symbol(before);
  const auto now = by_symbol(after);
  for (const ManifestKernel& kernel : before.kernels)
    if (!now.contains(kernel.symbol)) out.removed.push_back(kernel.name);
  for (const ManifestKernel& kernel : after.kernels) {
    const auto same = old.find(kernel.symbol);
    if (same == old.end())
      out.added.push_back(kernel.name);
    else if (same->second->keys != kernel.keys)
      out.changed.push_back({kernel.name, causes_of(*same->second, kernel)});
  }
  out.flags_added = beyond(after.key_flags, before.key_flags);
  out.flags_removed = beyond(before.key_flags, after.key_flags);
  out.salt = before.salt != after.salt;
  if (before.producer != after.producer) {
    out.producer[0] = before.producer;
    out.producer[1] = after.producer;
  }
  for (ChangedKernel& kernel : out.changed)
    if (kernel.causes.empty()) kernel.causes.push_back({Change::kOther, "", ""});
  return out;
}

}  // namespace larder::tool
