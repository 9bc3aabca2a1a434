#include "generator/scan/slice.h"

#include <algorithm>

#include "generator/scan/cuda_words.h"
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
  const std::string name = named != nullptr ? stable_name(*named) : "";
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

/// Structs, classes and unions with a body, in the order of the source; those in bodies too.
class RecordFinder : public clang::RecursiveASTVisitor<RecordFinder> {
 public:
  explicit RecordFinder(std::vector<const clang::RecordDecl*>& found) : found_(found) {}
  bool VisitRecordDecl(clang::RecordDecl* record) {
    const auto* type = llvm::dyn_cast<clang::CXXRecordDecl>(record);
    const bool lambda = type != nullptr && type->isLambda();
    if (record->isThisDeclarationADefinition() && !lambda) found_.push_back(record);
    return true;
  }

 private:
  std::vector<const clang::RecordDecl*>& found_;
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

bool is_found_by_name(const clang::Decl& top) {
  return top.hasAttr<clang::CUDAGlobalAttr>() || top.hasAttr<clang::CUDADeviceAttr>() ||
         top.hasAttr<clang::CUDAConstantAttr>() ||
         (top.getAsFunction() != nullptr && top.getAsFunction()->hasAttr<clang::CUDAGlobalAttr>());
}

}  // namespace

Slice::Slice(const ReachGraph& graph, const TokenTable& tokens,
             const PreprocessorRecord& preprocessor, std::string own_headers, bool with_places)
    : graph_(graph),
      tokens_(tokens),
      preprocessor_(preprocessor),
      own_headers_(std::move(own_headers)),
      with_places_(with_places),
      node_parts_(graph.size()),
      node_kernels_(graph.size()) {
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
  node_parts_[node].push_back(add_part(declaration, node));
  if (system)
    add_include(where, node);
  else
    add_unit(*top_level(&declaration)).nodes.insert(node);
}

// Instances of one template share its text, so it is made once.
std::size_t Slice::add_part(const clang::Decl& declaration, std::size_t node) {
  const auto [entry, fresh] = written_.try_emplace(&declaration);
  if (fresh) entry->second = written(declaration);
  parts_.push_back(entry->second.part);
  parts_.back().resolution = graph_[node].resolution;
  clocks_.push_back(entry->second.clock);
  return parts_.size() - 1;
}

Slice::Written Slice::written(const clang::Decl& declaration) const {
  const clang::Decl& top = *top_level(&declaration);
  const TokenRange range = own_range(declaration, top);
  std::vector<TokenRange> holes;
  if (llvm::isa<clang::TagDecl>(declaration)) holes = bodies_in(declaration, true);
  const std::vector<Token> tokens =
      for_cuda(tokens_.copy(range, holes, packing_in(declaration)), is_found_by_name(top));
  Written out;
  out.part.what = describe(declaration);
  out.part.where = tokens_.location(declaration.getLocation());
  out.part.tokens = joined(tokens);
  if (with_places_) out.part.places = places_of(tokens);
  out.clock = first_clock(range, holes);
  return out;
}

TokenRange Slice::own_range(const clang::Decl& declaration, const clang::Decl& top) const {
  if (declaration.getLexicalDeclContext()->isRecord() && !is_lambda_member(declaration))
    return {tokens_.index_at(declaration.getBeginLoc()),
            tokens_.index_at(declaration.getEndLoc()) + 1};
  return tokens_.declaration_range(top);
}

const ClockMacro* Slice::first_clock(TokenRange range, const std::vector<TokenRange>& holes) const {
  for (const ClockMacro& clock : preprocessor_.clocks) {
    const std::size_t at = tokens_.index_at(clock.where);
    const auto covers = [at](const TokenRange& r) { return r.begin <= at && at < r.end; };
    if (covers(range) && std::none_of(holes.begin(), holes.end(), covers)) return &clock;
  }
  return nullptr;
}

// A #pragma pack stands anywhere before what it changes, and its effect depends on those before it.
// So each record says what holds for it.
std::map<std::size_t, std::string> Slice::packing_in(const clang::Decl& declaration) const {
  std::map<std::size_t, std::string> out;
  if (!preprocessor_.packs) return out;
  std::vector<const clang::RecordDecl*> records;
  RecordFinder(records).TraverseDecl(const_cast<clang::Decl*>(&declaration));
  unsigned current = 0;
  for (const clang::RecordDecl* record : records) {
    const auto* packing = record->getAttr<clang::MaxFieldAlignmentAttr>();
    const unsigned wanted = packing != nullptr ? packing->getAlignment() / 8 : 0;
    if (wanted == current) continue;
    current = wanted;
    out[tokens_.start_of(tokens_.index_at(record->getBeginLoc()))] =
        "pack(" + (wanted != 0 ? std::to_string(wanted) : std::string()) + ")";
  }
  return out;
}

Slice::UnitSource& Slice::add_unit(const clang::Decl& top) {
  const TokenRange range = tokens_.declaration_range(top);
  UnitSource& source =
      units_.try_emplace(range.begin, UnitSource{range, &top, {}, false}).first->second;
  if (source.range.end < range.end) {
    source.range = range;
    source.top = &top;
  }
  return source;
}

void Slice::add_include(clang::SourceLocation where, std::size_t node) {
  const clang::SourceManager& sources = tokens_.sources();
  clang::FileID file = sources.getFileID(where);
  for (clang::SourceLocation from = sources.getIncludeLoc(file);
       from.isValid() && sources.isInSystemHeader(from); from = sources.getIncludeLoc(file))
    file = sources.getFileID(from);
  for (std::size_t i = 0; i < preprocessor_.inclusions.size(); ++i)
    if (preprocessor_.inclusions[i].entered == file) includes_[i].insert(node);
}

void Slice::mark_reached(std::size_t node, std::size_t kernel) {
  node_kernels_[node].insert(kernel);
  kernels_.insert(kernel);
}

std::vector<std::size_t> Slice::kernels_of(const std::set<std::size_t>& nodes) const {
  std::set<std::size_t> out;
  for (const std::size_t node : nodes)
    out.insert(node_kernels_[node].begin(), node_kernels_[node].end());
  return {out.begin(), out.end()};
}

std::vector<std::size_t> Slice::kernels_of(const UnitSource& source) const {
  if (source.for_all) return {kernels_.begin(), kernels_.end()};
  return kernels_of(source.nodes);
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
      add_unit(*directive).for_all = true;
      const clang::NamedDecl* written = directive->getNominatedNamespaceAsWritten();
      if (llvm::isa<clang::NamespaceAliasDecl>(written))
        add_unit(*top_level(written)).for_all = true;
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
  const std::map<std::size_t, std::string> packing = packing_in(*source.top);
  std::vector<Token> tokens =
      for_cuda(tokens_.copy(source.range, bodies_in(*source.top, false), packing), by_name);
  if (!packing.empty()) {
    const auto pragma = [](const char* text, const Token& beside) {
      return Token{text, beside.where, true};
    };
    tokens.insert(tokens.begin(), pragma("#pragma pack(push)", tokens.front()));
    tokens.push_back(pragma("#pragma pack(pop)", tokens.back()));
  }
  return {scopes_of(*source.top), std::move(tokens), tokens_.location(source.top->getLocation()),
          kernels_of(source)};
}

std::vector<Unit> Slice::units() const {
  std::vector<Unit> out;
  std::size_t covered = 0;
  for (const auto& [begin, source] : units_) {
    if (begin >= covered) {
      covered = source.range.end;
      out.push_back(unit(source));
      continue;
    }
    std::vector<std::size_t> all;
    std::ranges::set_union(out.back().kernels, kernels_of(source), std::back_inserter(all));
    out.back().kernels = std::move(all);
  }
  return out;
}

std::vector<Include> Slice::includes() const {
  std::map<std::string, std::set<std::size_t>> nodes;
  std::vector<std::string> order;
  for (const auto& [index, from] : includes_) {
    const Inclusion& inclusion = preprocessor_.inclusions[index];
    std::string name = inclusion.angled ? "<" + inclusion.name + ">" : "\"" + inclusion.name + "\"";
    const auto [entry, fresh] = nodes.try_emplace(name);
    entry->second.insert(from.begin(), from.end());
    if (fresh) order.push_back(std::move(name));
  }
  std::vector<Include> out;
  out.reserve(order.size());
  for (const std::string& name : order) out.push_back({name, kernels_of(nodes[name])});
  return out;
}

}  // namespace larder::generate
