#include "generator/find/device_source.h"

#include <algorithm>

#include "generator/find/kernels.h"
#include "generator/syntax/cuda_words.h"
#include "generator/syntax/gpu_bodies.h"
#include "generator/syntax/names.h"
#include "generator/syntax/visitor.h"

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

/// Member functions with a body inside a class; not those inside of functions.
class InlineMemberFinder : public Visitor {
 public:
  explicit InlineMemberFinder(std::vector<const clang::FunctionDecl*>& found) : found_(found) {}
  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    const bool in_class = function->getLexicalDeclContext()->isRecord();
    if (in_class && function->doesThisDeclarationHaveABody() && !function->isDefaulted() &&
        !function->isImplicit() && !is_lambda_member(*function))
      found_.push_back(function);
    return true;
  }
  bool skips_statement(const clang::Stmt*) const override { return true; }

 private:
  std::vector<const clang::FunctionDecl*>& found_;
};

/// Structs, classes and unions with a body, in the order of the source; those in bodies too.
class RecordFinder : public Visitor {
 public:
  explicit RecordFinder(std::vector<const clang::RecordDecl*>& found) : found_(found) {}
  bool VisitRecordDecl(clang::RecordDecl* record) override {
    const auto* type = llvm::dyn_cast<clang::CXXRecordDecl>(record);
    const bool lambda = type != nullptr && type->isLambda();
    if (record->isThisDeclarationADefinition() && !lambda) found_.push_back(record);
    return true;
  }

 private:
  std::vector<const clang::RecordDecl*>& found_;
};

/// The text that reopens a context; empty if its declaration contains it.
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

/// nvcc gives a const variable template internal linkage and a name made from the file's, under
/// which the host would not find it.
void make_external(std::vector<Token>& tokens, const clang::Decl& top) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&top);
  if (variable == nullptr || variable->getDescribedVarTemplate() == nullptr ||
      variable->hasExternalStorage() ||
      !variable->getASTContext().getBaseElementType(variable->getType()).isConstQualified())
    return;
  const auto word = std::ranges::find_if(
      tokens, [](const Token& token) { return token.text == "__attribute__"; });
  if (word != tokens.end()) tokens.insert(word, Token{"extern", word->where});
}

/// Whether the CUDA variant gets code by an #include.
bool is_included(Origin origin) { return origin == Origin::kSystem || origin == Origin::kCuda; }

bool is_found_by_name(const clang::Decl& top) {
  return top.hasAttr<clang::CUDAGlobalAttr>() || top.hasAttr<clang::CUDADeviceAttr>() ||
         top.hasAttr<clang::CUDAConstantAttr>() ||
         (top.getAsFunction() != nullptr && top.getAsFunction()->hasAttr<clang::CUDAGlobalAttr>());
}

/// What keeps the host from finding a declaration by its name in the image. nvcc wants `inline` of
/// variables with internal linkage alone, which the variant has none of.
std::vector<std::string_view> dropped_words(const clang::Decl& top) {
  if (!is_found_by_name(top)) return {};
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&top);
  if (variable == nullptr || variable->isExternallyVisible()) return {"static"};
  return {"static", "inline"};
}

}  // namespace

DeviceSource::DeviceSource(const ReachGraph& graph, const TokenTable& tokens,
                           const PreprocessorRecord& preprocessor, const UserCode& user_code,
                           bool with_text)
    : graph_(graph),
      tokens_(tokens),
      preprocessor_(preprocessor),
      user_code_(user_code),
      with_text_(with_text),
      node_written_(graph.size()) {
  for (std::size_t i = 0; i < graph.size(); ++i) add_node(i);
  add_directives();
}

void DeviceSource::add_node(std::size_t index) {
  for (const clang::Decl* written : graph_[index].written) {
    reached_bodies_.insert(written);
    add_written(*written, index);
  }
}

void DeviceSource::add_written(const clang::Decl& declaration, std::size_t node) {
  const clang::SourceManager& sources = tokens_.sources();
  const clang::SourceLocation where = sources.getExpansionLoc(declaration.getLocation());
  for (const clang::DeclContext* context = declaration.getDeclContext(); context != nullptr;
       context = context->getParent())
    reached_namespaces_.insert(context->getPrimaryContext());
  const Origin origin = user_code_.origin(where);
  const bool included = is_included(origin);
  if (origin != Origin::kUser && !included) return;
  const std::size_t number = number_of(declaration);
  written_[number].included = included;
  node_written_[node].push_back(number);
  if (included)
    add_include(where);
  else
    add_unit(*top_level(&declaration));
}

// Instances of one template share its text, so it is made once. It is used only to compare passes
// that may differ.
std::size_t DeviceSource::number_of(const clang::Decl& declaration) {
  const auto [entry, fresh] = numbers_.try_emplace(&declaration, written_.size());
  if (!fresh) return entry->second;
  const clang::Decl& top = *top_level(&declaration);
  const TokenRange range = own_range(declaration, top);
  std::vector<TokenRange> holes;
  if (llvm::isa<clang::TagDecl>(declaration)) holes = bodies_in(declaration, true);
  Written& out = written_.emplace_back();
  out.what = described(declaration);
  out.where = tokens_.location(declaration.getLocation());
  if (with_text_)
    out.tokens =
        joined(for_cuda(tokens_.copy(range, holes, packing_in(declaration)), dropped_words(top)));
  if (const clang::FunctionDecl* function = declaration.getAsFunction())
    if (is_device_code(*function) && !function->hasAttr<clang::CUDAHostAttr>())
      out.device_body = body_of(*function, tokens_.sources());
  clocks_.push_back(first_clock(range, holes));
  return entry->second;
}

TokenRange DeviceSource::own_range(const clang::Decl& declaration, const clang::Decl& top) const {
  if (declaration.getLexicalDeclContext()->isRecord() && !is_lambda_member(declaration))
    return {tokens_.index_at(declaration.getBeginLoc()),
            tokens_.index_at(declaration.getEndLoc()) + 1};
  return tokens_.declaration_range(top);
}

const ClockMacro* DeviceSource::first_clock(TokenRange range,
                                            const std::vector<TokenRange>& holes) const {
  for (const ClockMacro& clock : preprocessor_.clocks) {
    const std::size_t at = tokens_.index_at(clock.where);
    const auto covers = [at](const TokenRange& r) { return r.begin <= at && at < r.end; };
    if (covers(range) && std::none_of(holes.begin(), holes.end(), covers)) return &clock;
  }
  return nullptr;
}

// A #pragma pack may be anywhere before the types it changes, and its effect depends on earlier
// ones. So each class gets the packing in force for it.
std::map<std::size_t, std::string> DeviceSource::packing_in(const clang::Decl& declaration) const {
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

void DeviceSource::add_unit(const clang::Decl& top) {
  const TokenRange range = tokens_.declaration_range(top);
  UnitSource& source = units_.try_emplace(range.begin, UnitSource{range, &top}).first->second;
  if (source.range.end < range.end) {
    source.range = range;
    source.top = &top;
  }
}

void DeviceSource::add_include(clang::SourceLocation where) {
  const clang::SourceManager& sources = tokens_.sources();
  clang::FileID file = sources.getFileID(where);
  for (clang::SourceLocation from = sources.getIncludeLoc(file);
       is_included(user_code_.origin(from)); from = sources.getIncludeLoc(file))
    file = sources.getFileID(from);
  for (std::size_t i = 0; i < preprocessor_.inclusions.size(); ++i)
    if (preprocessor_.inclusions[i].entered == file) includes_.insert(i);
}

// `using namespace a;` affects look-ups although no code mentions it.
void DeviceSource::add_directives() {
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
      if (!needed || !user_code_.contains(directive->getLocation())) continue;
      add_unit(*directive);
      const clang::NamedDecl* written = directive->getNominatedNamespaceAsWritten();
      if (llvm::isa<clang::NamespaceAliasDecl>(written)) add_unit(*top_level(written));
    }
  }
}

TokenRange DeviceSource::body_range(const clang::FunctionDecl& function) const {
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

std::vector<TokenRange> DeviceSource::bodies_in(const clang::Decl& top, bool reached_too) const {
  std::vector<const clang::FunctionDecl*> functions;
  InlineMemberFinder(functions).TraverseDecl(const_cast<clang::Decl*>(&top));
  std::vector<TokenRange> holes;
  for (const clang::FunctionDecl* function : functions)
    if (reached_too || reached_bodies_.count(function) == 0) holes.push_back(body_range(*function));
  return holes;
}

Unit DeviceSource::unit(const UnitSource& source) const {
  const std::map<std::size_t, std::string> packing = packing_in(*source.top);
  std::vector<Token> tokens =
      for_cuda(tokens_.copy(source.range, bodies_in(*source.top, false), packing),
               dropped_words(*source.top));
  if (is_found_by_name(*source.top)) make_external(tokens, *source.top);
  if (!packing.empty()) {
    const auto pragma = [](const char* text, const Token& beside) {
      return Token{text, beside.where, true};
    };
    tokens.insert(tokens.begin(), pragma("#pragma pack(push)", tokens.front()));
    tokens.push_back(pragma("#pragma pack(pop)", tokens.back()));
  }
  return {
      scopes_of(*source.top), std::move(tokens), tokens_.location(source.top->getLocation()), {}};
}

std::vector<Unit> DeviceSource::units(
    const std::vector<const clang::FunctionDecl*>& kernels) const {
  std::vector<Unit> out;
  std::size_t covered = 0;
  for (const auto& [begin, source] : units_) {
    if (begin < covered) continue;
    covered = source.range.end;
    out.push_back(unit(source));
    const auto kernel = std::find(kernels.begin(), kernels.end(), source.top);
    if (kernel != kernels.end())
      out.back().kernel = static_cast<std::size_t>(kernel - kernels.begin());
  }
  return out;
}

std::vector<std::string> DeviceSource::includes() const {
  std::vector<std::string> out;
  for (const std::size_t index : includes_) {
    const Inclusion& inclusion = preprocessor_.inclusions[index];
    std::string name = inclusion.angled ? "<" + inclusion.name + ">" : "\"" + inclusion.name + "\"";
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace larder::generate
