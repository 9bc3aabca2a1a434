#include "generator/scan/qualifiers.h"

#include <utility>
#include <vector>

#include "generator/syntax/clang_compat.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

using Functions = std::vector<const clang::FunctionDecl*>;

/// Finds the functions whose names are at some places.
class NamedAt : public Visitor {
 public:
  explicit NamedAt(const std::set<clang::SourceLocation>& places) : places_(places) {}

  Functions found;

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    if (places_.contains(function->getLocation())) found.push_back(function);
    return true;
  }

 private:
  const std::set<clang::SourceLocation>& places_;
};

bool has_same_parameters(const clang::FunctionDecl& one, const clang::FunctionDecl& other) {
  const clang::ASTContext& context = one.getASTContext();
  if (one.getNumParams() != other.getNumParams()) return false;
  for (unsigned i = 0; i < one.getNumParams(); ++i)
    if (!context.hasSameUnqualifiedType(one.getParamDecl(i)->getType(),
                                        other.getParamDecl(i)->getType()))
      return false;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&one);
  const auto* other_method = llvm::dyn_cast<clang::CXXMethodDecl>(&other);
  return method == nullptr || other_method == nullptr ||
         method->isConst() == other_method->isConst();
}

/// All declarations of what the user takes for one function.
Functions declarations_of(const clang::FunctionDecl& function) {
  Functions out{&function};
  for (const clang::NamedDecl* each :
       function.getDeclContext()->getRedeclContext()->lookup(function.getDeclName())) {
    const clang::FunctionDecl* other = each->getAsFunction();
    if (other == nullptr || !has_same_parameters(function, *other)) continue;
    for (const clang::FunctionDecl* declaration : other->redecls())
      if (declaration != &function) out.push_back(declaration);
  }
  return out;
}

template <class Word>
bool is_written(const clang::FunctionDecl& function) {
  const auto* attribute = function.getAttr<Word>();
  return attribute != nullptr && !attribute->isImplicit();
}

void add_lacking(const clang::FunctionDecl& function, AddedWords& words) {
  const Functions all = declarations_of(function);
  const bool device =
      llvm::any_of(all, [](const auto* each) { return is_written<clang::CUDADeviceAttr>(*each); });
  const bool host =
      llvm::any_of(all, [](const auto* each) { return is_written<clang::CUDAHostAttr>(*each); });
  const clang::SourceManager& sources = function.getASTContext().getSourceManager();
  for (const clang::FunctionDecl* each : all) {
    std::string lacking;
    if (host && !is_written<clang::CUDAHostAttr>(*each)) lacking += "__host__ ";
    if (device && !is_written<clang::CUDADeviceAttr>(*each)) lacking += "__device__ ";
    const auto [file, offset] =
        sources.getDecomposedLoc(sources.getExpansionLoc(each->getInnerLocStart()));
    const auto entry = sources.getFileEntryRefForID(file);
    if (!lacking.empty() && entry) words[entry->getName().str()][offset] = lacking;
  }
}

/// An offset in a text with `words`, in the text without them.
unsigned without(const std::map<unsigned, std::string>& words, unsigned offset) {
  unsigned added = 0;
  for (const auto& [place, word] : words) {
    if (place + added >= offset) break;
    added += static_cast<unsigned>(word.size());
  }
  return offset - added;
}

}  // namespace

bool add(const AddedWords& more, AddedWords& words) {
  bool added = false;
  for (const auto& [file, places] : more) {
    const std::map<unsigned, std::string> before = words[file];
    for (const auto& [offset, word] : places)
      added |= words[file].emplace(without(before, offset), word).second;
  }
  return added;
}

void add_words(const AddedWords& words, clang::CompilerInstance& compiler) {
  clang::SourceManager& sources = compiler.getSourceManager();
  for (const auto& [name, places] : words) {
    const auto file = compiler.getFileManager().getOptionalFileRef(name);
    if (!file) continue;
    const auto content = sources.getMemoryBufferForFileOrNone(*file);
    if (!content) continue;
    std::string text = content->getBuffer().str();
    for (auto place = places.rbegin(); place != places.rend(); ++place)
      text.insert(place->first, place->second);
    sources.overrideFileContents(
        *file, llvm::MemoryBuffer::getMemBufferCopy(text, content->getBufferIdentifier()));
  }
}

HeldDiagnostics::HeldDiagnostics(const std::vector<std::string>& command) : stream_(text_) {
  std::vector<const char*> words;
  for (const std::string& word : command) words.push_back(word.c_str());
  options_ = clang::CreateAndPopulateDiagOpts(words);
  printer_ = message_printer(stream_, options_);
  stream_.enable_colors(llvm::errs().has_colors());
}

void HeldDiagnostics::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                       const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (diagnostic.getID() == clang::diag::err_cuda_ovl_target ||
      diagnostic.getID() == clang::diag::err_member_decl_does_not_match)
    differing_.insert(diagnostic.getLocation());
  printer_->HandleDiagnostic(level, diagnostic);
}

void HeldDiagnostics::BeginSourceFile(const clang::LangOptions& language,
                                      const clang::Preprocessor* preprocessor) {
  printer_->BeginSourceFile(language, preprocessor);
}

void HeldDiagnostics::EndSourceFile() { printer_->EndSourceFile(); }

AddedWords HeldDiagnostics::lacking(clang::ASTContext& context) const {
  AddedWords out;
  if (differing_.empty()) return out;
  NamedAt finder(differing_);
  finder.TraverseAST(context);
  for (const clang::FunctionDecl* function : finder.found) add_lacking(*function, out);
  return out;
}

void HeldDiagnostics::show() { llvm::errs() << stream_.str(); }

}  // namespace larder::generate
