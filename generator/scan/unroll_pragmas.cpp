#include "generator/scan/unroll_pragmas.h"

#include <algorithm>
#include <set>

#include "generator/syntax/diagnostics.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

class HintFinder : public Visitor {
 public:
  std::vector<const clang::LoopHintAttr*> hints;

  bool VisitAttributedStmt(clang::AttributedStmt* statement) override {
    for (const clang::Attr* attribute : statement->getAttrs())
      if (const auto* hint = llvm::dyn_cast<clang::LoopHintAttr>(attribute)) hints.push_back(hint);
    return true;
  }
};

std::string text_of(const clang::Expr& value, const clang::ASTContext& context) {
  clang::Expr::EvalResult result;
  if (!value.isValueDependent() && value.EvaluateAsInt(result, context))
    return llvm::toString(result.Val.getInt(), 10);
  std::string text;
  llvm::raw_string_ostream stream(text);
  value.printPretty(stream, nullptr, clang::PrintingPolicy(context.getLangOpts()));
  return stream.str();
}

/// The pragma that a hint at `where` comes from: the last one before it; for a _Pragma the hint's
/// tokens are an expansion of it.
Pragma* pragma_of(const clang::SourceManager& sources, std::vector<Pragma>& pragmas,
                  clang::SourceLocation where) {
  const auto same = [&](clang::SourceLocation place) {
    return std::find_if(pragmas.begin(), pragmas.end(),
                        [&](const Pragma& pragma) { return pragma.where == place; });
  };
  if (where.isMacroID()) {
    const auto found = same(sources.getImmediateExpansionRange(where).getBegin());
    if (found != pragmas.end()) return &*found;
  }
  const auto after = std::partition_point(
      pragmas.begin(), pragmas.end(),
      [&](const Pragma& pragma) { return sources.isBeforeInTranslationUnit(pragma.where, where); });
  return after == pragmas.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

void evaluate_unroll_pragmas(clang::ASTContext& context, std::vector<Pragma>& pragmas) {
  if (pragmas.empty()) return;
  HintFinder finder;
  finder.TraverseAST(context);
  std::set<const Pragma*> understood;
  for (const clang::LoopHintAttr* hint : finder.hints) {
    Pragma* pragma = pragma_of(context.getSourceManager(), pragmas, hint->getLocation());
    if (pragma == nullptr || !understood.insert(pragma).second) continue;
    if (hint->getValue() != nullptr) pragma->text = "unroll " + text_of(*hint->getValue(), context);
  }
  for (const Pragma& pragma : pragmas)
    if (pragma.text.find(' ') != std::string::npos && understood.count(&pragma) == 0)
      report(context.getDiagnostics(), Message::kUnroll, pragma.where);
}

}  // namespace larder::generate
