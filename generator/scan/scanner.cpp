#include "generator/scan/scanner.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "generator/code/code.h"
#include "generator/code/emission.h"
#include "generator/code/parts.h"
#include "generator/find/constant_writes.h"
#include "generator/find/cpu_only.h"
#include "generator/find/device_launches.h"
#include "generator/find/device_source.h"
#include "generator/find/front_ends.h"
#include "generator/find/kernels.h"
#include "generator/find/launch_blocks.h"
#include "generator/find/layouts.h"
#include "generator/find/mixed_overloads.h"
#include "generator/find/reach.h"
#include "generator/find/substitutions.h"
#include "generator/find/traits.h"
#include "generator/find/unmarked.h"
#include "generator/lower/assembly/asm_check.h"
#include "generator/lower/fibers/arithmetic_edits.h"
#include "generator/lower/fibers/asm_edits.h"
#include "generator/lower/fibers/body_edits.h"
#include "generator/lower/fibers/call_edits.h"
#include "generator/lower/fibers/exchange_edits.h"
#include "generator/lower/fibers/inline_edits.h"
#include "generator/lower/fibers/library_call_edits.h"
#include "generator/lower/fibers/return_edits.h"
#include "generator/lower/fibers/shared_edits.h"
#include "generator/lower/fibers/step_edits.h"
#include "generator/lower/fibers/turn_edits.h"
#include "generator/lower/launches/launch_edits.h"
#include "generator/lower/linkage/linkage_edits.h"
#include "generator/lower/managed/managed_edits.h"
#include "generator/lower/plain/thread_loops.h"
#include "generator/macros/files_macros.h"
#include "generator/macros/macro_worlds.h"
#include "generator/macros/outside_macros.h"
#include "generator/scan/command_line.h"
#include "generator/scan/host_files.h"
#include "generator/scan/nvcc_relaxation.h"
#include "generator/scan/qualifiers.h"
#include "generator/scan/unroll_pragmas.h"
#include "generator/scan/whole_edits.h"
#include "generator/syntax/file_text.h"
#include "generator/syntax/gpu_bodies.h"
#include "generator/syntax/paths.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/preprocessor_record.h"
#include "generator/syntax/standard_library.h"

namespace larder::generate {
namespace {

/// The data of one pass between Clang's callbacks.
struct Pass {
  Pass(const ScanRequest& made_for, const AddedWords& words)
      : request(made_for),
        added_words(words),
        held(command_line(made_for)),
        outside_macros(made_for.flags) {}

  /// Whether the CPU variant is made from the code of this pass.
  [[nodiscard]] bool sees_host_code() const {
    return request.architecture == 0 || !questions.pass_dependent;
  }

  const ScanRequest& request;
  const AddedWords& added_words;
  HeldDiagnostics held;
  AddedWords lacking;                 ///< with them, Clang may understand the source
  std::optional<UserCode> user_code;  ///< from the first callback on
  PreprocessorRecord preprocessor;
  OutsideMacros outside_macros;
  MacroQuestions questions;
  std::optional<Origins> origins;
  std::optional<clang::syntax::TokenCollector> collector;
  CodeEmission emission;
  std::vector<LoweredKernel> lowered;
  std::string failed_substitution;  ///< why it may succeed in nvcc; empty: none
  OwnFunctions own_functions;
  std::string summary;  ///< Clang's "1 error generated when compiling for sm_80."
  llvm::raw_string_ostream summary_stream{summary};
  View view;
};

void report_clocks(const clang::FunctionDecl& kernel, const Kernel& described,
                   const DeviceSource& slice) {
  for (const std::size_t written : described.written)
    if (const ClockMacro* clock = slice.clock_in(written)) report_clock(kernel, *clock);
}

/// Fills in the data that only device passes have: the code, hence the keys.
void fill_code(Pass& pass, const std::vector<const clang::FunctionDecl*>& kernels,
               const ReachGraph& graph, const TokenTable& tokens) {
  if (pass.emission.module() == nullptr) return;
  const DeviceCode code(*pass.emission.module(), pass.emission.generator());
  PartMaker parts(code, graph, tokens.sources(), *pass.user_code);
  for (std::size_t i = 0; i < kernels.size(); ++i)
    parts.describe_code(pass.view.kernels[i], *kernels[i]);
  pass.view.parts = parts.take_parts();
}

using Kernels = std::vector<const clang::FunctionDecl*>;

/// The text that a kernel reaches, with its places.
std::vector<std::string> text_of(const Kernel& kernel, const View& view) {
  std::vector<std::string> out;
  for (const std::size_t index : kernel.written) {
    const Written& each = view.written[index];
    out.push_back(each.where.text() + '\n' + each.what + '\n' + each.tokens);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// In the host's pass there is no code to analyse, but that of a device pass may be the same.
ThreadUse use_on_device(const Pass& pass, const Kernel& kernel) {
  ThreadUse other{"has other code on the GPU", true};
  if (pass.request.device == nullptr) return other;
  const View& device = *pass.request.device;
  const auto same = std::ranges::find(device.kernels, kernel.symbol, &Kernel::symbol);
  if (same == device.kernels.end() || text_of(*same, device) != text_of(kernel, pass.view))
    return other;
  return {same->fibers, same->asks_index, same->lanes};
}

/// Decides how the CPU variants run their threads. Call before fill_code, which changes the code's
/// names.
std::vector<LoweredKernel> lower_kernels(Pass& pass, const Kernels& kernels) {
  std::vector<LoweredKernel> out;
  const llvm::Module* module = pass.request.architecture != 0 ? pass.emission.module() : nullptr;
  std::optional<LaunchBlocks> blocks;
  std::optional<WaitAnalysis> analysis;
  // Vectors are Clang's, the rest is the host compiler's.
  const bool alike = kernels.empty() || !hosts_differ(kernels[0]->getASTContext(), *pass.user_code);
  if (module != nullptr) analysis.emplace(*module, pass.emission.generator(), *pass.user_code);
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    Kernel& kernel = pass.view.kernels[i];
    ThreadUse use = analysis ? analysis->of(*kernels[i]) : use_on_device(pass, kernel);
    settle_lowering(*kernels[i], use);
    use.lanes = use.lanes && alike;
    kernel.fibers = use.waits;
    kernel.lanes = use.lanes;
    kernel.marked_vectors = use.marked_vectors;
    kernel.asks_index = use.asks_index;
    if (use.lanes && !blocks) blocks.emplace(kernels[i]->getASTContext());
    if (use.lanes) kernel.block = blocks->of(*kernels[i]);
    out.push_back({kernels[i], std::move(use)});
  }
  return out;
}

/// Forgets the numbers and names that no kernel's code has, such as a test's in host code.
void forget_counters(std::vector<Unanswered>& questions, const ReachGraph& graph,
                     const clang::SourceManager& sources) {
  const auto is_counter = [](const Unanswered& open) {
    const bool places = open.macro == "__LINE__" || open.macro == "__FILE__";
    return (places || open.macro == "__COUNTER__") && !open.in_condition;
  };
  if (std::ranges::none_of(questions, is_counter)) return;
  const std::vector<Lines> reached = graph.lines(sources);
  std::erase_if(questions, [&](const Unanswered& open) {
    return is_counter(open) &&
           std::ranges::none_of(reached, [&](const Lines& each) { return each.has(open.where); });
  });
}

void fill_kernels(Pass& pass, clang::ASTContext& context, const TokenTable& tokens,
                  const Kernels& kernels) {
  ReachGraph graph;
  std::vector<std::size_t> nodes;
  nodes.reserve(kernels.size());
  for (const clang::FunctionDecl* kernel : kernels) nodes.push_back(graph.add(*kernel));
  pass.own_functions =
      has_runtime(context) ? OwnFunctions{true, {}} : users_of_own_variables(graph);
  // The written text is needed only to compare passes that can differ.
  const bool compared = pass.request.architecture == 0 || pass.questions.pass_dependent;
  DeviceSource slice(graph, tokens, pass.preprocessor, *pass.user_code, compared);
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    Kernel kernel = describe_kernel(*kernels[i], tokens);
    kernel.internal |= becomes_internal(*kernels[i], pass.own_functions);
    for (const std::size_t node : graph.closure(nodes[i])) {
      kernel.written.insert(kernel.written.end(), slice.written_of(node).begin(),
                            slice.written_of(node).end());
    }
    std::sort(kernel.written.begin(), kernel.written.end());
    kernel.written.erase(std::unique(kernel.written.begin(), kernel.written.end()),
                         kernel.written.end());
    if (pass.sees_host_code()) {
      check_asm(*kernels[i], graph, nodes[i]);
      check_empty_functions(*kernels[i], graph, nodes[i], *pass.user_code);
    }
    if (pass.request.reports) {
      check_definitions(*kernels[i], graph, nodes[i], *pass.user_code);
      report_clocks(*kernels[i], kernel, slice);
    }
    pass.view.kernels.push_back(std::move(kernel));
  }
  if (pass.request.reports) {
    if (!has_runtime(context)) report_managed(context, graph);
    report_unmarked(context, *pass.user_code);
    report_cpu_only(context);
    report_constant_writes(context, *pass.user_code);
  }
  pass.view.variables = describe_variables(context, graph, *pass.user_code);
  if (has_runtime(context)) mark_internal(pass.view.variables, context);
  pass.view.units = slice.units(kernels);
  pass.view.includes = slice.includes();
  pass.view.written = slice.take_written();
  pass.lowered = lower_kernels(pass, kernels);
  if (pass.request.architecture == 0) return;
  forget_counters(pass.questions.unanswered, graph, context.getSourceManager());
  pass.view.whole = mixed_overloads(context, *pass.user_code);
  if (pass.view.whole.empty()) pass.view.whole = front_ends_differ(context, *pass.user_code);
  if (pass.view.whole.empty()) pass.view.whole = layouts_differ(context, graph);
  if (pass.view.whole.empty()) pass.view.whole = traits_differ(context, graph);
  if (pass.view.whole.empty()) pass.view.whole = pass.failed_substitution;
  pass.view.covers_text = !pass.view.whole.empty();
  fill_code(pass, kernels, graph, tokens);
}

class Consumer : public RelaxedConsumer {
 public:
  Consumer(Pass& pass, const clang::Preprocessor& preprocessor)
      : pass_(pass), preprocessor_(preprocessor) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    const clang::syntax::TokenBuffer buffer = std::move(*pass_.collector).consume();
    leave_out_standard_library(context);
    if (!context.getDiagnostics().hasErrorOccurred())
      evaluate_unroll_pragmas(context, pass_.preprocessor.pragmas);
    const TokenTable tokens(buffer, context, pass_.preprocessor.pragmas);
    if (context.getDiagnostics().hasErrorOccurred()) {
      pass_.lacking = pass_.held.lacking(context);
      if (pass_.request.reports) report_device_launches(context, tokens, *pass_.user_code);
      return;
    }
    const Kernels kernels = find_kernels(context, pass_.request.reports);
    fill_kernels(pass_, context, tokens, kernels);
    if (pass_.sees_host_code()) fill_files(context, tokens);
    if (pass_.request.architecture != 0) fill_whole_files(context, tokens, kernels);
    pass_.view.pass_dependent = pass_.questions.pass_dependent;
    pass_.view.asked.assign(pass_.questions.asked.begin(), pass_.questions.asked.end());
    pass_.view.unanswered = std::move(pass_.questions.unanswered);
    pass_.view.dependencies.assign(pass_.preprocessor.dependencies.begin(),
                                   pass_.preprocessor.dependencies.end());
    pass_.view.outside_macros = pass_.outside_macros.asked(preprocessor_);
  }

 private:
  void fill_files(clang::ASTContext& context, const TokenTable& tokens) {
    TokenEdits edits = shared_edits(context, tokens, *pass_.user_code);
    for (auto& [index, edit] : library_call_edits(context, tokens, *pass_.user_code))
      edits[index] = std::move(edit);
    add_turn_edits(edits, context, tokens, *pass_.user_code);
    add_arithmetic_edits(edits, context, tokens, *pass_.user_code,
                         {pass_.request.checks_conversions, pass_.request.checks_shifts});
    add_exchange_edits(edits, context, tokens, *pass_.user_code);
    add_step_edits(edits, context, tokens, *pass_.user_code);
    add_inline_edits(edits, context, tokens, *pass_.user_code);
    add_call_edits(edits, context, tokens, *pass_.user_code);
    add_return_edits(edits, context, tokens, *pass_.user_code);
    pass_.view.has_ptx = add_asm_edits(edits, context, tokens, *pass_.user_code);
    // Last: the code that it drops has no other edits.
    for (auto& [index, edit] : body_edits(context, tokens, *pass_.user_code))
      edits[index] = std::move(edit);
    edit_thread_loops(pass_.lowered, tokens, *pass_.user_code, edits);
    if (has_runtime(context)) add_managed_edits(edits, context, tokens, *pass_.user_code);
    add_linkage_edits(edits, context, tokens, *pass_.user_code, pass_.own_functions);
    add_launch_edits(edits, context, tokens, *pass_.user_code);
    pass_.view.files =
        host_files(tokens, edits, pass_.preprocessor, {pass_.request.output_folder, false});
    pass_.view.macros = macros_of_files(preprocessor_, *pass_.user_code);
  }

  void fill_whole_files(clang::ASTContext& context, const TokenTable& tokens,
                        const Kernels& kernels) {
    WholeEditor editor(tokens, pass_.preprocessor, *pass_.user_code);
    pass_.view.whole_files =
        host_files(tokens, editor.edits(context, kernels), pass_.preprocessor,
                   {pass_.request.cuda_folder, true,
                    pass_.request.places ? pass_.preprocessor.users : pass_.preprocessor.named});
  }

  Pass& pass_;
  const clang::Preprocessor& preprocessor_;
};

class ScanAction : public clang::ASTFrontendAction {
 public:
  explicit ScanAction(Pass& pass) : pass_(pass) {}

  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.setVerboseOutputStream(pass_.summary_stream);
    if (const auto file = compiler.getFileManager().getOptionalFileRef(pass_.request.source))
      replace_text(compiler.getSourceManager(), *file, compiler.getLangOpts(),
                   pass_.request.gpu_bodies);
    add_words(pass_.added_words, compiler);
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    clang::Preprocessor& preprocessor = compiler.getPreprocessor();
    pass_.user_code.emplace(compiler.getSourceManager(), pass_.request.include_dir);
    preprocessor.addPPCallbacks(record_preprocessor(pass_.preprocessor, preprocessor,
                                                    *pass_.user_code, pass_.request.gpu_bodies));
    understand_gpu_bodies(preprocessor);
    preprocessor.addPPCallbacks(pass_.outside_macros.record(preprocessor, *pass_.user_code));
    install_worlds(compiler, preprocessor);
    pass_.collector.emplace(preprocessor);
    compiler.getFrontendOpts().SkipFunctionBodies = true;  // so that Clang calls Consumer
    if (pass_.request.architecture == 0) return std::make_unique<Consumer>(pass_, preprocessor);
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(pass_.emission.consumer(compiler, pass_.request.places));
    consumers.push_back(std::make_unique<Consumer>(pass_, preprocessor));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

  void ExecuteAction() override {
    clang::CompilerInstance& compiler = getCompilerInstance();
    compiler.createSema(getTranslationUnitKind(), nullptr);
    if (pass_.request.architecture != 0)
      compiler.getSema().TemplateInstCallbacks.push_back(
          watch_substitutions(*pass_.user_code, pass_.failed_substitution));
    clang::ASTFrontendAction::ExecuteAction();
  }

 private:
  void install_worlds(const clang::CompilerInstance& compiler, clang::Preprocessor& preprocessor) {
    const ScanRequest& request = pass_.request;
    // If other compilers' macros are unknown, anything may differ there.
    pass_.questions.pass_dependent = request.world == nullptr;
    if (request.world == nullptr) return;
    pass_.origins.emplace(compiler, *pass_.user_code, request.flags);
    preprocessor.addPPCallbacks(exchange_macros(*request.world, request.host_world, *pass_.origins,
                                                preprocessor, pass_.questions));
  }

  Pass& pass_;
};

/// Clang names the architecture that it was given; the user requested another.
void show_summary(const Pass& pass) {
  std::string text = pass.summary;
  const std::size_t at = text.find(kClangArchitecture);
  if (at != std::string::npos)
    text.replace(at, std::strlen(kClangArchitecture),
                 "sm_" + std::to_string(pass.request.architecture));
  std::fputs(text.c_str(), stderr);
}

}  // namespace

std::optional<View> scan(const ScanRequest& request) {
  AddedWords words;
  for (;;) {
    Pass pass(request, words);
    pass.view.architecture = request.architecture;
    const llvm::IntrusiveRefCntPtr<clang::FileManager> files(
        new clang::FileManager(clang::FileSystemOptions()));
    clang::tooling::ToolInvocation invocation(command_line(request),
                                              std::make_unique<ScanAction>(pass), files.get());
    invocation.setDiagnosticConsumer(&pass.held);
    const bool good = invocation.run();
    if (!good && add(pass.lacking, words)) continue;
    pass.held.show();
    show_summary(pass);
    if (!good) return std::nullopt;
    return std::move(pass.view);
  }
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

std::string resource_dir() {
  namespace fs = std::filesystem;
  const std::string version = std::to_string(CLANG_VERSION_MAJOR);
  std::error_code ignored;
  const auto has_headers = [&](const fs::path& folder) {
    return fs::exists(folder / "include" / "stddef.h", ignored);
  };
  const fs::path prefix = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
  const fs::path shipped = prefix / "lib" / "larder" / "clang" / version;
  if (has_headers(shipped)) return shipped.string();
  std::string built_with = LARDER_CLANG_RESOURCE_DIR;
  if (has_headers(built_with)) return built_with;
  Dl_info library{};
  if (dladdr(reinterpret_cast<const void*>(&clang::getClangFullCPPVersion), &library) == 0)
    return built_with;
  const fs::path folder = fs::canonical(library.dli_fname, ignored).parent_path();
  return (folder / "clang" / version).string();
}

}  // namespace larder::generate
