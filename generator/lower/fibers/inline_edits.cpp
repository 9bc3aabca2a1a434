#include "generator/lower/fibers/inline_edits.h"

#include <vector>

#include "generator/lower/fibers/device_code.h"
#include "generator/syntax/names.h"

namespace larder::generate {
namespace {

using Functions = llvm::SetVector<const clang::FunctionDecl*>;

/// Which functions that are always to be inlined call which others of them. Instances of a template
/// are functions of their own: one that calls another ends somewhere.
class InlineCallFinder : public DeviceCodeVisitor {
 public:
  llvm::MapVector<const clang::FunctionDecl*, Functions> calls;

  bool VisitCallExpr(clang::CallExpr* call) override {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    if (function() != nullptr && callee != nullptr && is_inline(*function()) && is_inline(*callee))
      calls[function()->getCanonicalDecl()].insert(callee->getCanonicalDecl());
    return true;
  }

  [[nodiscard]] bool calls_itself(const clang::FunctionDecl& function) const {
    Functions reached;
    std::vector<const clang::FunctionDecl*> pending = {&function};
    while (!pending.empty()) {
      const auto found = calls.find(pending.back());
      pending.pop_back();
      if (found == calls.end()) continue;
      for (const clang::FunctionDecl* callee : found->second)
        if (reached.insert(callee)) pending.push_back(callee);
    }
    return reached.contains(&function);
  }

 private:
  static bool is_inline(const clang::FunctionDecl& function) {
    return function.hasAttr<clang::AlwaysInlineAttr>();
  }
};

}  // namespace

void add_inline_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code) {
  InlineCallFinder finder;
  finder.TraverseAST(context);
  for (const auto& [function, callees] : finder.calls) {
    if (!finder.calls_itself(*function)) continue;
    for (const clang::FunctionDecl* each : written(*function).redecls()) {
      if (!user_code.contains(each->getLocation())) continue;
      for (const auto* attribute : each->specific_attrs<clang::AlwaysInlineAttr>())
        if (!attribute->isInherited())
          edits[tokens.index_at(attribute->getLocation())].replacement = "unused";
    }
  }
}

}  // namespace larder::generate
