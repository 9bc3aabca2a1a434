#include "generator/find/cpu_only.h"

#include <set>

#include "generator/syntax/diagnostics.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// The line of the main file that led to `where`.
clang::SourceLocation in_main_file(const clang::SourceManager& sources,
                                   clang::SourceLocation where) {
  where = sources.getExpansionLoc(where);
  while (!sources.isInMainFile(where)) {
    const clang::SourceLocation by = sources.getIncludeLoc(sources.getFileID(where));
    if (by.isInvalid()) break;
    where = by;
  }
  return where;
}

class CpuOnlyFinder : public Visitor {
 public:
  explicit CpuOnlyFinder(clang::ASTContext& context) : context_(context) {}

  // The marks are at namespace scope and in classes.
  bool skips_statement(const clang::Stmt*) const override { return true; }
  bool VisitFunctionTemplateDecl(clang::FunctionTemplateDecl* declaration) override {
    if (declaration->spec_begin() == declaration->spec_end()) return true;
    for (const auto* mark : declaration->getTemplatedDecl()->specific_attrs<clang::AnnotateAttr>())
      report_mark(*declaration, mark->getAnnotation());
    return true;
  }

 private:
  void report_mark(const clang::FunctionTemplateDecl& declaration, llvm::StringRef text) {
    if (!text.consume_front("larder.cpu_only|") || !told_.insert(text).second) return;
    const auto [library, effect] = text.split('|');
    report(context_.getDiagnostics(), Message::kCpuOnly,
           in_main_file(context_.getSourceManager(), declaration.getLocation()))
        << library << effect;
  }

  clang::ASTContext& context_;
  std::set<llvm::StringRef> told_;
};

}  // namespace

void report_cpu_only(clang::ASTContext& context) { CpuOnlyFinder(context).TraverseAST(context); }

}  // namespace larder::generate
