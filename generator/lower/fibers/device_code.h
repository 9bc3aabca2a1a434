// The common base of all visitors of the bodies of device functions.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_DEVICE_CODE_H
#define LARDER_GENERATOR_LOWER_FIBERS_DEVICE_CODE_H

#include <utility>

#include "generator/find/kernels.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/visitor.h"

namespace larder::generate {

/// Visits templates and, unless the derived class declines, their instances. Keeps track of the
/// current device function.
class DeviceCodeVisitor : public Visitor {
 public:
  bool shouldVisitTemplateInstantiations() const override { return true; }

  bool TraverseFunctionDecl(clang::FunctionDecl* function) override {
    return within(function, [&] { return Visitor::TraverseFunctionDecl(function); });
  }
  bool TraverseCXXMethodDecl(clang::CXXMethodDecl* function) override {
    return within(function, [&] { return Visitor::TraverseCXXMethodDecl(function); });
  }
  bool TraverseCXXConstructorDecl(clang::CXXConstructorDecl* function) override {
    return within(function, [&] { return Visitor::TraverseCXXConstructorDecl(function); });
  }
  bool TraverseCXXConversionDecl(clang::CXXConversionDecl* function) override {
    return within(function, [&] { return Visitor::TraverseCXXConversionDecl(function); });
  }

 protected:
  /// Null outside of device code.
  const clang::FunctionDecl* function() const { return function_; }
  /// Whether it is an instance of a template, or inside one.
  bool in_instance() const { return in_instance_; }

 private:
  template <class Traverse>
  bool within(const clang::FunctionDecl* function, const Traverse& traverse) {
    const bool device = is_device_code(*function);
    // A lambda in a kernel is part of it.
    const bool lambda = function_ != nullptr && llvm::isa<clang::CXXMethodDecl>(function) &&
                        llvm::cast<clang::CXXMethodDecl>(function)->getParent()->isLambda();
    const clang::FunctionDecl* outer =
        std::exchange(function_, device || lambda ? function : nullptr);
    const bool outer_is_instance = std::exchange(
        in_instance_, function->isTemplateInstantiation() || (lambda && in_instance_));
    const bool result = traverse();
    function_ = outer;
    in_instance_ = outer_is_instance;
    return result;
  }

  const clang::FunctionDecl* function_ = nullptr;
  bool in_instance_ = false;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_DEVICE_CODE_H
