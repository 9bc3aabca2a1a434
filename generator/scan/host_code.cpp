#include "generator/scan/host_code.h"

#include <filesystem>

#include "generator/lower/vectors/isolate.h"
#include "generator/scan/first_error.h"
#include "generator/syntax/clang_compat.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {
namespace {

/// LLVM IR for the host, not optimised, in which kernels run one thread.
struct HostCode {
  std::unique_ptr<llvm::LLVMContext> context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module;  ///< null: Clang could not compile the source
  std::string error;                     ///< the first of Clang's errors
};

/// Takes the module from Clang's CodeGen before the compiler instance ends.
class Taker : public clang::ASTConsumer {
 public:
  Taker(clang::CodeGenerator& generator, std::unique_ptr<llvm::Module>& out)
      : generator_(generator), out_(out) {}
  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (!context.getDiagnostics().hasErrorOccurred()) out_.reset(generator_.ReleaseModule());
  }

 private:
  clang::CodeGenerator& generator_;
  std::unique_ptr<llvm::Module>& out_;
};

class HostCodeAction : public clang::ASTFrontendAction {
 public:
  explicit HostCodeAction(HostCode& out) : out_(out) {}

  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.setVerboseOutputStream(llvm::nulls());
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    clang::CodeGenOptions& options = compiler.getCodeGenOpts();
    options.OptimizationLevel = 1;          // else Clang tells optimisers less
    options.UnrollLoops = true;             // else it forbids to unroll any loop
    options.DisableLifetimeMarkers = true;  // they make a detour of each return from a scope
    options.setDebugInfo(llvm::codegenoptions::NoDebugInfo);
    auto generator = code_generator(compiler, *out_.context);
    clang::CodeGenerator& made = *generator;
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(std::move(generator));
    consumers.push_back(std::make_unique<Taker>(made, out_.module));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

 private:
  HostCode& out_;
};

// Without optimisation a header makes each kernel run one thread; so does this macro.
std::vector<std::string> host_command_line(const ScanRequest& request, const std::string& path,
                                           bool contracts) {
  std::vector<std::string> out = {"larder-generate",
                                  "-fsyntax-only",
                                  "-x",
                                  "c++",
                                  "-Wno-everything",
                                  "-O1",
                                  "-fno-math-errno",
                                  "-fno-strict-aliasing",  // GPUs know no types in memory
                                  "-DLARDER_THREADS_ARE_FIBERS=1",
                                  "-DLARDER_WARPS_ARE_VECTORS=1",
                                  "-resource-dir",
                                  resource_dir()};
  out.insert(out.end(), request.flags.begin(), request.flags.end());
  if (!contracts) out.emplace_back("-ffp-contract=off");
  out.push_back("-I" + request.include_dir);
  out.insert(out.end(), {"-idirafter", request.include_dir + "/larder/scan"});  // omp.h
  out.push_back(path);
  return out;
}

HostCode compile(const ScanRequest& request, const std::string& path, const std::string& text,
                 bool contracts) {
  HostCode out;
  const std::string name = std::filesystem::absolute(path).string();
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile(name, 0, llvm::MemoryBuffer::getMemBuffer(text));
  auto all =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  all->pushOverlay(memory);
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions(), all));
  clang::tooling::ToolInvocation invocation(host_command_line(request, name, contracts),
                                            std::make_unique<HostCodeAction>(out), files.get());
  FirstError errors;
  invocation.setDiagnosticConsumer(&errors);
  if (invocation.run() && out.module != nullptr) return out;
  out.module.reset();
  out.error = errors.text.empty() ? "Clang gave up" : errors.text;
  return out;
}

}  // namespace

Isolated isolate_host_kernels(const ScanRequest& request, const std::string& path,
                              const std::string& text, const std::vector<std::size_t>& wanted,
                              const HostMath& math) {
  const HostCode code = compile(request, path, text, math.contracts);
  if (code.module == nullptr) return {{}, code.error};
  return {vectors::isolate_kernels(*code.module, wanted, math), ""};
}

}  // namespace larder::generate
