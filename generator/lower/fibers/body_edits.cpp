#include "generator/lower/fibers/body_edits.h"

#include "generator/find/kernels.h"
#include "generator/lower/assembly/asm_statement.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

class BodyFinder : public Visitor {
 public:
  std::vector<const clang::FunctionDecl*> device_only;

  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    return within(function, [&] { return Visitor::TraverseFunctionDecl(function); });
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* function) override {
    return within(function, [&] { return Visitor::TraverseCXXMethodDecl(function); });
  }
  bool VisitAsmStmt(clang::AsmStmt* statement) override {
    if (function_ != nullptr && is_device_code(*function_) &&
        !translate_asm(*statement).refused.empty())
      add(function_);
    return true;
  }
  bool VisitCUDAKernelCallExpr(clang::CUDAKernelCallExpr*) override {
    if (function_ != nullptr && is_device_code(*function_)) add(function_);
    return true;
  }

 private:
  template <class Traverse>
  bool within(const clang::FunctionDecl* function, Traverse&& traverse) {
    const clang::FunctionDecl* outer = std::exchange(function_, function);
    if (function->doesThisDeclarationHaveABody() && mark_of(*function) == Mark::kCudaOnly)
      add(function);
    const bool result = traverse();
    function_ = outer;
    return result;
  }

  void add(const clang::FunctionDecl* function) {
    if (!llvm::is_contained(device_only, function)) device_only.push_back(function);
  }

  const clang::FunctionDecl* function_ = nullptr;
};

std::string replacement_body(const clang::FunctionDecl& function) {
  std::string text = "{";
  for (const clang::ParmVarDecl* parameter : function.parameters())
    if (parameter->getDeclName()) text += " (void)" + parameter->getNameAsString() + ";";
  return text + " __builtin_trap(); }";
}

}  // namespace

TokenEdits body_edits(clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code) {
  BodyFinder finder;
  finder.TraverseAST(context);
  TokenEdits edits;
  for (const clang::FunctionDecl* function : finder.device_only) {
    if (!user_code.contains(function->getLocation())) continue;
    const std::size_t begin = tokens.index_at(function->getBody()->getBeginLoc());
    const std::size_t end = tokens.index_at(function->getBody()->getEndLoc()) + 1;
    for (std::size_t i = begin; i < end; ++i) edits[i].dropped = true;
    edits[begin].replacement = replacement_body(*function);
  }
  return edits;
}

}  // namespace larder::generate
