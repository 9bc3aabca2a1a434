#include "runtime/tool/difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace larder::tool {
namespace {

/// All parts with the same name: redeclarations, overloads and instances share it.
struct Group {
  std::string location;  ///< of the first
  std::multiset<format::Digest> digests;
};

std::map<std::string, Group> groups_of(const manifest::Kernel& kernel) {
  std::map<std::string, Group> out;
  for (const manifest::Part& part : kernel.parts) {
    Group& group = out[part.what];
    if (group.digests.empty()) group.location = part.location;
    group.digests.insert(part.digest);
  }
  return out;
}

std::vector<Cause> causes_of(const manifest::Kernel& before, const manifest::Kernel& after) {
  std::vector<Cause> causes;
  const std::map<std::string, Group> old = groups_of(before);
  const std::map<std::string, Group> now = groups_of(after);
  for (const auto& [what, group] : now) {
    const auto same = old.find(what);
    if (same == old.end())
      causes.push_back({Change::kReached, what, group.location});
    else if (same->second.digests != group.digests)
      causes.push_back({Change::kCode, what, group.location});
  }
  for (const auto& [what, group] : old)
    if (!now.contains(what)) causes.push_back({Change::kDropped, what, group.location});
  if (before.salt != after.salt) causes.push_back({Change::kSalt, "", ""});
  // The most interesting causes come first.
  std::ranges::stable_sort(causes, {}, &Cause::change);
  return causes;
}

std::map<std::string, const manifest::Kernel*> by_symbol(const Manifest& manifest) {
  std::map<std::string, const manifest::Kernel*> out;
  for (const manifest::Kernel& kernel : manifest.kernels) out[kernel.symbol] = &kernel;
  return out;
}

/// The flags in `flags` that `others` lacks.
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
  for (const manifest::Kernel& kernel : before.kernels)
    if (!now.contains(kernel.symbol)) out.removed.push_back(kernel.name);
  for (const manifest::Kernel& kernel : after.kernels) {
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
  if (before.clang != after.clang) {
    out.clang[0] = before.clang;
    out.clang[1] = after.clang;
  }
  out.other_clang = clang_major(before) != clang_major(after);
  for (ChangedKernel& kernel : out.changed)
    if (kernel.causes.empty()) kernel.causes.push_back({Change::kOther, "", ""});
  return out;
}

}  // namespace larder::tool
