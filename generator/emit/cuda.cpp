#include "generator/emit/cuda.h"

#include <algorithm>
#include <map>
#include <numeric>
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

using KernelSet = std::vector<std::size_t>;

/// Lines under the condition that one of their kernels is wanted. Lines with the same kernels that
/// follow each other share it.
class Guarded {
 public:
  explicit Guarded(const View& view) : view_(view) {}

  void add(const KernelSet& kernels, const std::string& lines) {
    if (kernels != open_) {
      close();
      if (kernels.size() < view_.kernels.size()) text_ += "#ifdef " + macro_of(kernels) + "\n";
      open_ = kernels;
    }
    text_ += lines;
  }

  /// All that was added, behind the macros that its conditions ask for.
  std::string take() {
    close();
    return sets_.empty() ? text_ : wants() + sets_text() + text_;
  }

 private:
  void close() {
    if (!open_.empty() && open_.size() < view_.kernels.size()) text_ += "#endif\n";
    open_.clear();
  }

  [[nodiscard]] std::string want(std::size_t kernel) const {
    return "LARDER_WANT_" + view_.kernels[kernel].symbol;
  }

  std::string macro_of(const KernelSet& kernels) {
    if (kernels.size() == 1) {
      sets_.try_emplace(kernels);
      return want(kernels.front());
    }
    return set_name(sets_.try_emplace(kernels, sets_.size()).first->second);
  }

  static std::string set_name(std::size_t number) { return "LARDER_SET_" + std::to_string(number); }

  [[nodiscard]] std::string wants() const {
    std::string out = "#ifndef LARDER_SOME\n";
    for (std::size_t i = 0; i < view_.kernels.size(); ++i) out += "#define " + want(i) + "\n";
    return out + "#endif\n";
  }

  [[nodiscard]] std::string sets_text() const {
    std::string out;
    for (const auto& [kernels, number] : sets_) {
      if (kernels.size() == 1) continue;
      std::string condition;
      for (const std::size_t kernel : kernels)
        condition += (condition.empty() ? "#if defined(" : " || defined(") + want(kernel) + ")";
      out += condition + "\n#define " + set_name(number) + "\n#endif\n";
    }
    return out;
  }

  const View& view_;
  std::string text_;
  KernelSet open_;
  std::map<KernelSet, std::size_t> sets_;
};

std::string section(const View& view) {
  Guarded out(view);
  for (const Include& include : view.includes)
    out.add(include.kernels, "#include " + include.name + "\n");
  KernelSet all(view.kernels.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  out.add(all, declared_namespaces(view));
  for (const Unit& unit : view.units) {
    std::string lines = laid_out(unit.tokens);
    if (!unit.scopes.empty())
      lines = opened(unit.scopes) + "\n" + lines + closed(unit.scopes.size()) + "\n";
    out.add(unit.kernels, lines);
  }
  for (std::size_t i = 0; i < view.kernels.size(); ++i) {
    const Kernel& kernel = view.kernels[i];
    if (!kernel.instantiation.empty())
      out.add({i},
              line_directive(kernel.where.line, kernel.where.file) + kernel.instantiation + "\n");
  }
  return out.take();
}

}  // namespace

std::string cuda_source(std::span<const View> views) { return by_architecture(views, section); }

}  // namespace larder::generate
