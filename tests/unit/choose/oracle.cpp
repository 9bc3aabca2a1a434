#include "tests/unit/choose/oracle.h"

#include <algorithm>
#include <map>

namespace larder::inline v1::choose::oracle {

const std::vector<std::string>& capabilities() {
  static const std::vector<std::string> all = {"50",  "52",  "53",  "60",  "61",  "62", "70", "72",
                                               "75",  "80",  "86",  "87",  "88",  "89", "90", "100",
                                               "101", "103", "110", "120", "121", "130"};
  return all;
}

const std::vector<std::string>& machine_code_runs_on(const std::string& arch) {
  static const std::map<std::string, std::vector<std::string>> table = {
      {"50", {"50", "52", "53"}},
      {"52", {"52", "53"}},
      {"53", {"53"}},
      {"60", {"60", "61", "62"}},
      {"61", {"61", "62"}},
      {"62", {"62"}},
      {"70", {"70", "72", "75"}},
      {"72", {"72", "75"}},
      {"75", {"75"}},
      {"80", {"80", "86", "87", "88", "89"}},
      {"86", {"86", "87", "88", "89"}},
      {"87", {"87", "88", "89"}},
      {"88", {"88", "89"}},
      {"89", {"89"}},
      {"90", {"90"}},
      {"100", {"100", "101", "103"}},
      {"101", {"101", "103"}},
      {"103", {"103"}},
      {"110", {"110"}},
      {"120", {"120", "121"}},
      {"121", {"121"}},
      {"130", {"130"}},
  };
  return table.at(arch);
}

namespace {

bool runs(const std::string& arch, const std::string& capability) {
  const auto& list = machine_code_runs_on(arch);
  return std::find(list.begin(), list.end(), capability) != list.end();
}

}  // namespace

std::vector<std::string> preference(const std::string& capability) {
  const auto& all = capabilities();
  const auto self = std::find(all.begin(), all.end(), capability);
  std::vector<std::string> order;
  for (const std::string prefix : {"sm_", "compute_"}) {
    order.push_back(prefix + capability + "a");
    order.push_back(prefix + capability + "f");
    order.push_back(prefix + capability);
    for (auto earlier = self; earlier != all.begin();) {
      --earlier;
      const bool same_family = runs(*earlier, capability);
      if (same_family) order.push_back(prefix + *earlier + "f");
      if (same_family || prefix == "compute_") order.push_back(prefix + *earlier);
    }
  }
  return order;
}

std::pair<int, int> split(const std::string& capability) {
  const int number = std::stoi(capability);
  return {number / 10, number % 10};
}

format::Target target(const std::string& spelling, std::uint16_t ptx_isa) {
  const bool ptx = spelling.front() == 'c';
  std::string arch = spelling.substr(spelling.find('_') + 1);
  format::Target result;
  result.kind = ptx ? format::ImageKind::kPtx : format::ImageKind::kSass;
  result.ptx_isa = ptx ? ptx_isa : 0;
  if (arch.back() == 'a') result.suffix = format::ArchSuffix::kSpecific;
  if (arch.back() == 'f') result.suffix = format::ArchSuffix::kFamily;
  const auto [major, minor] = split(arch);
  result.major = static_cast<std::uint8_t>(major);
  result.minor = static_cast<std::uint8_t>(minor);
  return result;
}

std::vector<std::string> all_spellings() {
  std::vector<std::string> spellings;
  for (const std::string prefix : {"sm_", "compute_"}) {
    for (const std::string& arch : capabilities()) {
      for (const char* suffix : {"", "a", "f"}) spellings.push_back(prefix + arch + suffix);
    }
  }
  return spellings;
}

}  // namespace larder::inline v1::choose::oracle
