// Debian's LLVM requires Polly, an optimiser in a package of its own, before it optimises anything.
// Nothing is optimised here.
#include <llvm/Passes/PassPlugin.h>

llvm::PassPluginLibraryInfo getPollyPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "Polly", "", [](llvm::PassBuilder&) {}};
}
