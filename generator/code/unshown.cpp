#include "generator/code/unshown.h"

#include <utility>

#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// nvcc does not inline a function if any of its declarations says so; Clang, only if one before
/// the definition does.
bool is_noinline(const clang::FunctionDecl& function) {
  return llvm::any_of(function.redecls(), [](const clang::FunctionDecl* each) {
    return each->hasAttr<clang::NoInlineAttr>();
  });
}

/// The lines of calls that ask for their location: compilers differ in the line that they return.
std::string lines_of(const std::vector<clang::SourceRange>& placed,
                     const clang::SourceManager& sources) {
  std::string text;
  for (const clang::SourceRange range : placed)
    for (const clang::SourceLocation end : {range.getBegin(), range.getEnd()})
      text += "\nline " + std::to_string(sources.getPresumedLineNumber(end));
  return text;
}

/// The words that nvcc prints in a function's name, and Clang does not.
std::string words_of(const clang::FunctionDecl& function) {
  std::string text = "\nname";
  if (function.isConstexpr()) text += " constexpr";
  const auto* type = function.getType()->getAs<clang::FunctionProtoType>();
  if (type == nullptr) return text;
  if (type->hasTrailingReturn()) text += " trailing";
  return text + " noexcept " + std::to_string(type->getExceptionSpecType());
}

class BodyReader : public Visitor {
 public:
  explicit BodyReader(const clang::FunctionDecl& function) : function_(&function) {}

  bool VisitPredefinedExpr(clang::PredefinedExpr* expression) override {
    if (expression->getIdentKind() == clang::PredefinedIdentKind::PrettyFunction)
      text += words_of(*function_);
    return true;
  }
  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) override {
    const clang::FunctionDecl* outer = std::exchange(function_, lambda->getCallOperator());
    const bool goes_on = Visitor::TraverseLambdaExpr(lambda);
    function_ = outer;
    return goes_on;
  }
  bool VisitVarDecl(clang::VarDecl* variable) override {
    if (!variable->isLocalVarDecl()) return true;
    ++variables_;
    if (variable->getType().getNonReferenceType().isRestrictQualified())
      text += "\nrestrict " + std::to_string(variables_);
    return true;
  }

  std::string text;

 private:
  const clang::FunctionDecl* function_;
  std::size_t variables_ = 0;
};

std::string bit_fields_of(const clang::RecordDecl& record) {
  std::string text;
  for (const clang::FieldDecl* field : record.fields())
    if (field->isBitField() && !field->getType()->isDependentType())
      text +=
          "\nbit-field of " + std::to_string(record.getASTContext().getTypeSize(field->getType()));
  return text;
}

std::string body_of(const clang::FunctionDecl& function) {
  BodyReader reader(function);
  reader.TraverseDecl(const_cast<clang::FunctionDecl*>(&function));
  return std::move(reader.text);
}

}  // namespace

std::string unshown(const ReachNode& node, const ReachGraph& graph,
                    const clang::SourceManager& sources) {
  std::string text = lines_of(node.placed, sources);
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(node.declaration);
  if (function == nullptr) return text;
  if (is_noinline(*function)) text += "\nnoinline";
  if (function->isDefaulted() && function->isOverloadedOperator()) text += "\ndefaulted";
  text += body_of(*function);
  for (const std::size_t successor : node.successors)
    if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(graph[successor].declaration))
      text += bit_fields_of(*record);
  return text;
}

}  // namespace larder::generate
