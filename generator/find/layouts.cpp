#include "generator/find/layouts.h"

#include "generator/find/front_ends.h"

namespace larder::generate {
namespace {

const clang::CXXRecordDecl* class_of(clang::QualType type) {
  return type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
}

bool has_own_constructor(const clang::CXXRecordDecl& record) {
  if (record.hasUserDeclaredConstructor()) return true;
  return llvm::any_of(record.fields(), [](const clang::FieldDecl* field) {
    const clang::CXXRecordDecl* part = class_of(field->getType());
    return part != nullptr && part->hasDefinition() && has_own_constructor(*part);
  });
}

bool has_tail_padding(const clang::CXXRecordDecl& record, const clang::ASTContext& context) {
  const clang::ASTRecordLayout& layout = context.getASTRecordLayout(&record);
  uint64_t end = 0;
  for (const clang::FieldDecl* field : record.fields()) {
    const uint64_t size = field->isBitField() ? field->getBitWidthValue(context)
                                              : context.getTypeSize(field->getType());
    end = std::max(end, layout.getFieldOffset(field->getFieldIndex()) + size);
  }
  return end < static_cast<uint64_t>(context.toBits(layout.getSize()));
}

/// A base whose tail padding nvcc uses and Clang does not.
bool has_reused_base(const clang::CXXRecordDecl& record, const clang::ASTContext& context) {
  return llvm::any_of(record.bases(), [&](const clang::CXXBaseSpecifier& specifier) {
    const clang::CXXRecordDecl* base = class_of(specifier.getType());
    if (base == nullptr || !base->hasDefinition()) return false;
    base = base->getDefinition();
    return has_reused_base(*base, context) ||
           (base->isPOD() && !base->isEmpty() && has_own_constructor(*base) &&
            has_tail_padding(*base, context));
  });
}

bool is_laid_out(const clang::CXXRecordDecl& record) {
  return record.isCompleteDefinition() && !record.isDependentType() && !record.isInvalidDecl();
}

bool is_long_double(clang::QualType type) {
  return type->getBaseElementTypeUnsafe()->isSpecificBuiltinType(clang::BuiltinType::LongDouble);
}

bool has_long_double(const clang::CXXRecordDecl& record) {
  return llvm::any_of(record.fields(), [](const clang::FieldDecl* field) {
    return is_long_double(field->getType());
  });
}

}  // namespace

std::string layouts_differ(const clang::ASTContext& context, const ReachGraph& graph) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const clang::NamedDecl* declaration = graph[i].declaration;
    if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(declaration))
      if (!alias->getUnderlyingType()->isDependentType() &&
          is_long_double(alias->getUnderlyingType()))
        return difference("long double", alias->getLocation(), context);
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(declaration);
    if (record == nullptr || !is_laid_out(*record)) continue;
    if (has_long_double(*record)) return difference("long double", record->getLocation(), context);
    if (context.getLangOpts().CPlusPlus20 && has_reused_base(*record, context))
      return difference("the padding of a base with constructors", record->getLocation(), context);
  }
  return {};
}

}  // namespace larder::generate
