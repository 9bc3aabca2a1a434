#include "generator/scan/slice.h"

#include <algorithm>

#include "generator/scan/names.h"

namespace larder::generate {
namespace {

/// The declaration at namespace scope whose text `declaration` is part of.
const clang::Decl* top_level(const clang::Decl* declaration) {
  while (true) {
    const clang::DeclContext* context = declaration->getLexicalDeclContext();
    if (context == nullptr || context->isFileContext() ||
        llvm::isa<clang::LinkageSpecDecl>(context))
      return declaration;
    declaration = llvm::cast<clang::Decl>(context);
  }
}

bool is_lambda_member(const clang::Decl& declaration) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration);
  return method != nullptr && method->getParent()->isLambda();
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

std::string describe(const clang::Decl& declaration) {
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(&declaration);
  const std::string name = named != nullptr ? named->getQualifiedNameAsString() : "";
  return kind_of(declaration) + " " + name;
}

/// Member functions with a body inside a class; not those inside of functions.
class BodyFinder : public clang::RecursiveASTVisitor<BodyFinder> {
 public:
  explicit BodyFinder(std::vector<const clang::FunctionDecl*>& found) : found_(found) {}
  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    const bool in_class = function->getLexicalDeclContext()->isRecord();
    if (in_class && function->doesThisDeclarationHaveABody() && !function->isDefaulted() &&
        !function->isImplicit() && !is_lambda_member(*function))
      found_.push_back(function);
    return true;
  }
  bool TraverseStmt(clang::Stmt*) { return true; }

 private:
  std::vector<const clang::FunctionDecl*>& found_;
};

/// How a context is opened again; empty where its declaration says it itself.
std::string opening_of(const clang::DeclContext& context) {
  if (const auto* linkage = llvm::dyn_cast<clang::LinkageSpecDecl>(&context)) {
    if (!linkage->hasBraces()) return {};
    const bool is_c = linkage->getLanguage() == clang::LinkageSpecLanguageIDs::C;
    return is_c ? "extern \"C\"" : "extern \"C++\"";
  }
  const auto& space = llvm::cast<clang::NamespaceDecl>(context);
  std::string open = space.isInline() || space.isAnonymousNamespace() ? "inline " : "";
  open += "namespace ";
  open += space.isAnonymousNamespace() ? kUnnamedNamespace : space.getNameAsString();
  return open;
}

std::vector<Scope> scopes_of(const clang::Decl& top) {
  std::vector<Scope> scopes;
  for (const clang::DeclContext* context = top.getLexicalDeclContext();
       context != nullptr && !context->isTranslationUnit(); context = context->getLexicalParent()) {
    std::string open = opening_of(*context);
    if (!open.empty()) scopes.push_back({std::move(open)});
  }
  std::reverse(scopes.begin(), scopes.end());
  return scopes;
}

/// Drops Larder's own mark, and `static` from what the host must find by name in the image.
std::vector<Token> for_cuda(std::vector<Token> tokens, bool drop_static) {
  const std::vector<std::string> mark = {"__attribute__", "(", "(", "annotate", "("};
  std::vector<Token> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool marked =
        i + mark.size() + 3 < tokens.size() &&
        std::equal(
            mark.begin(), mark.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
            [](const std::string& text, const Token& token) { return text == token.text; }) &&
        tokens[i + mark.size()].text.rfind("\"larder.", 0) == 0;
    if (marked) {
      i += mark.size() + 3;
      continue;
    }
    if (drop_static && tokens[i].text == "static") continue;
    if (tokens[i].text == "{" || tokens[i].text == "=") drop_static = false;
    out.push_back(std::move(tokens[i]));
  }
  return out;
}

bool is_found_by_name(const clang::Decl& top) {
  return top.hasAttr<clang::CUDAGlobalAttr>() || top.hasAttr<clang::CUDADeviceAttr>() ||
         top.hasAttr<clang::CUDAConstantAttr>() ||
         (top.getAsFunction() != nullptr && top.getAsFunction()->hasAttr<clang::CUDAGlobalAttr>());
}

}  // namespace

Slice::Slice(const ReachGraph& graph, const TokenTable& tokens,
             const PreprocessorRecord& preprocessor, std::string own_headers)
    : graph_(graph),
      tokens_(tokens),
      preprocessor_(preprocessor),
      own_headers_(std::move(own_headers)),
      node_parts_(graph.size()) {
  for (std::size_t i = 0; i < graph.size(); ++i) add_node(i);
  add_directives();
}

void Slice::add_node(std::size_t index) {
  for (const clang::Decl* written : graph_[index].written) {
    reached_bodies_.insert(written);
    add_written(*written, index);
  }
}

void Slice::add_written(const clang::Decl& declaration, std::size_t node) {
  const clang::SourceManager& sources = tokens_.sources();
  const clang::SourceLocation where = sources.getExpansionLoc(declaration.getLocation());
  for (const clang::DeclContext* context = declaration.getDeclContext(); context != nullptr;
       context = context->getParent())
    reached_namespaces_.insert(context->getPrimaryContext());
  const bool system = sources.isInSystemHeader(where);
  if (!system && !is_users(sources, where, own_headers_)) return;
  node_parts_[node].push_back(add_part(declaration));
  if (system)
    add_include(where);
  else
    add_unit(*top_level(&declaration));
}

std::size_t Slice::add_part(const clang::Decl& declaration) {
  const auto [entry, fresh] = part_numbers_.try_emplace(&declaration, parts_.size());
  if (!fresh) return entry->second;
  const clang::Decl* top = top_level(&declaration);
  TokenRange range;
  if (declaration.getLexicalDeclContext()->isRecord() && !is_lambda_member(declaration))
    range = {tokens_.index_at(declaration.getBeginLoc()),
             tokens_.index_at(declaration.getEndLoc()) + 1};
  else
    range = tokens_.declaration_range(*top);
  std::vector<TokenRange> holes;
  if (llvm::isa<clang::TagDecl>(declaration)) holes = bodies_in(declaration, true);
  parts_.push_back({describe(declaration), tokens_.location(declaration.getLocation()),
                    joined(for_cuda(tokens_.copy(range, holes), is_found_by_name(*top)))});
  return entry->second;
}

void Slice::add_unit(const clang::Decl& top) {
  const TokenRange range = tokens_.declaration_range(top);
  const auto [entry, fresh] = units_.try_emplace(range.begin, UnitSource{range, &top});
  if (!fresh && entry->second.range.end < range.end) entry->second = {range, &top};
}

void Slice::add_include(clang::SourceLocation where) {
  const clang::SourceManager& sources = tokens_.sources();
  clang::FileID file = sources.getFileID(where);
  for (clang::SourceLocation from = sources.getIncludeLoc(file);
       from.isValid() && sources.isInSystemHeader(from); from = sources.getIncludeLoc(file))
    file = sources.getFileID(from);
  for (std::size_t i = 0; i < preprocessor_.inclusions.size(); ++i)
    if (preprocessor_.inclusions[i].entered == file) includes_.insert(i);
}

// `using namespace a;` decides look-ups without being mentioned by anything.
void Slice::add_directives() {
  if (units_.empty()) return;
  const clang::ASTContext& context = units_.begin()->second.top->getASTContext();
  std::vector<const clang::DeclContext*> pending{context.getTranslationUnitDecl()};
  while (!pending.empty()) {
    const clang::DeclContext* current = pending.back();
    pending.pop_back();
    for (const clang::Decl* declaration : current->decls()) {
      if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration))
        pending.push_back(space);
      const auto* directive = llvm::dyn_cast<clang::UsingDirectiveDecl>(declaration);
      if (directive == nullptr || directive->isImplicit()) continue;
      const bool needed =
          reached_namespaces_.count(directive->getNominatedNamespace()->getPrimaryContext()) != 0;
      if (!needed || !is_users(tokens_.sources(), directive->getLocation(), own_headers_)) continue;
      add_unit(*directive);
      const clang::NamedDecl* written = directive->getNominatedNamespaceAsWritten();
      if (llvm::isa<clang::NamespaceAliasDecl>(written)) add_unit(*top_level(written));
    }
  }
}

TokenRange Slice::body_range(const clang::FunctionDecl& function) const {
  std::size_t begin = tokens_.index_at(function.getBody()->getBeginLoc());
  const std::size_t end = tokens_.index_at(function.getEndLoc()) + 1;
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function);
  if (constructor != nullptr && function.getFunctionTypeLoc()) {
    const std::size_t after = tokens_.index_at(function.getFunctionTypeLoc().getRParenLoc());
    for (std::size_t i = after; i < begin; ++i)
      if (tokens_[i].kind() == clang::tok::colon) begin = i;
  }
  return {begin, end};
}

std::vector<TokenRange> Slice::bodies_in(const clang::Decl& top, bool reached_too) const {
  std::vector<const clang::FunctionDecl*> functions;
  BodyFinder(functions).TraverseDecl(const_cast<clang::Decl*>(&top));
  std::vector<TokenRange> holes;
  for (const clang::FunctionDecl* function : functions)
    if (reached_too || reached_bodies_.count(function) == 0) holes.push_back(body_range(*function));
  return holes;
}

Unit Slice::unit(const UnitSource& source) const {
  const bool by_name = is_found_by_name(*source.top);
  return {scopes_of(*source.top),
          for_cuda(tokens_.copy(source.range, bodies_in(*source.top, false)), by_name),
          tokens_.location(source.top->getLocation())};
}

std::vector<Unit> Slice::units() const {
  std::vector<Unit> out;
  std::size_t covered = 0;
  for (const auto& [begin, source] : units_) {
    if (begin < covered) continue;
    covered = source.range.end;
    out.push_back(unit(source));
  }
  return out;
}

std::vector<std::string> Slice::includes() const {
  std::vector<std::string> out;
  for (const std::size_t index : includes_) {
    const Inclusion& inclusion = preprocessor_.inclusions[index];
    std::string text = inclusion.angled ? "<" + inclusion.name + ">" : "\"" + inclusion.name + "\"";
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

}  // namespace larder::generate
