#include "generator/scan/scanner.h"

#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

#include "generator/scan/body_edits.h"
#include "generator/scan/device_launches.h"
#include "generator/scan/host_files.h"
#include "generator/scan/kernels.h"
#include "generator/scan/macro_worlds.h"
#include "generator/scan/paths.h"
#include "generator/scan/pch/clang.h"
#include "generator/scan/preprocessor_record.h"
#include "generator/scan/reach.h"
#include "generator/scan/shared_edits.h"
#include "generator/scan/slice.h"

namespace larder::generate {
namespace {

// Clang need not know the architecture that is asked for: the pass is told through the macro.
constexpr const char kClangArchitecture[] = "sm_80";

/// Everything one pass keeps between Clang's callbacks.
struct Pass {
  /// Whether the CPU variant is made of the code that this pass sees.
  [[nodiscard]] bool sees_host_code() const {
    return request.architecture == 0 || !questions.pass_dependent;
  }

  const ScanRequest& request;
  std::string own_headers;
  PreprocessorRecord preprocessor;
  MacroQuestions questions;
  std::optional<Origins> origins;
  std::optional<clang::syntax::TokenCollector> collector;
  View view;
};

void fill_kernels(Pass& pass, clang::ASTContext& context, const TokenTable& tokens) {
  const auto kernels = find_kernels(context, pass.request.reports);
  ReachGraph graph(context);
  std::vector<std::size_t> nodes;
  nodes.reserve(kernels.size());
  for (const clang::FunctionDecl* kernel : kernels) nodes.push_back(graph.add(*kernel));
  Slice slice(graph, tokens, pass.preprocessor, pass.own_headers, pass.request.places);
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    Kernel kernel = describe_kernel(*kernels[i], graph, nodes[i], tokens, pass.own_headers);
    for (const std::size_t node : graph.closure(nodes[i])) {
      slice.mark_reached(node, i);
      kernel.parts.insert(kernel.parts.end(), slice.parts_of(node).begin(),
                          slice.parts_of(node).end());
    }
    std::sort(kernel.parts.begin(), kernel.parts.end());
    kernel.parts.erase(std::unique(kernel.parts.begin(), kernel.parts.end()), kernel.parts.end());
    if (pass.sees_host_code()) check_cpu_variant(*kernels[i], graph, nodes[i]);
    if (pass.request.reports) {
      check_definitions(*kernels[i], graph, nodes[i], pass.own_headers);
      for (const std::size_t part : kernel.parts)
        if (const ClockMacro* clock = slice.clock_in(part)) report_clock(*kernels[i], *clock);
    }
    pass.view.kernels.push_back(std::move(kernel));
  }
  if (pass.request.reports) report_managed(context, graph);
  pass.view.variables = describe_variables(graph, pass.own_headers);
  pass.view.units = slice.units();
  pass.view.includes = slice.includes();
  pass.view.parts = slice.take_parts();
}

/// std::declval is no constexpr function, so Clang takes it for one of the host, also in a kernel's
/// decltype, where nothing is called.
void allow_declval(const clang::NamespaceDecl& space) {
  if (!space.isStdNamespace()) return;
  clang::ASTContext& context = space.getASTContext();
  for (clang::NamedDecl* found : space.lookup(&context.Idents.get("declval"))) {
    clang::FunctionDecl* function = found->getAsFunction();
    if (function == nullptr || function->hasAttr<clang::CUDADeviceAttr>()) continue;
    function->addAttr(clang::CUDADeviceAttr::CreateImplicit(context));
    if (!function->hasAttr<clang::CUDAHostAttr>())
      function->addAttr(clang::CUDAHostAttr::CreateImplicit(context));
  }
}

class Consumer : public clang::ASTConsumer {
 public:
  explicit Consumer(Pass& pass) : pass_(pass) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (const clang::Decl* declaration : group)
      if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration))
        allow_declval(*space);
    return true;
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    const clang::syntax::TokenBuffer buffer = std::move(*pass_.collector).consume();
    const TokenTable tokens(buffer, context.getSourceManager(), pass_.preprocessor.pragmas);
    if (context.getDiagnostics().hasErrorOccurred()) {
      if (pass_.request.reports) report_device_launches(context, tokens, pass_.own_headers);
      return;
    }
    fill_kernels(pass_, context, tokens);
    if (pass_.sees_host_code()) fill_files(context, tokens);
    pass_.view.pass_dependent = pass_.questions.pass_dependent;
    pass_.view.asked.assign(pass_.questions.asked.begin(), pass_.questions.asked.end());
    pass_.view.unanswered = std::move(pass_.questions.unanswered);
    pass_.view.dependencies.assign(pass_.preprocessor.dependencies.begin(),
                                   pass_.preprocessor.dependencies.end());
  }

 private:
  void fill_files(clang::ASTContext& context, const TokenTable& tokens) {
    TokenEdits edits = shared_edits(context, tokens, pass_.own_headers);
    for (auto& [index, edit] : body_edits(context, tokens, pass_.own_headers))
      edits[index] = std::move(edit);
    pass_.view.files = host_files(tokens, edits, pass_.preprocessor, pass_.request.output_folder);
  }

  Pass& pass_;
};

class Action : public clang::ASTFrontendAction {
 public:
  explicit Action(Pass& pass) : pass_(pass) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    clang::Preprocessor& preprocessor = compiler.getPreprocessor();
    preprocessor.addPPCallbacks(
        record_preprocessor(pass_.preprocessor, preprocessor, pass_.own_headers));
    install_worlds(compiler, preprocessor);
    pass_.collector.emplace(preprocessor);
    return std::make_unique<Consumer>(pass_);
  }

 private:
  void install_worlds(const clang::CompilerInstance& compiler, clang::Preprocessor& preprocessor) {
    const ScanRequest& request = pass_.request;
    // Where nobody knows what other compilers define, anything may differ there.
    pass_.questions.pass_dependent = request.world == nullptr;
    if (request.world == nullptr) return;
    pass_.origins.emplace(compiler, pass_.own_headers, request.flags);
    preprocessor.addPPCallbacks(exchange_macros(*request.world, request.host_world, *pass_.origins,
                                                preprocessor, pass_.questions));
  }

  Pass& pass_;
};

std::vector<std::string> command_line(const ScanRequest& request) {
  std::vector<std::string> command = {"larder-generate", "-fsyntax-only", "-x", "cuda"};
  const bool device = request.architecture != 0;
  command.push_back(device ? "--cuda-device-only" : "--cuda-host-only");
  for (const char* flag :
       {"--cuda-gpu-arch=", "-nocudainc", "-nocudalib", "-nogpuinc", "-Wno-unknown-cuda-version",
        "-Wno-unknown-pragmas", "-Wno-everything", "-DLARDER_SCAN=1", "-resource-dir"})
    command.push_back(flag == std::string("--cuda-gpu-arch=")
                          ? std::string(flag) + kClangArchitecture
                          : std::string(flag));
  command.push_back(resource_dir());
  if (device) {
    command.insert(command.end(), {"-U__CUDA_ARCH__", "-D__CUDACC__=1"});
    command.push_back("-D__CUDA_ARCH__=" + std::to_string(request.architecture * 10));
  }
  command.insert(command.end(), {"-include", request.include_dir + "/larder/cuda.h"});
  command.insert(command.end(), request.flags.begin(), request.flags.end());
  if (device) command.insert(command.end(), request.definitions.begin(), request.definitions.end());
  command.push_back("-I" + request.include_dir);
  command.push_back(request.source);
  return command;
}

}  // namespace

std::optional<View> scan(const ScanRequest& request) {
  Pass pass{request, relative_path(request.include_dir), {}, {}, std::nullopt, std::nullopt, {}};
  pass.view.architecture = request.architecture;
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions()));
  clang::tooling::ToolInvocation invocation(command_line(request), std::make_unique<Action>(pass),
                                            files.get());
  if (!invocation.run()) return std::nullopt;
  return std::move(pass.view);
}

namespace {

/// Collects the tokens of the main file.
class Tokens : public clang::PreprocessorFrontendAction {
 public:
  explicit Tokens(std::string& out) : out_(out) {}

 protected:
  void ExecuteAction() override {
    clang::Preprocessor& preprocessor = getCompilerInstance().getPreprocessor();
    preprocessor.EnterMainSourceFile();
    const clang::SourceManager& sources = preprocessor.getSourceManager();
    clang::Token token;
    for (preprocessor.Lex(token); token.isNot(clang::tok::eof); preprocessor.Lex(token))
      if (sources.isInMainFile(sources.getExpansionLoc(token.getLocation())))
        out_ += preprocessor.getSpelling(token) + " ";
  }

 private:
  std::string& out_;
};

}  // namespace

std::optional<std::string> preprocess(const ScanRequest& request, const std::string& text) {
  ScanRequest asked = request;
  asked.source = std::filesystem::absolute("larder-questions.cpp").string();
  std::string out;
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions()));
  std::vector<std::string> command = command_line(asked);
  // A source that does not exist on disk is found in memory.
  clang::tooling::ToolInvocation invocation(std::move(command), std::make_unique<Tokens>(out),
                                            files.get());
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  auto overlay =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  overlay->pushOverlay(memory);
  memory->addFile(asked.source, 0, llvm::MemoryBuffer::getMemBuffer(text));
  files->setVirtualFileSystem(overlay);
  clang::IgnoringDiagConsumer quiet;
  invocation.setDiagnosticConsumer(&quiet);
  if (!invocation.run()) return std::nullopt;
  return out;
}

std::optional<std::vector<std::string>> compile_command(const std::string& output) {
  std::string error;
  const auto database = clang::tooling::JSONCompilationDatabase::loadFromFile(
      "compile_commands.json", error, clang::tooling::JSONCommandLineSyntax::Gnu);
  if (database == nullptr) return std::nullopt;
  const std::string wanted = relative_path(output);
  for (const clang::tooling::CompileCommand& command : database->getAllCompileCommands())
    if (relative_path(command.Filename) == wanted) return command.CommandLine;
  return std::nullopt;
}

std::string resource_dir() {
  namespace fs = std::filesystem;
  std::string built_with = LARDER_CLANG_RESOURCE_DIR;
  if (fs::exists(fs::path(built_with) / "include" / "stddef.h")) return built_with;
  Dl_info library{};
  if (dladdr(reinterpret_cast<const void*>(&clang::getClangFullCPPVersion), &library) == 0)
    return built_with;
  std::error_code ignored;
  const fs::path folder = fs::canonical(library.dli_fname, ignored).parent_path();
  return (folder / "clang" / std::to_string(CLANG_VERSION_MAJOR)).string();
}

}  // namespace larder::generate
