#include "generator/lower/fibers/call_edits.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generator/lower/fibers/device_code.h"
#include "generator/syntax/names.h"

namespace larder::generate {
namespace {

/// Whether a function of Larder's headers gives the lanes that are together where it is called.
bool asks_by_name(const clang::FunctionDecl& function) {
  if (!function.getDeclName().isIdentifier() || function.hasBody()) return false;
  const llvm::StringRef name = function.getName();
  return name == "__activemask" || name == "coalesced_threads";
}

/// An instance and its template are one: they have one text.
const clang::FunctionDecl* source_of(const clang::FunctionDecl& function) {
  return written(function).getCanonicalDecl();
}

/// The calls in device code, and the functions that ask which lanes are together.
class CallFinder : public DeviceCodeVisitor {
 public:
  struct Call {
    const clang::CallExpr* call;
    const clang::FunctionDecl* caller;
    const clang::FunctionDecl* callee;
  };
  std::vector<Call> calls;
  std::set<const clang::FunctionDecl*> asking;

  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) override {
    const clang::FunctionDecl* outer = std::exchange(lambda_, lambda->getCallOperator());
    const bool result = DeviceCodeVisitor::TraverseLambdaExpr(lambda);
    lambda_ = outer;
    return result;
  }
  bool VisitCallExpr(clang::CallExpr* call) override {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    if (function() == nullptr || callee == nullptr) return true;
    if (asks_by_name(*callee)) asking.insert(source_of(*callee));
    calls.push_back({call, caller(), source_of(*callee)});
    return true;
  }
  bool VisitGCCAsmStmt(clang::GCCAsmStmt* statement) override {
    if (function() != nullptr && statement->getAsmString()->getString().contains("activemask"))
      asking.insert(caller());
    return true;
  }

  /// From callees to callers.
  void spread() {
    for (bool more = !asking.empty(); more;) {
      more = false;
      for (const Call& each : calls)
        if (asking.contains(each.callee)) more |= asking.insert(each.caller).second;
    }
  }

 private:
  const clang::FunctionDecl* caller() const {
    return source_of(lambda_ != nullptr ? *lambda_ : *function());
  }

  const clang::FunctionDecl* lambda_ = nullptr;
};

}  // namespace

void add_call_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code) {
  CallFinder finder;
  finder.TraverseAST(context);
  finder.spread();
  // Instances of one template share its text.
  std::set<std::pair<std::size_t, std::size_t>> numbered;
  for (const CallFinder::Call& each : finder.calls) {
    if (!finder.asking.contains(each.callee) || !user_code.contains(each.call->getBeginLoc()))
      continue;
    const std::size_t begin = tokens.index_at(each.call->getBeginLoc());
    const std::size_t end = tokens.index_at(each.call->getEndLoc());
    if (!numbered.emplace(begin, end).second) continue;
    insert_before(edits, begin, "(LARDER_IN_CALL(" + std::to_string(numbered.size()) + "), ");
    insert_after(edits, end, ")");
  }
}

}  // namespace larder::generate
