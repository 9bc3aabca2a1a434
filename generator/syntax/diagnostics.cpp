#include "generator/syntax/diagnostics.h"

namespace larder::generate {
namespace {

struct Entry {
  clang::DiagnosticIDs::Level level;
  const char* text;
};

constexpr auto kError = clang::DiagnosticIDs::Error;
constexpr auto kWarning = clang::DiagnosticIDs::Warning;
constexpr auto kNote = clang::DiagnosticIDs::Note;

Entry entry_of(Message message) {
  switch (message) {
    case Message::kMember:
      return {kError, "kernel %0 is a member of class %1; move it to namespace scope"};
    case Message::kReference:
      return {kError,
              "parameter %0 of kernel %1 is a reference, which would refer to host memory; pass it "
              "by value or by device pointer"};
    case Message::kVariadic:
      return {kError, "kernel %0 is variadic; a kernel takes a fixed list of arguments"};
    case Message::kNotCopyable:
      return {kError,
              "parameter %0 of kernel %1 has type %2, which is not trivially copyable, so it can't "
              "be passed to a device; pass a plain struct or a device pointer"};
    case Message::kMarkedTwice:
      return {kError, "%0 is marked as a kernel twice; remove one mark"};
    case Message::kNotDefined:
      return {kError,
              "kernel %0 is declared in this source but not defined; define it here, or declare it "
              "in a header if another source defines it"};
    case Message::kNotInstantiated:
      return {kWarning,
              "kernel template %0 is never launched here nor explicitly instantiated, so no kernel "
              "is built from it"};
    case Message::kUnnameable:
      return {kError,
              "kernel %0 has template argument %1, a local or unnamed type that device code can't "
              "name; use a type at namespace scope"};
    case Message::kAssembly:
      return {kError,
              "inline assembly in device code has no CPU variant for %1; mark kernel %0 "
              "LARDER_KERNEL_CUDA_ONLY, or give an alternative under #ifndef __CUDA_ARCH__"};
    case Message::kEmptyOnHost:
      return {kError,
              "kernel %0 calls %1, whose header has code for GPUs alone; mark the kernel "
              "LARDER_KERNEL_CUDA_ONLY, or give an alternative under #ifndef __CUDA_ARCH__"};
    case Message::kDynamicParallelism:
      return {kError,
              "a kernel launch in device code (in %0) needs relocatable device code, which Larder "
              "does not build; launch from host code, or loop in the kernel"};
    case Message::kDeviceRuntime:
      return {kError,
              "device code calls %0 of CUDA's runtime API, which needs relocatable device code, "
              "and Larder does not build that; call it from host code"};
    case Message::kClock:
      return {kError,
              "kernel %0 uses %1, so it would be new in every build; pass the text as a kernel "
              "argument"};
    case Message::kUndefinedFunction:
      return {kError,
              "device code calls %0, which is declared but not defined in this source; each source "
              "is compiled on its own, so define it in a header that this source includes"};
    case Message::kUndefinedVariable:
      return {
          kError,
          "device code uses variable %0, which is declared but not defined in this source; each "
          "source is compiled on its own, so define it in this source"};
    case Message::kManaged:
      return {
          kError,
          "variable %0 is __managed__, which needs CUDA's runtime API: compile with larder-nvcc, "
          "or make it __device__ and use larder::Device::write and read in host code"};
    case Message::kReachedFrom:
      return {kNote, "reached from kernel %0"};
    case Message::kDeclaredHere:
      return {kNote, "%0 declared here"};
    case Message::kFirstMark:
      return {kNote, "first mark is here"};
    case Message::kLaunchSyntax:
      return {kError,
              "a launch by <<<>>> needs Larder's cuda_runtime.h: compile with larder-nvcc, or use "
              "larder::Device::launch"};
    case Message::kGenerated:
      return {
          kNote,
          "if the build makes this file, name the target that does in `depends:` of the "
          "custom_target that runs larder-generate; in CMake, add_dependencies() that target to "
          "the kernels' one"};
    case Message::kUnroll:
      return {
          kError,
          "the argument of this #pragma unroll is not understood; put all of it into one pair of "
          "parentheses"};
    case Message::kUnmarkedLaunch:
      return {kError,
              "function %0 is launched but not marked as a kernel; write LARDER_KERNEL before its "
              "definition"};
    case Message::kCpuOnly:
      return {kWarning,
              "%0 run on the CPU alone; on a GPU %1: there, run the program with "
              "LARDER_DEVICE=cpu"};
    case Message::kConstantWrite:
      return {kError,
              "variable %0 is __constant__, so device code can't write it; write it on the host "
              "before the launch, or make it __device__"};
  }
  return {kError, "%0"};
}

}  // namespace

clang::DiagnosticBuilder report(clang::DiagnosticsEngine& engine, Message message,
                                clang::SourceLocation where) {
  const Entry entry = entry_of(message);
  const unsigned id =
      engine.getDiagnosticIDs()->getCustomDiagID(entry.level, llvm::StringRef(entry.text));
  return engine.Report(where, id);
}

}  // namespace larder::generate
