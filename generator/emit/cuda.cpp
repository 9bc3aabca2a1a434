#include "generator/emit/cuda.h"

#include <algorithm>
#include <vector>

#include "generator/emit/sections.h"
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

/// Every namespace once, empty, so that aliases and directives find the namespaces they name.
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

/// All kernels are wanted if none is named.
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
  return by_architecture(views, cuda_section);
}

}  // namespace larder::generate
