#include "generator/lower/fibers/exchange_edits.h"

#include <map>

#include "generator/lower/fibers/device_code.h"
#include "generator/lower/fibers/element.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// The conditions `a < b` that hold where a statement is.
using Bounds = std::vector<const clang::BinaryOperator*>;

void add_bounds(const clang::Expr& condition, Bounds& bounds) {
  const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(condition.IgnoreParenImpCasts());
  if (operation == nullptr) return;
  if (operation->getOpcode() == clang::BO_LT) bounds.push_back(operation);
  if (operation->getOpcode() != clang::BO_LAnd) return;
  add_bounds(*operation->getLHS(), bounds);
  add_bounds(*operation->getRHS(), bounds);
}

/// Whether an index holds `a + b` where `a < b`: half of a reduction reads what the other half,
/// which does not run here, has written.
class UpperHalf : public Visitor {
 public:
  UpperHalf(const Bounds& bounds, const clang::ASTContext& context)
      : bounds_(bounds), context_(context) {}
  bool found = false;

  bool VisitBinaryOperator(clang::BinaryOperator* sum) override {
    if (sum->getOpcode() == clang::BO_Add)
      found = found || llvm::any_of(bounds_, [&](const auto* bound) { return adds(*sum, *bound); });
    return !found;
  }

 private:
  bool adds(const clang::BinaryOperator& sum, const clang::BinaryOperator& bound) const {
    const auto matches = [&](const clang::Expr* low, const clang::Expr* high) {
      return is_same(*low, *bound.getLHS(), context_) && is_same(*high, *bound.getRHS(), context_);
    };
    return matches(sum.getLHS(), sum.getRHS()) || matches(sum.getRHS(), sum.getLHS());
  }

  const Bounds& bounds_;
  const clang::ASTContext& context_;
};

/// Finds elements in a value that are neighbours of the one that the value is assigned to.
class NeighbourFinder : public Visitor {
 public:
  NeighbourFinder(const Element& written, const Bounds& bounds, const clang::ASTContext& context)
      : written_(written), bounds_(bounds), context_(context) {}
  bool found = false;

  bool VisitArraySubscriptExpr(clang::ArraySubscriptExpr* subscript) override {
    const Element read = element_of(*subscript);
    found = found || (is_neighbour(read, written_, context_) && !is_upper_half(read));
    return !found;
  }

 private:
  bool is_upper_half(const Element& read) const {
    UpperHalf finder(bounds_, context_);
    for (const clang::Expr* index : read.indices)
      finder.TraverseStmt(const_cast<clang::Expr*>(index));
    return finder.found;
  }

  const Element& written_;
  const Bounds& bounds_;
  const clang::ASTContext& context_;
};

/// Finds the values of assignments in which lanes exchange values.
class ExchangeFinder : public DeviceCodeVisitor {
 public:
  explicit ExchangeFinder(const clang::ASTContext& context) : context_(context) {}
  std::vector<const clang::Expr*> values;

  bool TraverseIfStmt(clang::IfStmt* statement) override {
    const std::size_t before = bounds_.size();
    if (const clang::Expr* condition = statement->getCond()) add_bounds(*condition, bounds_);
    const bool result = DeviceCodeVisitor::TraverseIfStmt(statement);
    bounds_.resize(before);
    return result;
  }
  bool VisitBinaryOperator(clang::BinaryOperator* operation) override {
    if (operation->isAssignmentOp()) look_at(*operation->getLHS(), *operation->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(clang::CXXOperatorCallExpr* call) override {
    if (call->isAssignmentOp() && call->getNumArgs() == 2)
      look_at(*call->getArg(0), *call->getArg(1));
    return true;
  }

 private:
  void look_at(const clang::Expr& place, const clang::Expr& value) {
    if (function() == nullptr || place.getType().isVolatileQualified() ||
        llvm::isa<clang::InitListExpr>(value.IgnoreParenImpCasts()))
      return;
    const Element written = element_of(place);
    if (written.array == nullptr || !may_be_shared(*written.array)) return;
    NeighbourFinder finder(written, bounds_, context_);
    finder.TraverseStmt(const_cast<clang::Expr*>(&value));
    if (finder.found) values.push_back(&value);
  }

  const clang::ASTContext& context_;
  Bounds bounds_;
};

}  // namespace

void add_exchange_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                        const UserCode& user_code) {
  ExchangeFinder finder(context);
  finder.TraverseAST(context);
  // Instances of one template share its text.
  std::map<std::size_t, std::size_t> chosen;
  for (const clang::Expr* value : finder.values)
    if (user_code.contains(value->getBeginLoc()))
      chosen.emplace(tokens.index_at(value->getBeginLoc()), tokens.index_at(value->getEndLoc()));
  for (const auto& [begin, end] : chosen) {
    insert_before(edits, begin, "::larder::simulator::read_in_step(");
    insert_after(edits, end, ")");
  }
}

}  // namespace larder::generate
