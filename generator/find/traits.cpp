#include "generator/find/traits.h"

#include "generator/find/front_ends.h"

namespace larder::generate {
namespace {

using Types = llvm::SmallVector<clang::QualType, 4>;

void add_types(llvm::ArrayRef<clang::TemplateArgument> arguments, Types& types) {
  for (const clang::TemplateArgument& argument : arguments) {
    if (argument.getKind() == clang::TemplateArgument::Pack)
      add_types(argument.pack_elements(), types);
    else if (argument.getKind() == clang::TemplateArgument::Type)
      types.push_back(argument.getAsType().getCanonicalType());
  }
}

/// The types that a trait is asked about, as a class or as a variable; none: it is something else.
Types asked_types(const clang::NamedDecl& declaration) {
  Types types;
  if (const auto* record = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&declaration))
    add_types(record->getTemplateArgs().asArray(), types);
  if (const auto* variable = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&declaration))
    add_types(variable->getTemplateArgs().asArray(), types);
  if (llvm::any_of(types, [](clang::QualType type) { return type->isDependentType(); }))
    types.clear();
  return types;
}

const clang::CXXRecordDecl* defined_class(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr ? record->getDefinition() : nullptr;
}

bool is_made_by_conversion(clang::QualType made, clang::QualType from) {
  return (made->isScalarType() || made->isReferenceType()) &&
         defined_class(from.getNonReferenceType()) != nullptr &&
         defined_class(made.getNonReferenceType()) == nullptr;
}

/// As an aggregate or an array in C++20; not as a copy.
bool is_made_of_members(clang::QualType made, clang::QualType from) {
  if (made->isConstantArrayType()) return true;
  const clang::CXXRecordDecl* record = defined_class(made);
  if (record == nullptr || !record->isAggregate() || record->isEmpty()) return false;
  const clang::CXXRecordDecl* other = defined_class(from.getNonReferenceType());
  return other != record && (other == nullptr || !other->isDerivedFrom(record));
}

bool has_reference(const clang::CXXRecordDecl& record) {
  return llvm::any_of(record.fields(), [](const clang::FieldDecl* field) {
    const clang::CXXRecordDecl* part =
        defined_class(field->getType()->getBaseElementTypeUnsafe()->getCanonicalTypeInternal());
    return field->getType()->isReferenceType() || (part != nullptr && has_reference(*part));
  });
}

bool is_answered_otherwise(llvm::StringRef trait, const Types& types,
                           const clang::LangOptions& language) {
  const clang::CXXRecordDecl* first = types.empty() ? nullptr : defined_class(types[0]);
  if (trait == "has_unique_object_representations")
    return first != nullptr && has_reference(*first);
  if (types.size() < 2) return false;
  if (trait == "is_convertible" || trait == "is_nothrow_convertible")
    return first != nullptr && types[0].isVolatileQualified();
  if (!trait.contains("is_") || !trait.ends_with("constructible")) return false;
  if (language.CPlusPlus20 && is_made_of_members(types[0], types[1])) return true;
  return is_made_by_conversion(types[0], types[1]) &&
         (trait.contains("trivially") || types[0]->isRValueReferenceType());
}

bool has_only_empty_arrays(const clang::CXXRecordDecl& record, const clang::ASTContext& context) {
  return !record.field_empty() && record.getNumBases() == 0 && !record.isPolymorphic() &&
         llvm::all_of(record.fields(), [&](const clang::FieldDecl* field) {
           const auto* array = context.getAsConstantArrayType(field->getType());
           return array != nullptr && array->getSize() == 0;
         });
}

const clang::CXXMethodDecl* defaulted_outside(const clang::CXXRecordDecl& record) {
  for (const clang::CXXMethodDecl* method : record.methods()) {
    const clang::FunctionDecl* definition = method->getDefinition();
    const auto* type = method->getType()->getAs<clang::FunctionProtoType>();
    if (definition != nullptr && definition->isDefaulted() && definition->isOutOfLine() &&
        type != nullptr && type->getExceptionSpecType() == clang::EST_None)
      return method;
  }
  return nullptr;
}

std::string class_differs(const clang::CXXRecordDecl& record, const clang::ASTContext& context) {
  if (has_only_empty_arrays(record, context))
    return difference("a class without elements", record.getLocation(), context);
  if (const clang::CXXMethodDecl* method = defaulted_outside(record))
    return difference("a function that is defaulted outside of its class", method->getLocation(),
                      context);
  return {};
}

}  // namespace

std::string traits_differ(const clang::ASTContext& context, const ReachGraph& graph) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const clang::NamedDecl& declaration = *graph[i].declaration;
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration);
    if (record != nullptr && record->isCompleteDefinition() && !record->isDependentType()) {
      std::string found = class_differs(*record, context);
      if (!found.empty()) return found;
    }
    if (!declaration.getDeclName().isIdentifier() || !is_in_std(declaration)) continue;
    llvm::StringRef name = declaration.getName();
    name.consume_back("_v");
    if (is_answered_otherwise(name, asked_types(declaration), context.getLangOpts()))
      return difference("std::" + name.str(), declaration.getLocation(), context);
  }
  return {};
}

}  // namespace larder::generate
