#include "generator/scan/variant.h"

#include <filesystem>

#include "generator/code/code.h"
#include "generator/code/emission.h"
#include "generator/code/parts.h"
#include "generator/find/reach.h"
#include "generator/scan/command_line.h"
#include "generator/scan/first_error.h"
#include "generator/scan/nvcc_relaxation.h"
#include "generator/syntax/names.h"
#include "generator/syntax/standard_library.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

/// A name that no file has.
constexpr const char kVariantName[] = "larder-cuda-variant.cpp";

class KernelFinder : public Visitor {
 public:
  std::vector<const clang::FunctionDecl*> found;
  bool shouldVisitTemplateInstantiations() const override { return true; }
  bool VisitFunctionDecl(clang::FunctionDecl* function) override {
    if (function->hasAttr<clang::CUDAGlobalAttr>() && function->isThisDeclarationADefinition() &&
        !function->isDependentContext())
      found.push_back(function);
    return true;
  }
};

/// The data of one pass between Clang's callbacks.
struct VariantPass {
  const ScanRequest& request;
  std::optional<UserCode> user_code;
  CodeEmission emission;
  VariantCode out;
};

class VariantConsumer : public RelaxedConsumer {
 public:
  explicit VariantConsumer(VariantPass& pass) : pass_(pass) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (context.getDiagnostics().hasErrorOccurred() || pass_.emission.module() == nullptr) return;
    leave_out_standard_library(context);
    KernelFinder finder;
    finder.TraverseAST(context);
    ReachGraph graph;
    for (const clang::FunctionDecl* kernel : finder.found) (void)graph.add(*kernel);
    const DeviceCode code(*pass_.emission.module(), pass_.emission.generator());
    PartMaker parts(code, graph, context.getSourceManager(), *pass_.user_code);
    for (const clang::FunctionDecl* kernel : finder.found) {
      Kernel& out = pass_.out.kernels.emplace_back();
      out.symbol = device_symbol(*kernel);
      parts.describe_code(out, *kernel);
    }
    pass_.out.parts = parts.take_parts();
  }

 private:
  VariantPass& pass_;
};

class VariantAction : public clang::ASTFrontendAction {
 public:
  explicit VariantAction(VariantPass& pass) : pass_(pass) {}

  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.setVerboseOutputStream(llvm::nulls());  // no "1 error generated": nothing is reported
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    pass_.user_code.emplace(compiler.getSourceManager(), pass_.request.include_dir);
    compiler.getFrontendOpts().SkipFunctionBodies = true;  // so that Clang calls VariantConsumer
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(pass_.emission.consumer(compiler, pass_.request.places));
    consumers.push_back(std::make_unique<VariantConsumer>(pass_));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

 private:
  VariantPass& pass_;
};

}  // namespace

VariantCode scan_variant(const ScanRequest& request, const std::string& text) {
  ScanRequest variant = request;
  variant.source = kVariantName;
  // The variant already has the needed content of -include files.
  std::erase_if(variant.flags,
                [](const std::string& flag) { return flag.starts_with("-include"); });
  VariantPass pass{variant, std::nullopt, {}, {}};
  const llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory(
      new llvm::vfs::InMemoryFileSystem);
  // An absolute path is never refused.
  static_cast<void>(memory->setCurrentWorkingDirectory(std::filesystem::current_path().native()));
  memory->addFile(kVariantName, 0, llvm::MemoryBuffer::getMemBufferCopy(text));
  const llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> all(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::getRealFileSystem()));
  all->pushOverlay(memory);
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions(), all));
  clang::tooling::ToolInvocation invocation(command_line(variant),
                                            std::make_unique<VariantAction>(pass), files.get());
  FirstError errors;
  invocation.setDiagnosticConsumer(&errors);
  if (invocation.run()) return std::move(pass.out);
  return {{}, {}, errors.text.empty() ? "Clang gave up" : errors.text};
}

}  // namespace larder::generate
