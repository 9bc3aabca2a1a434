#include "generator/lower/fibers/shared_edits.h"

#include <set>
#include <utility>
#include <vector>

#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

struct SharedUse {
  const clang::DeclRefExpr* expression;
  const clang::VarDecl* variable;
};

/// Finds all shared variables in the source, the uses of those at namespace scope, and those in
/// lambdas, which must not capture variables that are references on the host.
class SharedFinder : public Visitor {
 public:
  std::vector<const clang::VarDecl*> variables;
  std::vector<SharedUse> uses;

  bool VisitVarDecl(clang::VarDecl* variable) override {
    if (variable->hasAttr<clang::CUDASharedAttr>()) variables.push_back(variable);
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* expression) override {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(expression->getDecl());
    if (variable != nullptr && variable->hasAttr<clang::CUDASharedAttr>() &&
        (in_lambda_ || at_namespace_scope(*variable)))
      uses.push_back({expression, variable});
    return true;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) override {
    const bool outer = std::exchange(in_lambda_, true);
    const bool result = Visitor::TraverseLambdaExpr(lambda);
    in_lambda_ = outer;
    return result;
  }

  static bool at_namespace_scope(const clang::VarDecl& variable) {
    return variable.getLexicalDeclContext()->isFileContext() ||
           llvm::isa<clang::LinkageSpecDecl>(variable.getLexicalDeclContext());
  }

 private:
  bool in_lambda_ = false;
};

std::string type_name(const clang::VarDecl& variable) {
  return "larder_" + variable.getNameAsString() + "_type";
}
std::string id_name(const clang::VarDecl& variable) {
  return "larder_" + variable.getNameAsString() + "_id";
}
std::string align_name(const clang::VarDecl& variable) {
  return "larder_" + variable.getNameAsString() + "_align";
}

bool is_dynamic(const clang::VarDecl& variable) {
  return variable.getType()->isIncompleteArrayType();
}

/// "::a::" for a variable in namespace a; empty for unnamed namespaces, which need no prefix.
std::string scope_prefix(const clang::VarDecl& variable) {
  const std::string name = qualified_name(variable);
  return name.substr(0, name.rfind("::") + 2);
}

std::string call_text(const clang::VarDecl& variable, bool aligned, const std::string& scope) {
  const std::string type = scope + type_name(variable);
  const std::string alignment = aligned ? "alignof(" + scope + align_name(variable) + ")" : "";
  if (is_dynamic(variable))
    return "::larder::simulator::dynamic_shared<" + type + ">(" + alignment + ")";
  return "::larder::simulator::shared_variable<" + type + ">(&" + scope + id_name(variable) +
         (aligned ? ", " + alignment : "") + ")";
}

class Editor {
 public:
  Editor(const TokenTable& tokens, const std::vector<SharedUse>& uses) : tokens_(tokens) {
    for (const SharedUse& use : uses) lambdas_.insert(use.variable);
  }

  /// Edits one declaration statement, which may declare several variables.
  void declaration(const std::vector<const clang::VarDecl*>& variables) {
    const std::size_t begin = statement_begin(tokens_.index_at(variables[0]->getBeginLoc()));
    const std::size_t end = tokens_.past_semicolon(begin);
    const std::string alignment = drop_specifiers(begin, end);
    edits_[begin].replacement = "typedef" + (edits_[begin].dropped ? "" : " " + text(begin));
    edits_[begin].dropped = false;
    std::string after;
    for (const clang::VarDecl* variable : variables) {
      edits_[tokens_.index_at(variable->getLocation())].replacement = type_name(*variable);
      after += definitions(*variable, alignment);
    }
    edits_[end - 1].after = after;
    if (!alignment.empty()) aligned_.insert(variables.begin(), variables.end());
  }

  void use(const SharedUse& found) {
    const std::size_t index = tokens_.index_at(found.expression->getLocation());
    edits_[index].replacement =
        "(" + call_text(*found.variable, aligned_.count(found.variable) != 0, qualified(found)) +
        ")";
    // The qualifier written before the name has become part of the call.
    if (found.expression->hasQualifier())
      for (std::size_t i = tokens_.index_at(found.expression->getBeginLoc()); i < index; ++i)
        edits_[i].dropped = true;
  }

  TokenEdits take() { return std::move(edits_); }

 private:
  static std::string qualified(const SharedUse& found) {
    return SharedFinder::at_namespace_scope(*found.variable) ? scope_prefix(*found.variable) : "";
  }

  std::string text(std::size_t index) const { return tokens_.text(index).str(); }

  std::size_t statement_begin(std::size_t index) const {
    while (index > 0 && !llvm::is_contained({clang::tok::semi, clang::tok::l_brace,
                                             clang::tok::r_brace, clang::tok::colon},
                                            tokens_[index - 1].kind()))
      --index;
    return index;
  }

  /// Drops specifiers that a typedef can't have; returns the alignment specifiers among them.
  /// Leaves the members of a type that is defined there alone.
  std::string drop_specifiers(std::size_t begin, std::size_t end) {
    std::string alignment;
    int depth = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string word = text(i);
      depth += word == "{" ? 1 : word == "}" ? -1 : 0;
      if (depth > 0) continue;
      const bool specifier = word == "__attribute__" || word == "alignas" || word == "_Alignas";
      if (!specifier && word != "static" && word != "extern" && word != "inline") continue;
      const std::size_t last = specifier ? tokens_.past_parentheses(i + 1) : i + 1;
      std::string spelled;
      for (std::size_t j = i; j < last; ++j) {
        spelled += text(j) + " ";
        edits_[j].dropped = true;
      }
      if (specifier && spelled.find("align") != std::string::npos) alignment += spelled;
      i = last - 1;
    }
    return alignment;
  }

  std::string definitions(const clang::VarDecl& variable, const std::string& alignment) const {
    std::string out;
    if (!alignment.empty()) out += " struct " + alignment + align_name(variable) + " {};";
    if (!is_dynamic(variable)) out += " static char " + id_name(variable) + ";";
    if (SharedFinder::at_namespace_scope(variable)) return out;
    const std::string name = variable.getNameAsString();
    out += " " + type_name(variable) + "& " + name + " = " +
           call_text(variable, !alignment.empty(), "") + ";";
    // The compiler would warn about a variable that only lambdas use.
    return lambdas_.contains(&variable) ? out + " static_cast<void>(" + name + ");" : out;
  }

  const TokenTable& tokens_;
  TokenEdits edits_;
  std::set<const clang::VarDecl*> lambdas_;  ///< used in some, or at namespace scope
  std::set<const clang::VarDecl*> aligned_;
};

}  // namespace

TokenEdits shared_edits(clang::ASTContext& context, const TokenTable& tokens,
                        const UserCode& user_code) {
  SharedFinder finder;
  finder.TraverseAST(context);
  Editor editor(tokens, finder.uses);
  std::map<std::size_t, std::vector<const clang::VarDecl*>> statements;
  for (const clang::VarDecl* variable : finder.variables)
    if (user_code.contains(variable->getLocation()))
      statements[tokens.past_semicolon(tokens.index_at(variable->getLocation()))].push_back(
          variable);
  for (const auto& [end, variables] : statements) editor.declaration(variables);
  for (const SharedUse& use : finder.uses) {
    if (!user_code.contains(use.expression->getLocation())) continue;
    SharedUse first = use;
    first.variable = use.variable->getCanonicalDecl();
    editor.use(first);
  }
  return editor.take();
}

}  // namespace larder::generate
