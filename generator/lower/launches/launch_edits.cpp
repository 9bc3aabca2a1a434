#include "generator/lower/launches/launch_edits.h"

#include <string>
#include <vector>

#include "generator/find/kernels.h"
#include "generator/syntax/diagnostics.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// Visits the source as written: of templates only the pattern.
class LaunchFinder : public Visitor {
 public:
  std::vector<const clang::CUDAKernelCallExpr*> launches;
  std::vector<clang::FunctionDecl*> kernels;

  bool VisitCUDAKernelCallExpr(clang::CUDAKernelCallExpr* call) override {
    launches.push_back(call);
    return true;
  }
  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    const bool body = function->doesThisDeclarationHaveABody() &&
                      llvm::isa<clang::CompoundStmt>(function->getBody());
    if (body && mark_of(*function) != Mark::kNone) kernels.push_back(function);
    return true;
  }
  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    if (!is_device_code(*function)) return Visitor::TraverseFunctionDecl(function);
    return VisitFunctionDecl(function);
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* function) override {
    if (!is_device_code(*function)) return Visitor::TraverseCXXMethodDecl(function);
    return VisitFunctionDecl(function);
  }
};

/// Index of the first token of a kind at or after `begin`.
std::size_t next(const TokenTable& tokens, std::size_t begin, clang::tok::TokenKind kind) {
  while (tokens[begin].kind() != kind) ++begin;
  return begin;
}

/// The text of tokens with the other edits, which thereby leave their places.
std::string take_text(const TokenTable& tokens, TokenRange range, TokenEdits& edits) {
  std::string out;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    TokenEdit& edit = edits[i];
    const bool stays = edit.replacement.empty() && !edit.dropped;
    if (!out.empty()) out += ' ';
    out += edit.before + (stays ? tokens.text(i).str() : edit.replacement) + edit.after;
    edit = TokenEdit{};
  }
  return out;
}

void edit_launch(const clang::CUDAKernelCallExpr& call, const TokenTable& tokens,
                 TokenEdits& edits) {
  const std::size_t begin = tokens.index_at(call.getBeginLoc());
  const std::size_t open = next(tokens, begin, clang::tok::lesslessless);
  const std::size_t close = tokens.index_at(call.getConfig()->getRParenLoc());
  insert_before(edits, begin,
                "(__cudaPushCallConfiguration(" + take_text(tokens, {open + 1, close}, edits) +
                    ") ? void() : ");
  // >>> may be several tokens.
  const std::size_t arguments = next(tokens, close, clang::tok::l_paren);
  for (std::size_t i = open; i < arguments; ++i) edits[i].dropped = true;
  insert_after(edits, tokens.index_at(call.getRParenLoc()), ", larder_end_launch())");
}

/// Gives a parameter without a name one, and returns the name.
std::string named(const clang::NamedDecl& parameter, const std::string& fresh,
                  const TokenTable& tokens, TokenEdits& edits) {
  if (parameter.getDeclName()) return parameter.getNameAsString();
  const std::size_t index = tokens.index_at(parameter.getLocation());
  // For a type parameter this is the word `class` or `typename`, or the token after it.
  const auto kind = tokens[index].kind();
  if (kind == clang::tok::kw_class || kind == clang::tok::kw_typename)
    insert_after(edits, index, " " + fresh);
  else
    insert_before(edits, index, " " + fresh + " ");
  return fresh;
}

std::string pack_dots(const clang::NamedDecl& parameter) {
  return parameter.isParameterPack() ? "..." : "";
}

/// "<T, n, Rest...>": a template's parameters as arguments for itself; empty if it is not a
/// template.
std::string own_arguments(const clang::FunctionDecl& kernel, const TokenTable& tokens,
                          TokenEdits& edits) {
  const clang::FunctionTemplateDecl* own = kernel.getDescribedFunctionTemplate();
  if (own == nullptr) return "";
  std::string text;
  std::size_t number = 0;
  for (const clang::NamedDecl* parameter : *own->getTemplateParameters()) {
    text += (text.empty() ? "" : ", ") +
            named(*parameter, "larder_t" + std::to_string(number++), tokens, edits) +
            pack_dots(*parameter);
  }
  return "<" + text + ">";
}

/// "::larder::detail::kernel_handle<void (TYPE)>(&scale)", or without the type where the name is
/// that of one template. The types are those of the parameters, whose names may hide a type's.
std::string handle_of(const clang::FunctionDecl& kernel, const std::vector<std::string>& parameters,
                      const TokenTable& tokens, TokenEdits& edits) {
  std::string types;
  // The host compiler may know other functions of the name than Clang.
  if (kernel.getDescribedFunctionTemplate() == nullptr || is_overloaded(kernel)) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      types += (i == 0 ? "" : ", ") +
               ("typename ::larder::detail::Unqualified<decltype(" + parameters[i] + ")>::Type") +
               pack_dots(*kernel.getParamDecl(static_cast<unsigned>(i)));
    types = "(" + types + ")";
  }
  return "::larder::detail::kernel_handle" + (types.empty() ? types : "<void " + types + ">") +
         "(&" + specialised_name(kernel) + own_arguments(kernel, tokens, edits) + ")";
}

/// The start of a kernel's host function: a test whether a launch is pending, and the launch.
std::string entry_text(const clang::FunctionDecl& kernel, const TokenTable& tokens,
                       TokenEdits& edits) {
  std::vector<std::string> names;
  std::string pointers;
  for (const clang::ParmVarDecl* parameter : kernel.parameters()) {
    names.push_back(named(*parameter, "larder_p" + std::to_string(names.size()), tokens, edits));
    pointers +=
        "::larder::detail::argument_address(" + names.back() + ")" + pack_dots(*parameter) + ", ";
  }
  return " if (const auto larder_launch = ::larder::detail::pending_launch) { void* "
         "larder_arguments[] = {" +
         pointers + "nullptr}; return larder_launch(" + handle_of(kernel, names, tokens, edits) +
         ", larder_arguments); }";
}

/// Applies to all of a body that body_edits() has left.
void edit_kernel(const clang::FunctionDecl& kernel, const TokenTable& tokens, TokenEdits& edits) {
  const auto& body = *llvm::cast<clang::CompoundStmt>(kernel.getBody());
  const std::size_t begin = tokens.index_at(body.getLBracLoc());
  const std::string entry = entry_text(kernel, tokens, edits);
  if (const auto edit = edits.find(begin); edit != edits.end() && edit->second.dropped)
    edit->second.replacement.insert(1, entry);
  else
    insert_after(edits, begin, entry);
}

}  // namespace

bool has_runtime(const clang::ASTContext& context) {
  const clang::DeclarationName name(&context.Idents.get("cudaGetLastError"));
  return !context.getTranslationUnitDecl()->lookup(name).empty();
}

void add_launch_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code) {
  LaunchFinder finder;
  finder.TraverseAST(context);
  if (!has_runtime(context)) {
    for (const clang::CUDAKernelCallExpr* call : finder.launches)
      if (user_code.contains(call->getBeginLoc()))
        report(context.getDiagnostics(), Message::kLaunchSyntax, call->getBeginLoc())
            << call->getSourceRange();
    return;
  }
  for (const clang::CUDAKernelCallExpr* call : finder.launches)
    if (user_code.contains(call->getBeginLoc())) edit_launch(*call, tokens, edits);
  for (const clang::FunctionDecl* kernel : finder.kernels)
    if (user_code.contains(kernel->getLocation())) edit_kernel(*kernel, tokens, edits);
}

}  // namespace larder::generate
