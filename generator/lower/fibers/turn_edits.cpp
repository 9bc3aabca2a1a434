#include "generator/lower/fibers/turn_edits.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generator/lower/fibers/device_code.h"
#include "generator/lower/fibers/own_place.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// Whether code writes memory that others see, itself or by functions that it calls. Atomics report
/// that at run time.
class WriteFinder : public Visitor {
 public:
  static bool writes(const clang::Stmt& code, std::set<const clang::FunctionDecl*>& seen) {
    WriteFinder finder(seen);
    finder.TraverseStmt(const_cast<clang::Stmt*>(&code));
    return finder.found_;
  }

  bool VisitBinaryOperator(clang::BinaryOperator* operation) override {
    return note(operation->isAssignmentOp() && !is_own(operation->getLHS()));
  }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) override {
    return note(operation->isIncrementDecrementOp() && !is_own(operation->getSubExpr()));
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) override {
    return note(call->isAssignmentOp() && !is_own(call->getArg(0)));
  }
  bool VisitCallExpr(clang::CallExpr* call) override {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    const clang::FunctionDecl* definition = nullptr;
    if (callee == nullptr || !callee->hasBody(definition)) return true;
    if (!seen_.insert(definition).second) return true;
    return note(writes(*definition->getBody(), seen_));
  }

 private:
  explicit WriteFinder(std::set<const clang::FunctionDecl*>& seen) : seen_(seen) {}

  bool note(bool found) {
    found_ = found_ || found;
    return !found_;  // one is enough
  }

  std::set<const clang::FunctionDecl*>& seen_;
  bool found_ = false;
};

/// Loops, labels and functions whose code reads volatile memory: each of several loops inside of
/// each other, since the body of the innermost need not run.
class ReadFinder : public DeviceCodeVisitor {
 public:
  struct Place {
    const clang::Stmt* body;  ///< where the call goes
    const clang::Stmt* code;  ///< may write; null: unknown after a label, so treated as no write
  };
  std::map<const clang::Stmt*, Place> places;  ///< by body

  bool TraverseForStmt(clang::ForStmt* loop) override { return in_loop(loop, loop->getBody()); }
  bool TraverseWhileStmt(clang::WhileStmt* loop) override { return in_loop(loop, loop->getBody()); }
  bool TraverseDoStmt(clang::DoStmt* loop) override { return in_loop(loop, loop->getBody()); }
  bool TraverseCXXForRangeStmt(clang::CXXForRangeStmt* loop) override {
    return in_loop(loop, loop->getBody());
  }

  bool VisitImplicitCastExpr(clang::ImplicitCastExpr* cast) override {
    if (cast->getCastKind() == clang::CK_LValueToRValue) note_read(*cast->getSubExpr());
    return true;
  }
  bool VisitCompoundAssignOperator(clang::CompoundAssignOperator* operation) override {
    note_read(*operation->getLHS());
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator* operation) override {
    if (operation->isIncrementDecrementOp()) note_read(*operation->getSubExpr());
    return true;
  }
  bool VisitAtomicExpr(clang::AtomicExpr*) override {
    note();
    return true;
  }
  bool VisitLabelStmt(clang::LabelStmt* label) override {
    if (function() != nullptr) labels_[function()].push_back(label);
    return true;
  }

 private:
  bool in_loop(clang::Stmt* loop, const clang::Stmt* body) {
    loops_.push_back({{body, loop}, function()});
    for (clang::Stmt* part : loop->children())
      if (part != nullptr) TraverseStmt(part);
    loops_.pop_back();
    return true;
  }

  void note_read(const clang::Expr& place) {
    if (place.getType().isVolatileQualified()) note();
  }

  void note() {
    if (function() == nullptr) return;
    for (const auto& [loop, of] : loops_)
      if (of == function()) places[loop.body] = loop;
    if (!loops_.empty() && loops_.back().second == function()) return;
    const clang::Stmt* const body = function()->getBody();
    if (body == nullptr) return;
    places[body] = {body, body};
    for (const clang::LabelStmt* label : labels_[function()])
      places[label->getSubStmt()] = {label->getSubStmt(), nullptr};
  }

  std::vector<std::pair<Place, const clang::FunctionDecl*>> loops_;  // with the function it is in
  std::map<const clang::FunctionDecl*, std::vector<const clang::LabelStmt*>> labels_;
};

}  // namespace

void add_turn_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code) {
  ReadFinder finder;
  finder.TraverseAST(context);
  // An instance's places are its template's: if any instance writes, the place does not only wait.
  std::map<std::size_t, bool> blocks;
  std::map<std::size_t, std::pair<std::size_t, bool>> statements;
  for (const auto& [body, place] : finder.places) {
    if (!user_code.contains(body->getBeginLoc())) continue;
    std::set<const clang::FunctionDecl*> seen;
    const bool writes = place.code != nullptr && WriteFinder::writes(*place.code, seen);
    const std::size_t begin = tokens.index_at(body->getBeginLoc());
    if (llvm::isa<clang::CompoundStmt>(body)) {
      blocks[begin] = blocks[begin] || writes;
    } else {
      auto& [end, any] = statements[begin];
      end = tokens.last_of(*body);
      any = any || writes;
    }
  }
  const auto call = [](bool writes) {
    return writes ? " ::larder::simulator::work();" : " ::larder::simulator::spin();";
  };
  for (const auto& [begin, writes] : blocks) insert_after(edits, begin, call(writes));
  for (const auto& [begin, statement] : statements) {
    insert_before(edits, begin, std::string("{").append(call(statement.second)).append(" "));
    insert_after(edits, statement.first, " }");
  }
}

}  // namespace larder::generate
