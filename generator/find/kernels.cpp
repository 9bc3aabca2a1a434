#include "generator/find/kernels.h"

#include <algorithm>

#include "generator/syntax/clang_compat.h"
#include "generator/syntax/diagnostics.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

std::vector<const clang::AnnotateAttr*> own_marks(const clang::FunctionDecl& function) {
  std::vector<const clang::AnnotateAttr*> marks;
  // An instance has its template's mark, and an explicit instantiation may repeat it.
  if (function.isTemplateInstantiation()) return marks;
  for (const auto* attribute : function.specific_attrs<clang::AnnotateAttr>())
    if (attribute->getAnnotation().starts_with("larder.kernel") && !attribute->isInherited())
      marks.push_back(attribute);
  return marks;
}

/// Collects every marked declaration and, of templates, every instance.
class KernelFinder : public Visitor {
 public:
  std::vector<clang::FunctionDecl*> marked;
  std::vector<clang::FunctionTemplateDecl*> templates;

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    if (mark_of(*function) != Mark::kNone) marked.push_back(function);
    return true;
  }
  bool VisitFunctionTemplateDecl(clang::FunctionTemplateDecl* declaration) override {
    if (declaration->isCanonicalDecl() && mark_of(*declaration->getTemplatedDecl()) != Mark::kNone)
      templates.push_back(declaration);
    return true;
  }
};

class Checker {
 public:
  Checker(clang::ASTContext& context, bool report_errors)
      : context_(context), engine_(context.getDiagnostics()), reports_(report_errors) {}

  bool declaration(const clang::FunctionDecl& kernel) {
    bool good = true;
    const auto marks = own_marks(kernel);
    if (marks.size() > 1 && reports_) {
      report(engine_, Message::kMarkedTwice, marks[1]->getLocation()) << &kernel;
      report(engine_, Message::kFirstMark, marks[0]->getLocation());
    }
    good = good && marks.size() < 2;
    const bool global = mark_of(kernel) == Mark::kGlobal;
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&kernel);
        method != nullptr && !global) {
      if (reports_)
        report(engine_, Message::kMember, kernel.getLocation()) << &kernel << method->getParent();
      good = false;
    }
    if (kernel.isVariadic()) {
      if (reports_) report(engine_, Message::kVariadic, kernel.getLocation()) << &kernel;
      good = false;
    }
    for (const clang::ParmVarDecl* parameter : kernel.parameters())
      good = check_parameter(kernel, *parameter) && good;
    return good;
  }

  bool instance(const clang::FunctionDecl& kernel) {
    const clang::TagDecl* unnamed = unnameable_argument(kernel);
    if (unnamed == nullptr) return true;
    if (reports_) {
      report(engine_, Message::kUnnameable,
             kernel.getPointOfInstantiation().isValid() ? kernel.getPointOfInstantiation()
                                                        : kernel.getLocation())
          << &kernel << tag_type(context_, unnamed);
      report(engine_, Message::kDeclaredHere, unnamed->getLocation())
          << tag_type(context_, unnamed);
    }
    return false;
  }

 private:
  bool check_parameter(const clang::FunctionDecl& kernel, const clang::ParmVarDecl& parameter) {
    const clang::QualType type = parameter.getType();
    if (type->isReferenceType()) {
      if (reports_)
        report(engine_, Message::kReference, parameter.getLocation())
            << &parameter << &kernel << parameter.getSourceRange();
      return false;
    }
    // nvcc copies the bytes of any class; programs rely on it.
    if (type->isDependentType() || mark_of(kernel) == Mark::kGlobal ||
        type.isTriviallyCopyableType(context_))
      return true;
    if (reports_)
      report(engine_, Message::kNotCopyable, parameter.getLocation())
          << &parameter << &kernel << type << parameter.getSourceRange();
    return false;
  }

  clang::ASTContext& context_;
  clang::DiagnosticsEngine& engine_;
  bool reports_;
};

bool in_main_file(const clang::Decl& declaration) {
  const clang::SourceManager& sources = declaration.getASTContext().getSourceManager();
  return sources.isInMainFile(sources.getExpansionLoc(declaration.getLocation()));
}

void report_undefined(const std::vector<clang::FunctionDecl*>& marked) {
  for (const clang::FunctionDecl* kernel : marked) {
    // CUDA programs declare kernels of other sources, and launch them.
    if (!kernel->isCanonicalDecl() || kernel->isTemplateInstantiation() || kernel->isDefined() ||
        mark_of(*kernel) == Mark::kGlobal)
      continue;
    if (in_main_file(*kernel))
      report(kernel->getASTContext().getDiagnostics(), Message::kNotDefined, kernel->getLocation())
          << kernel;
  }
}

void report_uninstantiated(const std::vector<clang::FunctionTemplateDecl*>& templates) {
  for (clang::FunctionTemplateDecl* declaration : templates) {
    if (declaration->spec_begin() != declaration->spec_end() || !in_main_file(*declaration) ||
        mark_of(*declaration->getTemplatedDecl()) == Mark::kGlobal)
      continue;
    report(declaration->getASTContext().getDiagnostics(), Message::kNotInstantiated,
           declaration->getLocation())
        << declaration;
  }
}

std::vector<const clang::FunctionDecl*> instances(const KernelFinder& finder) {
  std::vector<const clang::FunctionDecl*> out;
  const auto add = [&](const clang::FunctionDecl* function) {
    const clang::FunctionDecl* definition = function->getDefinition();
    if (definition == nullptr || definition->isDependentContext()) return;
    if (std::find(out.begin(), out.end(), definition) == out.end()) out.push_back(definition);
  };
  for (const clang::FunctionDecl* function : finder.marked) add(function);
  for (clang::FunctionTemplateDecl* declaration : finder.templates)
    for (const clang::FunctionDecl* special : declaration->specializations()) add(special);
  return out;
}

std::vector<Parameter> describe_parameters(const clang::FunctionDecl& kernel) {
  const clang::ASTContext& context = kernel.getASTContext();
  std::vector<Parameter> out;
  std::uint64_t offset = 0;
  for (const clang::ParmVarDecl* parameter : kernel.parameters()) {
    const clang::TypeInfoChars info = context.getTypeInfoInChars(parameter->getType());
    const auto size = static_cast<std::uint64_t>(info.Width.getQuantity());
    const auto alignment = static_cast<std::uint64_t>(info.Align.getQuantity());
    offset = (offset + alignment - 1) / alignment * alignment;
    out.push_back({parameter->getNameAsString(), spelled_type(parameter->getType(), context), size,
                   alignment, offset});
    offset += size;
  }
  return out;
}

std::uint32_t evaluated(const clang::Expr* expression, const clang::ASTContext& context) {
  clang::Expr::EvalResult result;
  if (expression == nullptr || expression->isValueDependent() ||
      !expression->EvaluateAsInt(result, context))
    return 0;
  return static_cast<std::uint32_t>(result.Val.getInt().getZExtValue());
}

/// The texts of the LARDER_KERNEL_SALT marks, each once.
std::string salt_of(const clang::FunctionDecl& kernel) {
  std::vector<llvm::StringRef> salts;
  for (const auto* attribute : kernel.specific_attrs<clang::AnnotateAttr>()) {
    llvm::StringRef text = attribute->getAnnotation();
    if (text.consume_front("larder.salt.") &&
        std::find(salts.begin(), salts.end(), text) == salts.end())
      salts.push_back(text);
  }
  std::sort(salts.begin(), salts.end());
  return llvm::join(salts, " ");
}

/// Whether the headers of the runtime API declare it for code that no kernel reaches.
bool is_of_device_runtime(const clang::NamedDecl& declaration) {
  return has_mark(declaration, "larder.device_runtime");
}

/// Redeclarations of CUDA's own functions need no definition; those of reserved names may be.
bool is_cuda_builtin(const clang::NamedDecl& declaration, const UserCode& user_code) {
  if (declaration.getDeclName().isIdentifier() && declaration.getName().starts_with("__"))
    return true;
  return std::any_of(
      declaration.redecls_begin(), declaration.redecls_end(),
      [&](const clang::Decl* each) { return !user_code.contains(each->getLocation()); });
}

std::string instantiation_text(const clang::FunctionDecl& kernel) {
  const auto kind = kernel.getTemplateSpecializationKind();
  if (kind == clang::TSK_Undeclared || kind == clang::TSK_ExplicitSpecialization) return "";
  std::string arguments;
  for (const std::string& argument : template_arguments(kernel))
    arguments += (arguments.empty() ? "" : ", ") + argument;
  std::string parameters;
  for (const clang::ParmVarDecl* parameter : kernel.parameters())
    parameters += (parameters.empty() ? "" : ", ") +
                  spelled_type(parameter->getType(), kernel.getASTContext());
  // No leading "::": after a declaration specifier it would be read as part of it.
  return "template __attribute__((global)) void " + qualified_name(kernel).substr(2) + "<" +
         arguments + ">(" + parameters + ");";
}

bool is_writable(const clang::VarDecl& variable) {
  return !variable.getASTContext().getBaseElementType(variable.getType()).isConstQualified();
}

bool is_device_variable(const clang::NamedDecl& declaration, const UserCode& user_code) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  return variable != nullptr && variable->isFileVarDecl() &&
         (variable->hasAttr<clang::CUDADeviceAttr>() ||
          variable->hasAttr<clang::CUDAConstantAttr>()) &&
         !variable->isConstexpr() && !variable->isStaticDataMember() && !variable->isTemplated() &&
         user_code.contains(variable->getLocation());
}

/// The host can't name a variable that has no name outside of its function.
bool can_be_named(const clang::VarDecl& variable) {
  return !variable.getType()->isIncompleteType() && unnameable_argument(variable) == nullptr;
}

Variable describe_variable(const clang::VarDecl& variable, bool reached) {
  const clang::TypeInfoChars info = variable.getASTContext().getTypeInfoInChars(variable.getType());
  return {display_name(variable),
          device_symbol(variable),
          specialised_name(variable),
          static_cast<std::uint64_t>(info.Width.getQuantity()),
          static_cast<std::uint64_t>(info.Align.getQuantity()),
          variable.hasAttr<clang::CUDAConstantAttr>(),
          is_writable(variable),
          reached,
          !variable.isExternallyVisible()};
}

/// Adds the variables that are defined in `context` or in a namespace in it, and that some code
/// names: a kernel may get their addresses from the host.
void add_variables(const clang::DeclContext& context, const UserCode& user_code,
                   std::vector<const clang::VarDecl*>& out) {
  for (const clang::Decl* declaration : context.decls()) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration)) {
      add_variables(*llvm::cast<clang::DeclContext>(declaration), user_code, out);
      continue;
    }
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
    if (variable != nullptr && is_device_variable(*variable, user_code) &&
        !llvm::isa<clang::VarTemplateSpecializationDecl>(variable) &&
        variable->isThisDeclarationADefinition() == clang::VarDecl::Definition &&
        variable->getCanonicalDecl()->isReferenced() && can_be_named(*variable))
      out.push_back(variable);
  }
}

}  // namespace

bool is_device_code(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDADeviceAttr>() || function.hasAttr<clang::CUDAGlobalAttr>();
}

Mark mark_of(const clang::FunctionDecl& function) {
  for (const auto* attribute : function.specific_attrs<clang::AnnotateAttr>()) {
    if (attribute->getAnnotation() == "larder.kernel") return Mark::kKernel;
    if (attribute->getAnnotation() == "larder.kernel.cuda_only") return Mark::kCudaOnly;
  }
  return function.hasAttr<clang::CUDAGlobalAttr>() ? Mark::kGlobal : Mark::kNone;
}

std::vector<const clang::FunctionDecl*> find_kernels(clang::ASTContext& context,
                                                     bool report_errors) {
  KernelFinder finder;
  finder.TraverseAST(context);
  if (report_errors) {
    report_undefined(finder.marked);
    report_uninstantiated(finder.templates);
  }
  Checker checker(context, report_errors);
  std::vector<const clang::FunctionDecl*> rejected;
  for (const clang::FunctionDecl* declared : finder.marked)
    if (!checker.declaration(*declared)) rejected.push_back(declared->getCanonicalDecl());
  std::vector<const clang::FunctionDecl*> out;
  for (const clang::FunctionDecl* kernel : instances(finder)) {
    const clang::FunctionDecl* declared = &written(*kernel);
    const bool bad =
        std::find(rejected.begin(), rejected.end(), declared->getCanonicalDecl()) != rejected.end();
    if (bad) continue;
    if (kernel == declared || (checker.declaration(*kernel) && checker.instance(*kernel)))
      out.push_back(kernel);
  }
  return out;
}

Kernel describe_kernel(const clang::FunctionDecl& kernel, const TokenTable& tokens) {
  const clang::ASTContext& context = kernel.getASTContext();
  Kernel out;
  out.name = display_name(kernel);
  out.symbol = device_symbol(kernel);
  out.where = tokens.location(kernel.getLocation());
  out.expression = "&" + specialised_name(kernel);
  out.parameter_types = parameter_types(kernel);
  out.instantiation = instantiation_text(kernel);
  out.instantiated =
      kernel.getTemplateSpecializationKind() == clang::TSK_ExplicitInstantiationDefinition;
  out.template_arguments = template_arguments(kernel);
  out.parameters = describe_parameters(kernel);
  out.cuda_only = mark_of(kernel) == Mark::kCudaOnly;
  out.internal = !kernel.isExternallyVisible();
  out.salt = salt_of(kernel);
  if (const auto* bounds = kernel.getAttr<clang::CUDALaunchBoundsAttr>()) {
    out.max_threads = evaluated(bounds->getMaxThreads(), context);
    out.min_blocks = evaluated(bounds->getMinBlocks(), context);
  }
  return out;
}

std::vector<Variable> describe_variables(clang::ASTContext& context, const ReachGraph& graph,
                                         const UserCode& user_code) {
  std::vector<Variable> out;
  std::set<std::string> reached;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (!is_device_variable(*graph[i].declaration, user_code)) continue;
    const auto& variable = llvm::cast<clang::VarDecl>(*graph[i].declaration);
    if (!can_be_named(variable)) continue;
    out.push_back(describe_variable(variable, true));
    reached.insert(out.back().symbol);
  }
  std::vector<const clang::VarDecl*> defined;
  add_variables(*context.getTranslationUnitDecl(), user_code, defined);
  for (const clang::VarDecl* variable : defined) {
    Variable described = describe_variable(*variable, false);
    if (reached.insert(described.symbol).second) out.push_back(std::move(described));
  }
  std::sort(out.begin(), out.end(),
            [](const Variable& a, const Variable& b) { return a.symbol < b.symbol; });
  return out;
}

namespace {

/// Whether it is one of the functions of a toolkit's header that have an empty body for the host
/// compiler, which never calls them.
bool is_empty_on_host(const clang::NamedDecl& declaration, const UserCode& user_code) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration);
  if (function == nullptr || !function->hasAttr<clang::CUDADeviceAttr>() ||
      function->hasAttr<clang::CUDAHostAttr>() || function->isTemplated() ||
      llvm::isa<clang::CXXMethodDecl>(function) ||
      user_code.origin(function->getLocation()) != Origin::kSystem)
    return false;
  const clang::FunctionDecl* definition = nullptr;
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(function->getBody(definition));
  return body != nullptr && body->body_empty();
}

Message undefined_message(const clang::NamedDecl& declaration) {
  if (is_of_device_runtime(declaration)) return Message::kDeviceRuntime;
  return declaration.getAsFunction() != nullptr ? Message::kUndefinedFunction
                                                : Message::kUndefinedVariable;
}

}  // namespace

void check_empty_functions(const clang::FunctionDecl& kernel, const ReachGraph& graph,
                           std::size_t node, const UserCode& user_code) {
  if (mark_of(kernel) == Mark::kCudaOnly) return;
  clang::DiagnosticsEngine& engine = kernel.getASTContext().getDiagnostics();
  for (const std::size_t index : graph.closure(node))
    if (is_empty_on_host(*graph[index].declaration, user_code))
      report(engine, Message::kEmptyOnHost, kernel.getLocation())
          << &kernel << graph[index].declaration;
}

void check_definitions(const clang::FunctionDecl& kernel, const ReachGraph& graph, std::size_t node,
                       const UserCode& user_code) {
  clang::DiagnosticsEngine& engine = kernel.getASTContext().getDiagnostics();
  for (const std::size_t index : graph.closure(node)) {
    for (const auto& [declaration, where] : graph[index].undefined) {
      // Libraries call the runtime in functions for both sides, on the host's alone.
      if (is_of_device_runtime(*declaration) ? !user_code.contains(where)
                                             : is_cuda_builtin(*declaration, user_code))
        continue;
      report(engine, undefined_message(*declaration), where) << declaration;
      report(engine, Message::kDeclaredHere, declaration->getLocation()) << declaration;
      report(engine, Message::kReachedFrom, kernel.getLocation()) << &kernel;
    }
  }
}

void report_managed(const clang::ASTContext& context, const ReachGraph& graph) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(graph[i].declaration);
    if (variable == nullptr) continue;
    for (const clang::VarDecl* written : variable->redecls()) {
      for (const auto* mark : written->specific_attrs<clang::AnnotateAttr>()) {
        if (mark->getAnnotation() != "larder.managed" || mark->isInherited()) continue;
        report(context.getDiagnostics(), Message::kManaged, written->getLocation()) << variable;
      }
    }
  }
}

void report_clock(const clang::FunctionDecl& kernel, const ClockMacro& clock) {
  clang::ASTContext& context = kernel.getASTContext();
  report(context.getDiagnostics(), Message::kClock,
         context.getSourceManager().getExpansionLoc(clock.where))
      << &kernel << clock.name;
}

}  // namespace larder::generate
