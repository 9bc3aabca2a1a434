#include "generator/lower/fibers/step_edits.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "generator/lower/fibers/device_code.h"
#include "generator/lower/fibers/own_place.h"

namespace larder::generate {
namespace {

/// Of device code: whether it reads volatile memory, its assignments to such memory, and the
/// statements `if` in which lanes leave others behind.
class AssignmentFinder : public DeviceCodeVisitor {
 public:
  bool reads = false;
  std::vector<const clang::BinaryOperator*> assignments;
  std::vector<std::pair<const clang::IfStmt*, const clang::BinaryOperator*>> branches;

  // Only statements of a block: behind others there is no place for one more.
  bool TraverseCompoundStmt(clang::CompoundStmt* block) override {
    for (clang::Stmt* each : block->body()) {
      const std::size_t before = assignments.size();
      TraverseStmt(each);
      const auto* branch = llvm::dyn_cast<clang::IfStmt>(each);
      if (branch != nullptr && !branch->isConstexpr() && assignments.size() > before)
        branches.emplace_back(branch, assignments.back());
    }
    return true;
  }
  bool VisitImplicitCastExpr(clang::ImplicitCastExpr* cast) override {
    if (function() != nullptr && cast->getCastKind() == clang::CK_LValueToRValue)
      reads = reads || is_shared_volatile(*cast->getSubExpr());
    return true;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) override {
    const clang::Expr& place = *operation->getLHS();
    if (function() == nullptr || !operation->isAssignmentOp() || !is_shared_volatile(place))
      return true;
    reads = reads || operation->isCompoundAssignmentOp();
    if (place.getType()->isArithmeticType()) assignments.push_back(operation);
    return true;
  }

 private:
  static bool is_shared_volatile(const clang::Expr& place) {
    return place.getType().isVolatileQualified() && !place.refersToBitField() && !is_own(&place);
  }
};

void edit(const clang::BinaryOperator& assignment, const TokenTable& tokens, TokenEdits& edits) {
  const std::size_t operation = tokens.index_at(assignment.getOperatorLoc());
  if (!edits[operation].replacement.empty()) return;
  const bool updates = assignment.isCompoundAssignmentOp();
  insert_before(
      edits, tokens.index_at(assignment.getBeginLoc()),
      updates ? "::larder::simulator::update_in_step(" : "::larder::simulator::store_in_step(");
  edits[operation].replacement = ",";
  std::string end = ")";
  if (updates) {
    const auto kind = clang::BinaryOperator::getOpForCompoundAssignment(assignment.getOpcode());
    end = ", [](auto a, auto b) { return a " + clang::BinaryOperator::getOpcodeStr(kind).str() +
          " b; })";
  }
  insert_after(edits, tokens.index_at(assignment.getEndLoc()), end);
}

}  // namespace

void add_step_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code) {
  AssignmentFinder finder;
  finder.TraverseAST(context);
  // Instances of one template share its text.
  std::map<std::size_t, const clang::BinaryOperator*> chosen;
  for (const clang::BinaryOperator* assignment : finder.assignments)
    if (finder.reads && user_code.contains(assignment->getBeginLoc()))
      chosen.emplace(tokens.index_at(assignment->getOperatorLoc()), assignment);
  for (const auto& [at, assignment] : chosen) edit(*assignment, tokens, edits);
  // Lanes that skip an assignment meet those that make it behind the statement.
  std::set<std::size_t> ends;
  for (const auto& [branch, assignment] : finder.branches)
    if (chosen.contains(tokens.index_at(assignment->getOperatorLoc())))
      ends.insert(tokens.last_of(*branch));
  for (const std::size_t end : ends)
    insert_after(edits, end, " ::larder::simulator::meet_again();");
}

}  // namespace larder::generate
