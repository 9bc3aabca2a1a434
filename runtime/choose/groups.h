// Groups names by the text that applies to them: a template with 32 instantiations is one line, not
// 32.
#ifndef LARDER_CHOOSE_GROUPS_H
#define LARDER_CHOOSE_GROUPS_H

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace larder::inline v1::choose {

/// "blur<2>, blur<4>": all names if there are few, else the first ones and a count.
[[nodiscard]] std::string name_list(const std::vector<std::string>& names);

class Groups {
 public:
  void add(const std::string& words, const std::string& name);
  /// (text, names), in order of first appearance.
  [[nodiscard]] const auto& all() const { return groups_; }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> groups_;
  std::unordered_map<std::string, std::size_t> numbers_;  ///< in groups_, by the text
};

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_GROUPS_H
