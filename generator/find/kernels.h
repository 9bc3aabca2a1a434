// Finds the marked kernels of a translation unit, checks their declarations and describes them.
#ifndef LARDER_GENERATOR_FIND_KERNELS_H
#define LARDER_GENERATOR_FIND_KERNELS_H

#include <string>
#include <vector>

#include "generator/find/reach.h"
#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/preprocessor_record.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

enum class Mark {
  kNone,
  kGlobal,  ///< __global__ alone, as in CUDA's own programs
  kKernel,
  kCudaOnly,
};

/// How a function is marked.
[[nodiscard]] Mark mark_of(const clang::FunctionDecl& function);

/// Whether a function is a kernel, or may be called by one.
[[nodiscard]] bool is_device_code(const clang::FunctionDecl& function);

/// The definitions of all kernel instances, in the order of the source, then of instantiation.
/// Reports wrong uses of the marks; a declaration with an error is left out.
[[nodiscard]] std::vector<const clang::FunctionDecl*> find_kernels(clang::ASTContext& context,
                                                                   bool report_errors);

/// Describes one instance, except for the properties of its code (describe_code).
[[nodiscard]] Kernel describe_kernel(const clang::FunctionDecl& kernel, const TokenTable& tokens);

/// The user's __device__ and __constant__ variables at namespace scope among the nodes of `graph`,
/// and those defined here that other code names.
[[nodiscard]] std::vector<Variable> describe_variables(clang::ASTContext& context,
                                                       const ReachGraph& graph,
                                                       const UserCode& user_code);

/// Reports the functions in the reach of `kernel` that have an empty body for the host compiler,
/// and another one for the GPU. Only meaningful for a pass whose code the CPU variant is compiled
/// from.
void check_empty_functions(const clang::FunctionDecl& kernel, const ReachGraph& graph,
                           std::size_t node, const UserCode& user_code);

/// Reports functions and variables in the reach of `kernel` that have no definition here, except
/// CUDA's.
void check_definitions(const clang::FunctionDecl& kernel, const ReachGraph& graph, std::size_t node,
                       const UserCode& user_code);

/// Reports the managed variables among the nodes of `graph`: only CUDA's runtime API has the
/// driver's unified memory, so host code would read and write a variable of its own.
void report_managed(const clang::ASTContext& context, const ReachGraph& graph);

/// Reports that `kernel` reaches a use of __DATE__ or the like.
void report_clock(const clang::FunctionDecl& kernel, const ClockMacro& clock);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_KERNELS_H
