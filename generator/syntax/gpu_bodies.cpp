#include "generator/syntax/gpu_bodies.h"

#include <algorithm>
#include <map>

#include "generator/syntax/macro_text.h"
#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

constexpr llvm::StringLiteral kMacro = "__CUDA_ARCH__";
constexpr llvm::StringLiteral kBegin = "larder gpu_body ";
constexpr llvm::StringLiteral kEnd = "larder gpu_body_end";

std::string operator_of(llvm::StringRef words) { return ("_Pragma(\"" + words + "\")").str(); }

std::string value_of(unsigned architecture) { return std::to_string(architecture * 10); }

class BeginHandler : public clang::PragmaHandler {
 public:
  BeginHandler() : PragmaHandler("gpu_body") {}
  void HandlePragma(clang::Preprocessor& preprocessor, clang::PragmaIntroducer,
                    clang::Token& token) override {
    preprocessor.LexUnexpandedToken(token);
    const std::string value = preprocessor.getSpelling(token);
    set_macro(kMacro.str(), make_macro(kMacro.str(), " " + value, preprocessor), preprocessor);
  }
};

class EndHandler : public clang::PragmaHandler {
 public:
  EndHandler() : PragmaHandler("gpu_body_end") {}
  void HandlePragma(clang::Preprocessor& preprocessor, clang::PragmaIntroducer,
                    clang::Token&) override {
    set_macro(kMacro.str(), nullptr, preprocessor);
  }
};

/// Whether each condition that begins in the text ends in it, and no other one goes on there.
bool has_whole_conditions(llvm::StringRef text) {
  int open = 0;
  for (const llvm::StringRef line : llvm::split(text, '\n')) {
    llvm::StringRef word = line.ltrim();
    if (!word.consume_front("#")) continue;
    word = word.ltrim();
    if (word.starts_with("if")) ++open;
    if (word.starts_with("endif")) --open;
    if (open < 0 || (open == 0 && word.starts_with("el"))) return false;
  }
  return open == 0;
}

}  // namespace

std::optional<Body> body_of(const clang::FunctionDecl& function,
                            const clang::SourceManager& sources) {
  if (!function.doesThisDeclarationHaveABody()) return std::nullopt;
  const auto* body = llvm::dyn_cast<clang::CompoundStmt>(function.getBody());
  if (body == nullptr || body->getLBracLoc().isMacroID() || body->getRBracLoc().isMacroID())
    return std::nullopt;
  const auto [file, begin] = sources.getDecomposedLoc(body->getLBracLoc());
  const auto [same, end] = sources.getDecomposedLoc(body->getRBracLoc());
  if (file != same || !has_whole_conditions(sources.getBufferData(file).slice(begin, end)))
    return std::nullopt;
  return Body{path_of(sources, file), begin + 1, end};
}

std::optional<std::string> with_gpu_bodies(llvm::StringRef text, const std::string& file,
                                           std::span<const GpuBody> bodies) {
  std::map<std::size_t, std::string> operators;
  for (const GpuBody& gpu : bodies) {
    if (gpu.body.file != file || gpu.body.end > text.size()) continue;
    operators[gpu.body.begin] = operator_of(kBegin.str() + value_of(gpu.architecture));
    operators[gpu.body.end] = operator_of(kEnd);
  }
  if (operators.empty()) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  for (const auto& [place, added] : operators) {
    out.append(text.slice(copied, place)).append(added);
    copied = place;
  }
  return out.append(text.substr(copied));
}

void understand_gpu_bodies(clang::Preprocessor& preprocessor) {
  preprocessor.AddPragmaHandler("larder", new BeginHandler);  // the preprocessor owns them
  preprocessor.AddPragmaHandler("larder", new EndHandler);
}

std::string gpu_body_lines(llvm::StringRef words) {
  if (words == kEnd) return ("\n#undef " + kMacro + "\n").str();
  if (!words.consume_front(kBegin)) return {};
  return ("\n#define " + kMacro + " " + words + "\n").str();
}

std::size_t gpu_body_length(llvm::StringRef words) { return operator_of(words).size(); }

}  // namespace larder::generate
