#include "generator/syntax/names.h"

#include <algorithm>

#include "generator/syntax/clang_compat.h"

namespace larder::generate {
namespace {

clang::PrintingPolicy source_policy(const clang::ASTContext& context) {
  clang::PrintingPolicy policy(context.getLangOpts());
  policy.FullyQualifiedName = true;
  print_canonical_types(policy);
  policy.SuppressUnwrittenScope = true;
  policy.SuppressInlineNamespace = static_cast<decltype(policy.SuppressInlineNamespace)>(0);
  policy.SuppressTagKeyword = true;
  policy.SuppressDefaultTemplateArgs = false;
  return policy;
}

bool is_enumerator(const llvm::APSInt& value, const clang::EnumDecl& type) {
  return llvm::any_of(type.enumerators(), [&](const clang::EnumConstantDecl* each) {
    return llvm::APSInt::isSameValue(each->getInitVal(), value);
  });
}

/// Whether Clang's text for a number has the number's type, or the parameter's type gives it.
bool is_plain_text(const clang::TemplateArgument& number, bool of_any_type) {
  const clang::QualType type = number.getIntegralType();
  const llvm::APSInt& value = number.getAsIntegral();
  if (const auto* enumeration = type->getAs<clang::EnumType>())
    return is_enumerator(value, *enumeration->getDecl());
  if (type->isBooleanType()) return true;
  if (type->isAnyCharacterType())
    return value.getExtValue() >= ' ' && value.getExtValue() <= '~' &&
           (!of_any_type || type->isSpecificBuiltinType(clang::BuiltinType::Char_S));
  // More than the largest long long would be unsigned without a suffix: compilers warn.
  return !value.isMinSignedValue() && !(value.isUnsigned() && value.getActiveBits() > 63) &&
         (!of_any_type || type->isSpecificBuiltinType(clang::BuiltinType::Int));
}

std::string converted(const std::string& value, clang::QualType type,
                      const clang::ASTContext& context) {
  return "(" + spelled_type(type, context) + ")" + value;
}

std::string print_integer(const llvm::APSInt& value) {
  if (value.isSigned() && value.isMinSignedValue())
    return "(" + llvm::toString(value + 1, 10, true) + "ll - 1)";
  return llvm::toString(value, 10) + (value.isUnsigned() ? "ull" : "ll");
}

std::string print_real(const llvm::APFloat& value) {
  if (value.isNaN()) return "__builtin_nan(\"\")";
  if (value.isInfinity()) return value.isNegative() ? "-__builtin_inf()" : "__builtin_inf()";
  char text[64];
  return std::string(text, value.convertToHexString(text, 0, false, llvm::APFloat::rmTowardZero));
}

std::string print_function(const clang::FunctionDecl& function, clang::QualType type,
                           const clang::ASTContext& context) {
  std::string text = (type->isReferenceType() ? "" : "&") + specialised_name(function);
  if (!is_overloaded(function)) return text;
  return "static_cast<" + spelled_type(type, context) + ">(" + text + ")";
}

/// `of_any_type`: the parameter is `auto`.
std::string print_argument(const clang::TemplateArgument& argument,
                           const clang::ASTContext& context, bool of_any_type) {
  if (argument.getKind() == clang::TemplateArgument::Type)
    return spelled_type(argument.getAsType(), context);
  if (argument.getKind() == clang::TemplateArgument::Pack) {
    std::string text;
    for (const clang::TemplateArgument& element : argument.pack_elements())
      text += (text.empty() ? "" : ", ") + print_argument(element, context, of_any_type);
    return text;
  }
  if (argument.getKind() == clang::TemplateArgument::Integral &&
      !is_plain_text(argument, of_any_type))
    return converted(print_integer(argument.getAsIntegral()), argument.getIntegralType(), context);
  if (argument.getKind() == clang::TemplateArgument::StructuralValue &&
      argument.getAsStructuralValue().isFloat())
    return converted(print_real(argument.getAsStructuralValue().getFloat()),
                     argument.getStructuralValueType(), context);
  if (argument.getKind() == clang::TemplateArgument::Declaration)
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(argument.getAsDecl()))
      return print_function(*function, argument.getParamTypeForDecl(), context);
  std::string text;
  llvm::raw_string_ostream stream(text);
  argument.print(source_policy(context), stream, /*IncludeType=*/false);
  return stream.str();
}

const clang::TagDecl* unnameable(clang::QualType type) {
  type = type.getCanonicalType();
  while (!type->getPointeeType().isNull()) type = type->getPointeeType().getCanonicalType();
  const clang::TagDecl* tag = type->getAsTagDecl();
  if (tag == nullptr) return nullptr;
  const bool local = tag->getParentFunctionOrMethod() != nullptr;
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(tag);
  if (local || (record != nullptr && record->isLambda())) return tag;
  const auto* special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(tag);
  if (special == nullptr) return nullptr;
  for (const clang::TemplateArgument& argument : special->getTemplateArgs().asArray()) {
    if (argument.getKind() != clang::TemplateArgument::Type) continue;
    if (const clang::TagDecl* found = unnameable(argument.getAsType())) return found;
  }
  return nullptr;
}

bool is_specialisation(const clang::NamedDecl& declaration) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
  if (function != nullptr) return function->getPrimaryTemplate() != nullptr;
  return llvm::isa<clang::VarTemplateSpecializationDecl>(declaration);
}

llvm::ArrayRef<clang::TemplateArgument> arguments_of(const clang::NamedDecl& declaration) {
  const clang::TemplateArgumentList* list = nullptr;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
    list = function->getTemplateSpecializationArgs();
  else if (const auto* variable =
               llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&declaration))
    list = &variable->getTemplateArgs();
  return list != nullptr ? list->asArray() : llvm::ArrayRef<clang::TemplateArgument>();
}

/// The parameters of a template for these arguments; null: there are none.
const clang::TemplateParameterList* parameters_of(const clang::NamedDecl& declaration) {
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    const clang::FunctionTemplateDecl* primary = function->getPrimaryTemplate();
    return primary != nullptr ? primary->getTemplateParameters() : nullptr;
  }
  const auto* variable = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&declaration);
  return variable != nullptr ? variable->getSpecializedTemplate()->getTemplateParameters()
                             : nullptr;
}

bool is_auto(const clang::NamedDecl& parameter) {
  const auto* value = llvm::dyn_cast<clang::NonTypeTemplateParmDecl>(&parameter);
  return value != nullptr && value->getType()->getContainedDeducedType() != nullptr;
}

/// "4blur", as Itanium's mangling writes a name.
std::string mangled_word(const std::string& name) {
  std::string word = std::to_string(name.size());
  word += name;
  return word;
}

std::string kind_of(const clang::Decl& declaration) {
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    if (function->hasAttr<clang::CUDAGlobalAttr>()) return "kernel";
    return function->hasAttr<clang::CUDADeviceAttr>() ? "device function" : "function";
  }
  if (llvm::isa<clang::EnumDecl>(declaration)) return "enumeration";
  if (llvm::isa<clang::TagDecl>(declaration)) return "type";
  if (llvm::isa<clang::VarDecl>(declaration)) return "variable";
  if (llvm::isa<clang::TypedefNameDecl>(declaration)) return "type alias";
  if (llvm::isa<clang::ConceptDecl>(declaration)) return "concept";
  if (llvm::isa<clang::NamespaceAliasDecl>(declaration)) return "namespace alias";
  return "using-declaration";
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string described(const clang::Decl& declaration) {
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(&declaration);
  return kind_of(declaration) + " " + (named != nullptr ? stable_name(*named) : "");
}

std::string display_name(const clang::NamedDecl& declaration) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  clang::PrintingPolicy policy = source_policy(declaration.getASTContext());
  declaration.getNameForDiagnostic(stream, policy, /*Qualified=*/true);
  return stream.str();
}

std::string stable_name(const clang::NamedDecl& declaration) {
  const auto* tag = llvm::dyn_cast<clang::TagDecl>(&declaration);
  const bool named =
      declaration.getDeclName() || (tag != nullptr && tag->getTypedefNameForAnonDecl() != nullptr);
  std::string text = named ? declaration.getQualifiedNameAsString() : "";
  // Clang's versions call the type of a lambda differently.
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration);
  if (method != nullptr && method->getParent()->isLambda())
    replace_all(text, "(anonymous class)", "(lambda)");
  if (named) return text;
  llvm::raw_string_ostream stream(text);
  declaration.printNestedNameSpecifier(stream);
  stream << "(unnamed)";
  return stream.str();
}

std::string spelled_type(clang::QualType type, const clang::ASTContext& context) {
  return type.getCanonicalType().getAsString(source_policy(context));
}

std::string qualified_name(const clang::NamedDecl& declaration) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  declaration.printQualifiedName(stream, source_policy(declaration.getASTContext()));
  return "::" + stream.str();
}

std::string specialised_name(const clang::NamedDecl& declaration) {
  std::string name = qualified_name(declaration);
  if (!is_specialisation(declaration)) return name;
  name += '<';
  const std::vector<std::string> arguments = template_arguments(declaration);
  for (std::size_t i = 0; i < arguments.size(); ++i) name += (i ? ", " : "") + arguments[i];
  return name + '>';
}

std::vector<std::string> template_arguments(const clang::NamedDecl& declaration) {
  std::vector<std::string> out;
  const clang::TemplateParameterList* parameters = parameters_of(declaration);
  const llvm::ArrayRef<clang::TemplateArgument> arguments = arguments_of(declaration);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool of_any_type = parameters != nullptr && i < parameters->size() &&
                             is_auto(*parameters->getParam(static_cast<unsigned>(i)));
    std::string text = print_argument(arguments[i], declaration.getASTContext(), of_any_type);
    if (!text.empty()) out.push_back(std::move(text));
  }
  return out;
}

std::string device_symbol(const clang::NamedDecl& declaration) {
  clang::ASTContext& context = declaration.getASTContext();
  const std::unique_ptr<clang::MangleContext> mangler(context.createMangleContext());
  clang::GlobalDecl global;
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
  if (function != nullptr && function->hasAttr<clang::CUDAGlobalAttr>())
    global = clang::GlobalDecl(function, clang::KernelReferenceKind::Kernel);
  else if (function != nullptr)
    global = clang::GlobalDecl(function);
  else
    global = clang::GlobalDecl(llvm::cast<clang::VarDecl>(&declaration));
  if (!mangler->shouldMangleDeclName(&declaration)) return declaration.getNameAsString();
  std::string text;
  llvm::raw_string_ostream stream(text);
  mangler->mangleName(global, stream);
  return variant_symbol(stream.str(), declaration);
}

std::string variant_symbol(std::string mangled, const clang::NamedDecl& declaration) {
  const std::string unnamed = kUnnamedNamespace;
  replace_all(mangled, "12_GLOBAL__N_1", mangled_word(unnamed));
  if (!declaration.getDeclName().isIdentifier()) return mangled;
  const std::string name = mangled_word(declaration.getNameAsString());
  replace_all(mangled, 'L' + name, name);
  // A variable outside of all namespaces has no mangled name once it is not static.
  return mangled == "_Z" + name ? declaration.getNameAsString() : mangled;
}

const clang::FunctionDecl& written(const clang::FunctionDecl& function) {
  const clang::FunctionDecl* pattern = function.getTemplateInstantiationPattern();
  // NOLINTNEXTLINE(bugprone-return-const-ref-from-parameter): the syntax tree owns it
  return pattern != nullptr ? *pattern : function;
}

bool has_mark(const clang::Decl& declaration, llvm::StringRef mark) {
  return llvm::any_of(declaration.specific_attrs<clang::AnnotateAttr>(),
                      [&](const auto* each) { return each->getAnnotation() == mark; });
}

bool is_overloaded(const clang::FunctionDecl& function) {
  const clang::NamedDecl* declared = &function;
  if (function.getPrimaryTemplate() != nullptr) declared = function.getPrimaryTemplate();
  if (function.getDescribedFunctionTemplate() != nullptr)
    declared = function.getDescribedFunctionTemplate();
  unsigned count = 0;
  for (const clang::NamedDecl* found :
       declared->getDeclContext()->getRedeclContext()->lookup(declared->getDeclName()))
    count += found->getUnderlyingDecl()->isFunctionOrFunctionTemplate() ? 1 : 0;
  return count > 1;
}

namespace {

/// A type as above; "struct params" where a variable or function has the name of the class.
std::string spelled_parameter(clang::QualType type, const clang::ASTContext& context) {
  std::string text = spelled_type(type, context);
  const clang::QualType inner = type->isPointerType() ? type->getPointeeType() : type;
  const clang::TagDecl* tag = inner->getAsTagDecl();
  if (tag == nullptr || !tag->getDeclName()) return text;
  const bool hidden = llvm::any_of(
      tag->getDeclContext()->getRedeclContext()->lookup(tag->getDeclName()),
      [](const clang::NamedDecl* found) { return llvm::isa<clang::ValueDecl>(found); });
  const std::size_t name = text.find(tag->getQualifiedNameAsString());
  if (hidden && name != std::string::npos) text.insert(name, tag->getKindName().str() + " ");
  return text;
}

}  // namespace

std::string parameter_types(const clang::FunctionDecl& function) {
  std::string types;
  for (const clang::ParmVarDecl* parameter : function.parameters()) {
    if (unnameable(parameter->getType()) != nullptr) return "";
    types += (types.empty() ? "" : ", ") +
             spelled_parameter(parameter->getType(), function.getASTContext());
  }
  return "(" + types + ")";
}

const clang::TagDecl* unnameable_argument(const clang::NamedDecl& declaration) {
  for (const clang::TemplateArgument& argument : arguments_of(declaration)) {
    if (argument.getKind() != clang::TemplateArgument::Type) continue;
    if (const clang::TagDecl* found = unnameable(argument.getAsType())) return found;
  }
  return nullptr;
}

}  // namespace larder::generate
