#include "generator/find/device_launches.h"

#include <vector>

#include "generator/syntax/diagnostics.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

class DeviceFunctionFinder : public Visitor {
 public:
  std::vector<const clang::FunctionDecl*> found;

  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    const bool device =
        function->hasAttr<clang::CUDAGlobalAttr>() || function->hasAttr<clang::CUDADeviceAttr>();
    if (device && function->doesThisDeclarationHaveABody()) found.push_back(function);
    return true;
  }
};

}  // namespace

void report_device_launches(clang::ASTContext& context, const TokenTable& tokens,
                            const UserCode& user_code) {
  DeviceFunctionFinder finder;
  finder.TraverseAST(context);
  for (const clang::FunctionDecl* function : finder.found) {
    if (!user_code.contains(function->getLocation())) continue;
    const std::size_t end = tokens.index_at(function->getEndLoc());
    for (std::size_t i = tokens.index_at(function->getBody()->getBeginLoc()); i < end; ++i) {
      if (tokens[i].kind() != clang::tok::lesslessless) continue;
      // With a range Clang shows the line again, even if its own error is at this place.
      report(context.getDiagnostics(), Message::kDynamicParallelism, tokens[i].location())
          << function << clang::SourceRange(tokens[i].location());
    }
  }
}

}  // namespace larder::generate
