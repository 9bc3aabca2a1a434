#include "generator/lower/assembly/asm_check.h"

#include <set>
#include <string>

#include "generator/find/kernels.h"
#include "generator/lower/assembly/asm_statement.h"
#include "generator/syntax/diagnostics.h"

namespace larder::generate {
namespace {

/// Whether `statement` is the user's and can't be translated; `why` is then a part of a message.
bool is_refused(const clang::AsmStmt& statement, const clang::SourceManager& sources,
                std::string& why) {
  const clang::SourceLocation where = statement.getAsmLoc();
  if (where.isInvalid() || sources.isInSystemHeader(sources.getExpansionLoc(where))) return false;
  why = translate_asm(statement).refused;
  return !why.empty();
}

}  // namespace

void check_asm(const clang::FunctionDecl& kernel, const ReachGraph& graph, std::size_t node) {
  if (mark_of(kernel) == Mark::kCudaOnly) return;
  clang::ASTContext& context = kernel.getASTContext();
  std::set<clang::SourceLocation> reported;  // a template's statement belongs to several functions
  std::string why;
  for (const std::size_t index : graph.closure(node)) {
    const auto& statements = graph[index].assembly;
    const auto found = llvm::find_if(statements, [&](const clang::AsmStmt* each) {
      return is_refused(*each, context.getSourceManager(), why);
    });
    if (found == statements.end() || !reported.insert((*found)->getAsmLoc()).second) continue;
    report(context.getDiagnostics(), Message::kAssembly, (*found)->getAsmLoc()) << &kernel << why;
    report(context.getDiagnostics(), Message::kReachedFrom, kernel.getLocation()) << &kernel;
  }
}

}  // namespace larder::generate
