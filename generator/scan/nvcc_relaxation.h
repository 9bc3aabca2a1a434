// Code that nvcc accepts in device code and Clang in CUDA mode does not, though nothing is called
// there: Clang treats a function without __device__ as the host's even if only its type is used.
#ifndef LARDER_GENERATOR_SCAN_NVCC_RELAXATION_H
#define LARDER_GENERATOR_SCAN_NVCC_RELAXATION_H

#include <unordered_map>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Makes deduction guides, std::declval and the function templates that traits use available to
/// host and device.
class NvccRelaxation {
 public:
  /// A declaration at namespace scope with all that is in it.
  void relax(clang::Decl& declaration);
  /// The declarations before a function in the namespaces around it.
  void relax_before(clang::Decl& function);

 private:
  void relax_new(clang::DeclContext& context);

  /// The last declaration of each context that has been looked at.
  std::unordered_map<const clang::DeclContext*, clang::Decl*> looked_at_;
};

/// Base of the consumers of a translation unit, which is relaxed as it is read.
class RelaxedConsumer : public clang::ASTConsumer {
 public:
  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group) relaxation_.relax(*declaration);
    return true;
  }

  // Never skips a body. Clang calls this before each body, when all earlier declarations in its
  // namespaces are known.
  bool shouldSkipFunctionBody(clang::Decl* function) override {
    relaxation_.relax_before(*function);
    return false;
  }

 private:
  NvccRelaxation relaxation_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_NVCC_RELAXATION_H
