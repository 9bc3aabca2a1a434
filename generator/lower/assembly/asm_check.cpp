#include "generator/lower/assembly/asm_check.h"

#include "generator/find/kernels.h"
#include "generator/lower/assembly/asm_statement.h"
#include "generator/syntax/diagnostics.h"

namespace larder::generate {
namespace {

/// Reports `statement` if it can't be translated; returns whether it did.
bool check(const clang::AsmStmt& statement, const clang::FunctionDecl& kernel) {
  const clang::SourceManager& sources = kernel.getASTContext().getSourceManager();
  const clang::SourceLocation where = statement.getAsmLoc();
  if (where.isInvalid() || sources.isInSystemHeader(sources.getExpansionLoc(where))) return false;
  const AsmTranslation translation = translate_asm(statement);
  if (translation.refused.empty()) return false;
  clang::DiagnosticsEngine& engine = kernel.getASTContext().getDiagnostics();
  report(engine, Message::kAssembly, where) << &kernel << translation.refused;
  report(engine, Message::kReachedFrom, kernel.getLocation()) << &kernel;
  return true;
}

}  // namespace

void check_asm(const clang::FunctionDecl& kernel, const ReachGraph& graph, std::size_t node) {
  if (mark_of(kernel) == Mark::kCudaOnly) return;
  for (const std::size_t index : graph.closure(node))
    for (const clang::AsmStmt* statement : graph[index].assembly)
      if (check(*statement, kernel)) break;
}

}  // namespace larder::generate
