// Walks the syntax tree of one declaration and notes every declaration that it mentions.
#ifndef LARDER_GENERATOR_FIND_WALKER_H
#define LARDER_GENERATOR_FIND_WALKER_H

#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// A use of a function or variable that has no definition in this translation unit.
struct UndefinedUse {
  const clang::NamedDecl* declaration;
  clang::SourceLocation where;
};

/// The result of one walk. Declarations may appear more than once.
struct Mentions {
  std::vector<const clang::NamedDecl*> declarations;
  std::vector<std::vector<const clang::NamedDecl*>> unresolved;
  std::vector<const clang::VarDecl*> shared;
  std::vector<const clang::VarDecl*> statics;  ///< static locals, except __shared__ ones
  std::vector<const clang::AsmStmt*> assembly;
  std::vector<UndefinedUse> undefined;
  /// Calls whose default arguments use their location: compilers see several places in one call.
  std::vector<clang::SourceRange> placed;
};

/// Walks a function's whole definition, or any other declaration.
void walk_declaration(const clang::Decl& declaration, Mentions& mentions);
/// Walks a class without the bodies of its member functions, which count only if they are called.
void walk_class(const clang::Decl& declaration, Mentions& mentions);
/// Notes the classes, enumerations and template arguments in a type.
void mention_type(clang::QualType type, Mentions& mentions);
/// Notes the types and declarations among template arguments.
void mention_arguments(llvm::ArrayRef<clang::TemplateArgument> arguments, Mentions& mentions);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_WALKER_H
