#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

class Walk : public clang::RecursiveASTVisitor<Walk> {
 public:
  using Base = clang::RecursiveASTVisitor<Walk>;

  explicit Walk(Visitor& visitor) : visitor_(visitor) {}

  bool shouldVisitTemplateInstantiations() const {
    return visitor_.shouldVisitTemplateInstantiations();
  }
  bool shouldVisitImplicitCode() const { return visitor_.shouldVisitImplicitCode(); }

  // With the queue, Clang walks through deep expressions without recursion.
  bool TraverseStmt(clang::Stmt* statement, DataRecursionQueue* queue = nullptr) {
    return visitor_.skips_statement(statement) || Base::TraverseStmt(statement, queue);
  }
  bool TraverseTypeLoc(clang::TypeLoc type) {
    return visitor_.skips_types() || Base::TraverseTypeLoc(type);
  }

#define LARDER_VISIT(NODE) \
  bool Visit##NODE(clang::NODE* node) { return visitor_.Visit##NODE(node); }
#define LARDER_VISIT_TYPE(TYPE) \
  bool Visit##TYPE(clang::TYPE type) { return visitor_.Visit##TYPE(type); }
#define LARDER_ENTER(NODE) \
  bool Traverse##NODE(clang::NODE* node) { return visitor_.Traverse##NODE(node); }
#define LARDER_ENTER_TYPE(TYPE) \
  bool Traverse##TYPE(clang::TYPE type) { return visitor_.Traverse##TYPE(type); }
#include "generator/syntax/visited.def"

 private:
  Visitor& visitor_;
};

}  // namespace

bool Visitor::TraverseAST(clang::ASTContext& context) { return Walk(*this).TraverseAST(context); }

bool Visitor::TraverseStmt(clang::Stmt* statement) { return Walk(*this).TraverseStmt(statement); }

bool Visitor::TraverseTypeLoc(clang::TypeLoc type) { return Walk(*this).TraverseTypeLoc(type); }

#define LARDER_VISIT(NODE)
#define LARDER_VISIT_TYPE(TYPE)
#define LARDER_ENTER(NODE) \
  bool Visitor::Traverse##NODE(clang::NODE* node) { return Walk(*this).Base::Traverse##NODE(node); }
#define LARDER_ENTER_TYPE(TYPE) \
  bool Visitor::Traverse##TYPE(clang::TYPE type) { return Walk(*this).Base::Traverse##TYPE(type); }
#include "generator/syntax/visited.def"

}  // namespace larder::generate
