#include "generator/emit/sections.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace larder::generate {

std::string by_architecture(std::span<const View> views,
                            const std::function<std::string(const View&)>& section) {
  struct Section {
    std::string condition;
    std::string text;
  };
  std::vector<Section> sections;
  for (const View& view : views) {
    const std::string test = "__CUDA_ARCH__ == " + std::to_string(view.architecture * 10);
    std::string text = section(view);
    const auto same = std::find_if(sections.begin(), sections.end(),
                                   [&](const Section& s) { return s.text == text; });
    if (same != sections.end())
      same->condition += " || " + test;
    else
      sections.push_back({test, std::move(text)});
  }
  if (sections.size() == 1) return sections.front().text;
  std::string out;
  for (std::size_t i = 0; i < sections.size(); ++i)
    out += (i == 0 ? "#if !defined(__CUDA_ARCH__) || " : "#elif ") + sections[i].condition + "\n" +
           sections[i].text;
  return out + "#else\n#error \"this source was not scanned for this architecture\"\n#endif\n";
}

}  // namespace larder::generate
