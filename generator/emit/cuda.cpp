#include "generator/emit/cuda.h"

#include <algorithm>
#include <vector>

#include "generator/emit/text.h"

namespace larder::generate {
namespace {

std::string opened(std::span<const Scope> scopes) {
  std::string out;
  for (const Scope& scope : scopes) out += scope.open + " { ";
  return out;
}

std::string closed(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "}";
  return out;
}

/// Every namespace once, empty, so that aliases and directives find what they name.
std::string declared_namespaces(const View& view) {
  std::vector<std::string> seen;
  std::string out;
  for (const Unit& unit : view.units) {
    std::string line = opened(unit.scopes);
    if (line.find("namespace") == std::string::npos) continue;
    line += closed(unit.scopes.size()) + "\n";
    if (std::find(seen.begin(), seen.end(), line) != seen.end()) continue;
    out += line;
    seen.push_back(line);
  }
  return out;
}

std::string want(const Kernel& kernel) { return "LARDER_WANT_" + kernel.symbol; }

/// All kernels are wanted where nobody says which.
std::string wants(const View& view) {
  if (view.kernels.empty()) return {};
  std::string out = "#ifndef LARDER_SOME\n";
  for (const Kernel& kernel : view.kernels) out += "#define " + want(kernel) + "\n";
  return out + "#endif\n";
}

std::string guarded(const Kernel& kernel, const std::string& lines) {
  return "#ifdef " + want(kernel) + "\n" + lines + "#endif\n";
}

}  // namespace

std::string cuda_section(const View& view) {
  std::string out = wants(view);
  for (const std::string& include : view.includes) out += "#include " + include + "\n";
  out += declared_namespaces(view);
  for (const Unit& unit : view.units) {
    std::string lines = laid_out(unit.tokens);
    if (!unit.scopes.empty())
      lines = opened(unit.scopes) + "\n" + lines + closed(unit.scopes.size()) + "\n";
    out += unit.kernel ? guarded(view.kernels[*unit.kernel], lines) : lines;
  }
  for (const Kernel& kernel : view.kernels)
    if (!kernel.instantiation.empty())
      out += guarded(kernel, line_directive(kernel.where.line, kernel.where.file) +
                                 kernel.instantiation + "\n");
  return out;
}

std::string cuda_source(std::span<const View> views) {
  struct Section {
    std::string condition;
    std::string text;
  };
  std::vector<Section> sections;
  for (const View& view : views) {
    const std::string test = "__CUDA_ARCH__ == " + std::to_string(view.architecture * 10);
    std::string text = cuda_section(view);
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
