#include "runtime/choose/groups.h"

#include "runtime/compose.h"

namespace larder::inline v1::choose {
namespace {

constexpr std::size_t kNamesShown = 6;

}  // namespace

std::string name_list(const std::vector<std::string>& names) {
  if (names.size() <= kNamesShown) return joined(names, ", ");
  const auto shown = names.begin() + (kNamesShown - 1);
  return compose("{} and {} more", joined({names.begin(), shown}, ", "),
                 names.size() - (kNamesShown - 1));
}

void Groups::add(const std::string& words, const std::string& name) {
  const auto [place, added] = numbers_.try_emplace(words, groups_.size());
  if (added) groups_.push_back({words, {}});
  groups_[place->second].second.push_back(name);
}

}  // namespace larder::inline v1::choose
