// Walks through Clang's syntax tree, for all that look for something in it.
#ifndef LARDER_GENERATOR_SYNTAX_VISITOR_H
#define LARDER_GENERATOR_SYNTAX_VISITOR_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// clang::RecursiveASTVisitor with virtual functions, and for the nodes in visited.def alone: it is
/// compiled once, which takes as long as ten other files. A function that returns false ends the
/// walk.
class Visitor {
 public:
  Visitor() = default;
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;
  virtual ~Visitor() = default;

  virtual bool shouldVisitTemplateInstantiations() const { return false; }
  virtual bool shouldVisitImplicitCode() const { return false; }

  /// Whether the walk leaves out the statement, or the written type, with what it contains.
  virtual bool skips_statement(const clang::Stmt*) const { return false; }
  virtual bool skips_types() const { return false; }

  bool TraverseAST(clang::ASTContext& context);
  bool TraverseStmt(clang::Stmt* statement);
  bool TraverseTypeLoc(clang::TypeLoc type);

#define LARDER_VISIT(NODE) \
  virtual bool Visit##NODE(clang::NODE*) { return true; }
#define LARDER_VISIT_TYPE(TYPE) \
  virtual bool Visit##TYPE(clang::TYPE) { return true; }
#define LARDER_ENTER(NODE) virtual bool Traverse##NODE(clang::NODE* node);
#define LARDER_ENTER_TYPE(TYPE) virtual bool Traverse##TYPE(clang::TYPE type);
#include "generator/syntax/visited.def"
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_VISITOR_H
