#include "generator/pack/ptx_slice.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace larder::pack {
namespace {

using Renaming = std::map<std::string, std::string, std::less<>>;

/// CUDA's own functions: their arguments are never constants, so no caller changes them.
bool is_cuda_builtin(std::string_view function) { return function.starts_with("__internal_"); }

bool is_numbered_by_compiler(std::string_view name) {
  return name.starts_with('$') || name.starts_with("__unnamed_");
}

std::string renamed(std::string_view text, const Renaming& names) {
  std::string out;
  std::size_t copied = 0;
  for_each_identifier(text, [&](std::string_view name, std::size_t at) {
    const auto found = names.find(name);
    if (found == names.end()) return;
    out.append(text, copied, at - copied).append(found->second);
    copied = at + name.size();
  });
  return out.append(text, copied, std::string_view::npos);
}

/// Labels and the stack of one function, numbered from 0.
void number_locals(std::string_view text, std::size_t function, Renaming& names) {
  for_each_identifier(text, [&](std::string_view name, std::size_t at) {
    const std::string number = std::to_string(function);
    if (name.starts_with("__local_depot")) {
      names.emplace(name, "__local_depot" + number);
      return;
    }
    std::size_t after = at + name.size();
    while (after < text.size() && (text[after] == ' ' || text[after] == '\t')) ++after;
    if (after == text.size() || text[after] != ':' || name.starts_with('%')) return;
    names.emplace(name, "$L" + number + "_" + std::to_string(names.size()));
  });
}

/// Gathers the statements that some kernels need, in the order of first use.
class Gatherer {
 public:
  explicit Gatherer(const PtxModule& module) : module_(module) {
    // A function's body takes precedence over its prototype, in either order.
    for (std::size_t i = 0; i < module.statements.size(); ++i) {
      const auto [entry, fresh] = numbers_.emplace(module.statements[i].name, i);
      const bool body = module.statements[i].kind == PtxKind::kFunction;
      if (!fresh && body) entry->second = i;
    }
  }

  bool add_kernel(const std::string& name) {
    const auto found = numbers_.find(name);
    if (found == numbers_.end() || module_.statements[found->second].kind != PtxKind::kEntry)
      return false;
    add(found->second);
    return true;
  }

  /// Numbers of the statements, each after those that it uses, except if functions or tables of
  /// them use each other.
  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }

 private:
  void add(std::size_t number) {
    if (!seen_.emplace(number, true).second) return;
    const PtxStatement& statement = module_.statements[number];
    for_each_identifier(statement.text, [&](std::string_view name, std::size_t) {
      const auto found = numbers_.find(name);
      if (found != numbers_.end()) add(found->second);
    });
    order_.push_back(number);
  }

  const PtxModule& module_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::unordered_map<std::size_t, bool> seen_;
  std::vector<std::size_t> order_;
};

std::string prototype_of(const PtxStatement& function) {
  return function.text.substr(0, function.text.find('{')) + ";\n";
}

class Writer {
 public:
  Writer(const PtxModule& module, std::span<const std::string> variables)
      : module_(module), variables_(variables) {}

  std::string write(const std::vector<std::size_t>& order) {
    for (const std::size_t number : order) name(module_.statements[number]);
    std::string out = module_.header;
    for (const std::size_t number : order) {
      const PtxStatement& statement = module_.statements[number];
      if (statement.kind == PtxKind::kFunction) out += prototype_of(statement);
      if (statement.kind == PtxKind::kPrototype) out += declaration(statement);
    }
    for (const std::size_t number : order) add_variable(number, order, out);
    std::size_t functions = 0;
    for (const std::size_t number : order) {
      const PtxStatement& statement = module_.statements[number];
      if (statement.kind == PtxKind::kFunction || statement.kind == PtxKind::kEntry)
        out += text(statement, functions++);
    }
    return out;
  }

 private:
  /// A variable, after those whose addresses are in its value. Functions may name any of them.
  void add_variable(std::size_t number, const std::vector<std::size_t>& order, std::string& out) {
    const PtxStatement& statement = module_.statements[number];
    if (statement.kind != PtxKind::kVariable || !written_.insert(number).second) return;
    for_each_identifier(statement.text, [&](std::string_view name, std::size_t) {
      for (const std::size_t other : order)
        if (module_.statements[other].name == name) add_variable(other, order, out);
    });
    out += declaration(statement);
  }

  void name(const PtxStatement& statement) {
    if (statement.kind == PtxKind::kVariable && is_numbered_by_compiler(statement.name))
      globals_.emplace(statement.name, "$larder" + std::to_string(globals_.size()));
  }

  [[nodiscard]] std::string declaration(const PtxStatement& statement) const {
    const bool visible = std::ranges::find(variables_, statement.name) != variables_.end() &&
                         !statement.text.starts_with(".visible");
    return (visible ? ".visible " : "") + renamed(statement.text, globals_) + "\n";
  }

  [[nodiscard]] std::string text(const PtxStatement& statement, std::size_t number) const {
    Renaming names;
    number_locals(statement.text, number, names);
    names.insert(globals_.begin(), globals_.end());
    return renamed(statement.text, names) + "\n";
  }

  const PtxModule& module_;
  std::span<const std::string> variables_;
  Renaming globals_;
  std::set<std::size_t> written_;  ///< variables
};

/// Numbers of the functions among `order` that the compiler may have adapted to their callers.
std::vector<std::size_t> fitted(const PtxModule& module, const std::vector<std::size_t>& order) {
  std::vector<std::size_t> out;
  for (const std::size_t number : order) {
    const PtxStatement& statement = module.statements[number];
    if (statement.kind == PtxKind::kFunction && !is_cuda_builtin(statement.name))
      out.push_back(number);
  }
  return out;
}

std::vector<std::string> other_callers(const PtxModule& module,
                                       std::span<const std::string> kernels,
                                       const std::vector<std::size_t>& functions) {
  std::vector<std::string> out;
  for (const PtxStatement& statement : module.statements) {
    if (statement.kind != PtxKind::kEntry ||
        std::ranges::find(kernels, statement.name) != kernels.end())
      continue;
    Gatherer gatherer(module);
    gatherer.add_kernel(statement.name);
    if (std::ranges::find_first_of(gatherer.order(), functions) != gatherer.order().end())
      out.push_back(statement.name);
  }
  return out;
}

}  // namespace

void rename_entry(PtxModule& module, const std::string& from, const std::string& to) {
  for (PtxStatement& statement : module.statements) {
    Renaming names;
    for_each_identifier(statement.text, [&](std::string_view name, std::size_t) {
      if (name == from || name.starts_with(from + "_param_"))
        names.emplace(name, to + std::string(name.substr(from.size())));
    });
    statement.text = renamed(statement.text, names);
    if (statement.name == from) statement.name = to;
  }
}

Result<PtxSlice> slice_ptx(const PtxModule& module, std::span<const std::string> kernels,
                           std::span<const std::string> variables) {
  Gatherer gatherer(module);
  for (const std::string& kernel : kernels)
    if (!gatherer.add_kernel(kernel)) return Status(Code::kNotFound, kernel);
  PtxSlice slice;
  const std::vector<std::size_t> functions = fitted(module, gatherer.order());
  slice.fitted_to_module = !functions.empty();
  if (slice.fitted_to_module) slice.other_callers = other_callers(module, kernels, functions);
  slice.text = Writer(module, variables).write(gatherer.order());
  return slice;
}

}  // namespace larder::pack
