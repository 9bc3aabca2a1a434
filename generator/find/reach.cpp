#include "generator/find/reach.h"

#include <algorithm>
#include <set>

#include "generator/find/closure.h"
#include "generator/find/walker.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

/// The declaration whose node represents `declaration`; null if its text is part of another's
/// (locals, parameters) or it has none.
const clang::NamedDecl* representative(const clang::NamedDecl* declaration) {
  if (declaration == nullptr) return nullptr;
  if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(declaration))
    return representative(field->getParent());
  if (const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(declaration))
    return representative(llvm::cast<clang::EnumDecl>(enumerator->getDeclContext()));
  if (const auto* shadow = llvm::dyn_cast<clang::UsingShadowDecl>(declaration)) {
    if (llvm::isa<clang::ConstructorUsingShadowDecl>(shadow)) return nullptr;
    return llvm::cast<clang::NamedDecl>(shadow->getIntroducer());
  }
  if (const auto* alias = llvm::dyn_cast<clang::TypeAliasTemplateDecl>(declaration))
    return alias->getTemplatedDecl();
  if (const auto* named = llvm::dyn_cast<clang::ConceptDecl>(declaration)) return named;
  if (const auto* pattern = llvm::dyn_cast<clang::TemplateDecl>(declaration))
    return representative(pattern->getTemplatedDecl());
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration)) {
    const clang::FunctionDecl* definition = function->getDefinition();
    return definition != nullptr ? definition : function->getCanonicalDecl();
  }
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(declaration)) {
    const clang::TagDecl* definition = tag->getDefinition();
    return definition != nullptr ? definition : tag->getCanonicalDecl();
  }
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
    return variable->isLocalVarDeclOrParm() ? nullptr : variable->getCanonicalDecl();
  const bool named_elsewhere = llvm::isa<clang::TypedefNameDecl, clang::NamespaceAliasDecl,
                                         clang::UsingDecl, clang::UsingEnumDecl>(declaration);
  return named_elsewhere ? declaration : nullptr;
}

const clang::Decl* pattern_of(const clang::NamedDecl& declaration) {
  const clang::Decl* pattern = nullptr;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
    pattern = function->getTemplateInstantiationPattern();
  else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration))
    pattern = record->getTemplateInstantiationPattern();
  else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
    pattern = variable->getTemplateInstantiationPattern();
  else if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(&declaration))
    pattern = enumeration->getTemplateInstantiationPattern();
  return pattern != nullptr ? pattern : &declaration;
}

/// The template around a pattern, whose parameters and defaults count too.
const clang::Decl& with_template_head(const clang::Decl& pattern) {
  const clang::TemplateDecl* head = pattern.getDescribedTemplate();
  // NOLINTNEXTLINE(bugprone-return-const-ref-from-parameter): the syntax tree owns it
  return head != nullptr ? static_cast<const clang::Decl&>(*head) : pattern;
}

void mention_parent(const clang::Decl& declaration, Mentions& mentions) {
  if (const auto* parent = llvm::dyn_cast<clang::CXXRecordDecl>(declaration.getDeclContext()))
    mentions.declarations.push_back(parent);
}

void mention_bases_and_fields(const clang::CXXRecordDecl& record, Mentions& mentions) {
  if (!record.hasDefinition()) return;
  const auto mention = [&](clang::QualType type) { mention_type(type, mentions); };
  for (const clang::CXXBaseSpecifier& base : record.bases()) mention(base.getType());
  for (const clang::FieldDecl* field : record.fields()) mention(field->getType());
  for (const clang::CXXMethodDecl* method : record.methods())
    if (method->isVirtual()) mentions.declarations.push_back(method);
}

/// A defaulted <=> needs <compare>, although no code names what is in there.
void mention_ordering(const clang::CXXRecordDecl& record, Mentions& mentions) {
  const auto compares = [](const clang::CXXMethodDecl* method) {
    return method->getOverloadedOperator() == clang::OO_Spaceship && method->isDefaulted();
  };
  if (llvm::none_of(record.methods(), compares)) return;
  const clang::ComparisonCategoryInfo* ordering = record.getASTContext().CompCategories.lookupInfo(
      clang::ComparisonCategoryType::PartialOrdering);
  if (ordering != nullptr) mentions.declarations.push_back(ordering->Record);
}

void mention_deduction_guides(const clang::CXXRecordDecl& pattern, Mentions& mentions) {
  const clang::ClassTemplateDecl* head = pattern.getDescribedClassTemplate();
  if (head == nullptr) return;
  clang::ASTContext& context = pattern.getASTContext();
  const clang::DeclarationName name = context.DeclarationNames.getCXXDeductionGuideName(
      const_cast<clang::ClassTemplateDecl*>(head));
  for (const clang::NamedDecl* guide : head->getDeclContext()->lookup(name))
    if (!guide->isImplicit() && !guide->getAsFunction()->isImplicit())
      mentions.declarations.push_back(guide);
}

void mention_partial(const clang::ClassTemplateDecl& pattern, Mentions& mentions) {
  llvm::SmallVector<clang::ClassTemplatePartialSpecializationDecl*, 4> partial;
  pattern.getPartialSpecializations(partial);
  mentions.declarations.insert(mentions.declarations.end(), partial.begin(), partial.end());
}

void mention_partial(const clang::VarTemplateDecl& pattern, Mentions& mentions) {
  llvm::SmallVector<clang::VarTemplatePartialSpecializationDecl*, 4> partial;
  pattern.getPartialSpecializations(partial);
  mentions.declarations.insert(mentions.declarations.end(), partial.begin(), partial.end());
}

void mention_partial(const clang::FunctionTemplateDecl&, Mentions&) {}

/// Specialisations in the source affect which instance is chosen although no code names them.
template <class Template>
void mention_specialisations(const Template* pattern, Mentions& mentions) {
  if (pattern == nullptr) return;
  const clang::SourceManager& sources = pattern->getASTContext().getSourceManager();
  if (sources.isInSystemHeader(sources.getExpansionLoc(pattern->getLocation()))) return;
  mention_partial(*pattern, mentions);
  for (const auto* special : pattern->specializations())
    if (special->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization)
      mentions.declarations.push_back(special);
}

/// Adds mentions of the written text alone: they must stay readable, but only the instance decides
/// the code.
void mention_text(Mentions& mentions, const Mentions& text) {
  mentions.declarations.insert(mentions.declarations.end(), text.declarations.begin(),
                               text.declarations.end());
  mentions.unresolved.insert(mentions.unresolved.end(), text.unresolved.begin(),
                             text.unresolved.end());
}

void mention_record(const clang::CXXRecordDecl& record, const clang::Decl& pattern,
                    Mentions& mentions) {
  mention_bases_and_fields(record, mentions);
  mention_ordering(record, mentions);
  mention_deduction_guides(llvm::cast<clang::CXXRecordDecl>(pattern), mentions);
  mention_specialisations(llvm::cast<clang::CXXRecordDecl>(pattern).getDescribedClassTemplate(),
                          mentions);
  Mentions text;
  walk_class(with_template_head(pattern), text);
  mention_text(mentions, text);
  const auto* special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (special == nullptr) return;
  mention_arguments(special->getTemplateArgs().asArray(), mentions);
  mentions.declarations.push_back(special->getSpecializedTemplate()->getTemplatedDecl());
}

/// Destructors of bases and fields are called although no code mentions them.
void mention_destroyed(const clang::CXXRecordDecl& record, Mentions& mentions) {
  const auto mention = [&](clang::QualType type) {
    const auto* part = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (part != nullptr && part->hasDefinition() && !part->hasTrivialDestructor() &&
        part->getDestructor() != nullptr)
      mentions.declarations.push_back(part->getDestructor());
  };
  for (const clang::CXXBaseSpecifier& base : record.bases()) mention(base.getType());
  for (const clang::FieldDecl* field : record.fields()) mention(field->getType());
}

void mention_function(const clang::FunctionDecl& function, const clang::Decl& pattern,
                      Mentions& mentions) {
  walk_declaration(function, mentions);
  mention_type(function.getReturnType(), mentions);
  if (const auto* destructor = llvm::dyn_cast<clang::CXXDestructorDecl>(&function))
    mention_destroyed(*destructor->getParent(), mentions);
  if (const clang::TemplateArgumentList* list = function.getTemplateSpecializationArgs())
    mention_arguments(list->asArray(), mentions);
  if (const clang::FunctionTemplateDecl* primary = function.getPrimaryTemplate())
    if (function.getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization)
      mentions.declarations.push_back(primary->getTemplatedDecl());
  if (&pattern == &function && function.getDescribedFunctionTemplate() == nullptr) return;
  mention_specialisations(llvm::cast<clang::FunctionDecl>(pattern).getDescribedFunctionTemplate(),
                          mentions);
  // The pattern's own text must be readable too: names in branches that no instance takes. Its
  // effects at run time count in the instance only.
  Mentions text;
  walk_declaration(with_template_head(pattern), text);
  mention_text(mentions, text);
}

void mention_variable(const clang::VarDecl& variable, const clang::Decl& pattern,
                      Mentions& mentions) {
  mention_type(variable.getType(), mentions);
  if (const auto* special = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&variable)) {
    mention_arguments(special->getTemplateArgs().asArray(), mentions);
    mentions.declarations.push_back(special->getSpecializedTemplate()->getTemplatedDecl());
  }
  for (const clang::VarDecl* redeclared : variable.redecls())
    walk_declaration(*redeclared, mentions);
  mention_specialisations(llvm::cast<clang::VarDecl>(pattern).getDescribedVarTemplate(), mentions);
  Mentions text;
  walk_declaration(with_template_head(pattern), text);
  mention_text(mentions, text);
}

Mentions mentions_of(const clang::NamedDecl& declaration, const clang::Decl& pattern) {
  Mentions mentions;
  mention_parent(declaration, mentions);
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    mention_function(*function, pattern, mentions);
  } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration)) {
    mention_record(*record, pattern, mentions);
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    mention_variable(*variable, pattern, mentions);
  } else {
    walk_declaration(with_template_head(pattern), mentions);
    if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(&declaration))
      mention_type(alias->getUnderlyingType(), mentions);
  }
  return mentions;
}

/// Clang keeps, for a specialisation, a second declaration with the place of the definition.
bool doubles_definition(const clang::Decl& declaration) {
  const clang::FunctionDecl* function = declaration.getAsFunction();
  if (function == nullptr || function->doesThisDeclarationHaveABody()) return false;
  const clang::FunctionDecl* definition = function->getDefinition();
  return definition != nullptr && definition->getLocation() == function->getLocation();
}

bool is_written(const clang::Decl& declaration) {
  if (declaration.isImplicit() || declaration.getLocation().isInvalid() ||
      doubles_definition(declaration))
    return false;
  return declaration.getFriendObjectKind() == clang::Decl::FOK_None ||
         (declaration.getAsFunction() != nullptr &&
          declaration.getAsFunction()->doesThisDeclarationHaveABody());
}

}  // namespace

std::size_t ReachGraph::node_of(const clang::NamedDecl* declaration) {
  const auto [entry, fresh] = numbers_.try_emplace(declaration, nodes_.size());
  if (fresh) {
    nodes_.emplace_back();
    nodes_.back().declaration = declaration;
  }
  return entry->second;
}

void ReachGraph::expand(std::size_t index) {
  const clang::NamedDecl& declaration = *nodes_[index].declaration;
  const clang::Decl& pattern = *pattern_of(declaration);
  std::vector<const clang::Decl*> written;
  for (const clang::Decl* redeclared : pattern.redecls())
    if (is_written(*redeclared)) written.push_back(redeclared);
  Mentions mentions = mentions_of(declaration, pattern);
  std::vector<std::size_t> successors;
  for (const clang::NamedDecl* mentioned : mentions.declarations)
    if (const clang::NamedDecl* target = representative(mentioned))
      successors.push_back(node_of(target));
  std::sort(successors.begin(), successors.end());
  successors.erase(std::unique(successors.begin(), successors.end()), successors.end());
  for (auto& candidates : mentions.unresolved)
    unresolved_.push_back({index, std::move(candidates)});
  ReachNode& node = nodes_[index];
  node.written = std::move(written);
  node.successors = std::move(successors);
  node.shared = std::move(mentions.shared);
  node.statics = std::move(mentions.statics);
  node.assembly = mentions.assembly;
  node.undefined = std::move(mentions.undefined);
  node.placed = std::move(mentions.placed);
}

void ReachGraph::expand_all() {
  do {
    for (; expanded_ < nodes_.size(); ++expanded_) expand(expanded_);
  } while (resolve_candidates());
}

bool ReachGraph::is_resolved(const Unresolved& lookup) const {
  std::set<const clang::Decl*> written;
  for (const std::size_t successor : nodes_[lookup.node].successors)
    for (const clang::Decl* each : nodes_[successor].written)
      written.insert(each->getCanonicalDecl());
  return std::any_of(lookup.candidates.begin(), lookup.candidates.end(),
                     [&](const clang::NamedDecl* candidate) {
                       const auto* target = representative(candidate->getUnderlyingDecl());
                       return target != nullptr && written.count(target->getCanonicalDecl()) != 0;
                     });
}

// A name that the instance resolved is already included. A name that only a discarded branch looks
// up must at least be declared, so all its candidates are included. The reach of other kernels does
// not count: they must not change this one's key.
bool ReachGraph::resolve_candidates() {
  const std::size_t before = nodes_.size();
  std::vector<Unresolved> pending;
  pending.swap(unresolved_);
  for (const Unresolved& lookup : pending) {
    if (is_resolved(lookup)) continue;
    for (const clang::NamedDecl* candidate : lookup.candidates)
      for (const clang::NamedDecl* mentioned : {candidate, candidate->getUnderlyingDecl()})
        if (const clang::NamedDecl* target = representative(mentioned)) {
          const std::size_t successor = node_of(target);
          nodes_[lookup.node].successors.push_back(successor);
        }
  }
  return nodes_.size() != before;
}

std::size_t ReachGraph::add(const clang::FunctionDecl& kernel) {
  const std::size_t root = node_of(representative(&kernel));
  expand_all();
  return root;
}

std::vector<std::size_t> ReachGraph::closure(std::size_t root) const {
  return closure_of(root, nodes_.size(),
                    [this](std::size_t index) -> auto& { return nodes_[index].successors; });
}

std::vector<Lines> ReachGraph::lines(const clang::SourceManager& sources) const {
  std::vector<Lines> out;
  for (const ReachNode& node : nodes_)
    for (const clang::Decl* written : node.written)
      out.push_back({location_of(sources, written->getBeginLoc()),
                     location_of(sources, written->getEndLoc())});
  return out;
}

}  // namespace larder::generate
