#include "generator/find/launch_blocks.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "generator/syntax/visitor.h"

namespace larder::generate {
namespace {

constexpr unsigned kDeepest = 8;  // variables that are initialised by others
constexpr std::uint64_t kMostThreads = 1024;

const clang::Expr& stripped(const clang::Expr& expression) {
  return *expression.IgnoreUnlessSpelledInSource();
}

const clang::Expr* initialiser(const clang::Expr& expression) {
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(&expression);
  const auto* variable =
      name != nullptr ? llvm::dyn_cast<clang::VarDecl>(name->getDecl()) : nullptr;
  return variable != nullptr ? variable->getAnyInitializer() : nullptr;
}

/// What a source's launches say about blocks.
class Reader {
 public:
  explicit Reader(const clang::ASTContext& context) : context_(context) {}

  [[nodiscard]] std::optional<Extents> block(const clang::Expr& written, unsigned depth = 0) const {
    const clang::Expr& expression = stripped(written);
    if (const clang::Expr* value = initialiser(expression);
        value != nullptr && expression.getType()->isRecordType() && depth < kDeepest)
      return block(*value, depth + 1);
    llvm::SmallVector<const clang::Expr*> parts;
    if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(&expression))
      llvm::append_range(parts, made->arguments());
    else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&expression))
      llvm::append_range(parts, list->inits());
    else if (expression.getType()->isIntegerType())
      parts.push_back(&expression);
    if (parts.size() == 1 && parts.front()->getType()->isRecordType() && depth < kDeepest)
      return block(*parts.front(), depth + 1);
    return extents(parts);
  }

 private:
  [[nodiscard]] std::optional<Extents> extents(llvm::ArrayRef<const clang::Expr*> parts) const {
    Extents out = {1, 1, 1};
    if (parts.empty() || parts.size() > out.size()) return std::nullopt;
    std::uint64_t threads = 1;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto value = number(*parts[i]);
      if (!value || *value == 0 || *value > kMostThreads) return std::nullopt;
      out[i] = static_cast<std::uint32_t>(*value);
      threads *= *value;
    }
    return threads <= kMostThreads ? std::optional(out) : std::nullopt;
  }

  /// A variable that is not constant is taken for what it is initialised with.
  [[nodiscard]] std::optional<std::uint64_t> number(const clang::Expr& written,
                                                    unsigned depth = 0) const {
    if (llvm::isa<clang::CXXDefaultArgExpr, clang::CXXDefaultInitExpr>(&written)) return 1;
    if (written.isValueDependent() || !written.getType()->isIntegralOrEnumerationType())
      return std::nullopt;
    clang::Expr::EvalResult result;
    if (written.EvaluateAsInt(result, context_)) {
      const llvm::APSInt value = result.Val.getInt();
      return value.isNegative() ? std::nullopt : value.tryZExtValue();
    }
    const clang::Expr* value = initialiser(stripped(written));
    return value != nullptr && depth < kDeepest ? number(*value, depth + 1) : std::nullopt;
  }

  const clang::ASTContext& context_;
};

bool is_configuration(const clang::Expr& expression) {
  const clang::CXXRecordDecl* type = expression.getType()->getAsCXXRecordDecl();
  return type != nullptr && type->getName() == "LaunchConfig";
}

/// The function in `kernel` and in `&kernel`.
const clang::FunctionDecl* named_function(const clang::Expr& written) {
  const clang::Expr* expression = &stripped(written);
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(expression))
    expression = &stripped(*address->getSubExpr());
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(expression);
  return name != nullptr ? llvm::dyn_cast<clang::FunctionDecl>(name->getDecl()) : nullptr;
}

/// Visits instances of templates too, where template arguments are known.
class Launches : public Visitor {
 public:
  using Use = std::function<void(const clang::FunctionDecl* kernel, Extents block)>;
  Launches(const clang::ASTContext& context, Use use) : reader_(context), use_(std::move(use)) {}

  bool shouldVisitTemplateInstantiations() const override { return true; }
  bool shouldVisitImplicitCode() const override { return false; }

  bool VisitCUDAKernelCallExpr(clang::CUDAKernelCallExpr* launch) override {
    const clang::CallExpr* configuration = launch->getConfig();
    if (configuration != nullptr && configuration->getNumArgs() > 1)
      note(launch->getDirectCallee(), *configuration->getArg(1));
    return true;
  }

  /// Device::launch and the like: a kernel, and a configuration in braces.
  bool VisitCallExpr(clang::CallExpr* call) override {
    for (const clang::Expr* argument : call->arguments()) {
      if (!is_configuration(*argument)) continue;
      const auto* list = llvm::dyn_cast<clang::InitListExpr>(&stripped(*argument));
      if (list != nullptr && list->getNumInits() > 1)
        note(named_function(*call->getArg(0)), *list->getInit(1));
    }
    return true;
  }

 private:
  void note(const clang::FunctionDecl* kernel, const clang::Expr& written) {
    if (const auto block = reader_.block(written))
      use_(kernel != nullptr ? kernel->getCanonicalDecl() : nullptr, *block);
  }

  Reader reader_;
  Use use_;
};

}  // namespace

LaunchBlocks::LaunchBlocks(clang::ASTContext& context) {
  Launches launches(context, [&](const clang::FunctionDecl* kernel, Extents block) {
    if (kernel != nullptr) ++counts_[kernel][block];
    ++counts_[nullptr][block];
  });
  launches.TraverseAST(context);
}

Extents LaunchBlocks::of(const clang::FunctionDecl& kernel) const {
  auto found = counts_.find(kernel.getCanonicalDecl());
  if (found == counts_.end()) found = counts_.find(nullptr);
  if (found == counts_.end()) return {};
  const auto& counts = found->second;
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

}  // namespace larder::generate
