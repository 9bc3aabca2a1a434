#include "generator/scan/identity.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "generator/scan/clang_compat.h"
#include "generator/scan/names.h"

namespace larder::generate {
namespace {

using Discriminator = clang::ItaniumMangleContext::DiscriminatorOverrideTy;

// Clang counts the lambdas of a scope, so a further one would rename those behind it. All count as
// the first: which lambda it is, the tokens around it say.
std::invoke_result_t<Discriminator, clang::ASTContext&, const clang::NamedDecl*> first_of_scope(
    clang::ASTContext&, const clang::NamedDecl* declaration) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(declaration);
  if (record != nullptr && record->isLambda()) return 1u;
  return {std::nullopt};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t past_digits(const std::string& text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// Unnamed types ("Ut3_", "3$_0") without their numbers, for the same reason. A word is written
/// with its length before it, so that nothing within it is taken for one.
std::string without_numbers(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t digits = past_digits(text, at);
    std::size_t length = 0;
    for (; at < digits; out += text[at++])
      length = std::min<std::size_t>(length * 10 + static_cast<std::size_t>(text[at] - '0'), 65536);
    const bool unnamed = text.compare(at, 2, "$_") == 0 || text.compare(at, 2, "Ut") == 0;
    if (unnamed && (length == 0 || text[at] == '$')) {
      out += text.substr(at, 2);
      at = past_digits(text, at + 2);
    } else if (at < text.size()) {
      length = std::max<std::size_t>(length, 1);
      out += text.substr(at, length);
      at += length;
    }
  }
  return out;
}

bool has_other_name(const clang::FunctionDecl& function) {
  return function.isDependentContext() || function.getType()->isDependentType() ||
         function.getType()->isUndeducedType() || llvm::isa<clang::CXXDeductionGuideDecl>(function);
}

clang::GlobalDecl global(const clang::FunctionDecl& function) {
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
    return {constructor, clang::Ctor_Complete};
  if (const auto* destructor = llvm::dyn_cast<clang::CXXDestructorDecl>(&function))
    return {destructor, clang::Dtor_Complete};
  if (function.hasAttr<clang::CUDAGlobalAttr>())
    return {&function, clang::KernelReferenceKind::Kernel};
  return {&function};
}

std::string bases_of(const clang::RecordDecl& record, const clang::ASTRecordLayout& layout) {
  const auto* type = llvm::dyn_cast<clang::CXXRecordDecl>(&record);
  if (type == nullptr) return {};
  std::string text;
  for (const clang::CXXBaseSpecifier& base : type->bases())
    if (const auto* parent = base.getType()->getAsCXXRecordDecl(); !base.isVirtual())
      text += " base " + std::to_string(layout.getBaseClassOffset(parent).getQuantity());
  return text;
}

/// An address of a compile-time object, by what lies there: the object itself has no name.
const clang::APValue* pointed_to(const clang::APValue& value) {
  if (!value.isLValue() || value.getLValueBase().isNull()) return &value;
  const auto* base = value.getLValueBase().dyn_cast<const clang::ValueDecl*>();
  const auto* constant = llvm::dyn_cast_or_null<clang::UnnamedGlobalConstantDecl>(base);
  return constant != nullptr ? &constant->getValue() : &value;
}

}  // namespace

Identities::Identities(clang::ASTContext& context)
    : context_(context),
      mangler_(
          clang::ItaniumMangleContext::create(context, context.getDiagnostics(), first_of_scope)) {}

std::string Identities::mangled(clang::GlobalDecl declaration) {
  const auto& named = llvm::cast<clang::NamedDecl>(*declaration.getDecl());
  if (!mangler_->shouldMangleDeclName(&named)) return stable_name(named);
  std::string text;
  llvm::raw_string_ostream stream(text);
  mangler_->mangleName(declaration, stream);
  return without_numbers(stream.str());
}

std::string Identities::function(const clang::FunctionDecl& function) {
  if (has_other_name(function)) return stable_name(function);
  std::string text = mangled(global(function));
  // A host function and a device function may share all but this.
  if (function.hasAttr<clang::CUDADeviceAttr>()) text += " device";
  if (function.hasAttr<clang::CUDAHostAttr>()) text += " host";
  return text + ' ' + of(function.getType());
}

std::string Identities::described(const clang::NamedDecl& declaration) {
  if (const auto* called = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
    return function(*called);
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    const bool plain = variable->isLocalVarDeclOrParm() ||
                       variable->getDeclContext()->isDependentContext() ||
                       variable->getType()->isDependentType();
    return plain ? variable->getNameAsString() : mangled(clang::GlobalDecl(variable));
  }
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&declaration))
    return stable_name(*tag) + ' ' + of(tag_type(context_, tag));
  if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(&declaration))
    return stable_name(*field) + ' ' + of(field->getType());
  if (const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(&declaration))
    return stable_name(*enumerator) + ' ' + llvm::toString(enumerator->getInitVal(), 10);
  return stable_name(declaration);
}

const std::string& Identities::of(const clang::NamedDecl& declaration) {
  const clang::Decl* key = declaration.getCanonicalDecl();
  if (const auto known = names_.find(key); known != names_.end()) return known->second;
  return names_.emplace(key, described(declaration)).first->second;
}

const std::string& Identities::of(clang::QualType type) {
  static const std::string none;
  if (type.isNull() || type->isDependentType() || type->isUndeducedType()) return none;
  const clang::QualType canonical = type.getCanonicalType();
  const auto [entry, fresh] = types_.try_emplace(canonical.getAsOpaquePtr());
  if (!fresh) return entry->second;
  std::string text;
  llvm::raw_string_ostream stream(text);
  mangler_->mangleCanonicalTypeName(canonical, stream);
  return entry->second = without_numbers(stream.str());
}

std::string Identities::layout(const clang::RecordDecl& record) const {
  if (!record.isCompleteDefinition() || record.isInvalidDecl() || record.isDependentContext())
    return {};
  const clang::ASTRecordLayout& layout = context_.getASTRecordLayout(&record);
  std::string text = "size " + std::to_string(layout.getSize().getQuantity()) + " align " +
                     std::to_string(layout.getAlignment().getQuantity()) + " at";
  for (unsigned i = 0; i < layout.getFieldCount(); ++i)
    text += ' ' + std::to_string(layout.getFieldOffset(i));
  return text + bases_of(record, layout);
}

void Resolution::value(std::string_view text) {
  if (text.empty()) return;
  text_ += text;
  text_ += '\n';
}

void Resolution::place(const clang::SourceLocExpr& expression, const clang::Expr* used_by) {
  if (expression.isValueDependent() || expression.isTypeDependent()) return;
  std::string text;
  llvm::raw_string_ostream stream(text);
  const clang::APValue value = expression.EvaluateInContext(context(), used_by);
  clang::QualType type = expression.getType();
  const clang::APValue& shown = *pointed_to(value);
  if (&shown != &value) type = type->getPointeeType();
  shown.printPretty(stream, context(), type);
  this->value(stream.str());
}

}  // namespace larder::generate
