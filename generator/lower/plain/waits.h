// Whether threads of a kernel may wait for one another, derived from the code that Clang makes.
//
// If they never do, one can run after the other, in a plain loop. If that can't be proven, they
// count as waiting.
#ifndef LARDER_GENERATOR_LOWER_PLAIN_WAITS_H
#define LARDER_GENERATOR_LOWER_PLAIN_WAITS_H

#include <string>
#include <unordered_map>
#include <vector>

#include "generator/lower/plain/loop_ends.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The behaviour of a kernel and all that it calls.
struct ThreadUse {
  std::string waits;  ///< why its threads may wait: "calls __syncthreads"; empty: they never do
  bool asks_index = false;  ///< functions that it calls, including CUDA's, read the thread index
  /// They can be lanes of vectors: they wait at barriers and in warp operations, or as lanes in
  /// step do, or never.
  bool lanes = false;
  bool marked_vectors = false;  ///< LARDER_KERNEL_VECTORS
};

class WaitAnalysis {
 public:
  /// `module` comes from Clang, unchanged, from a pass without errors. All must outlive this.
  WaitAnalysis(const llvm::Module& module, clang::CodeGenerator& generator,
               const UserCode& user_code);

  /// `kernel` is the definition of an instance.
  [[nodiscard]] ThreadUse of(const clang::FunctionDecl& kernel) const;

 private:
  enum class Word { kHarmless, kAsksIndex, kObserves, kWaits, kUnknown };

  /// One function of the LLVM module, without the functions that it calls.
  struct Facts {
    std::string waits;
    std::string meets;          ///< its barrier or warp operation
    bool asks_index = false;    ///< it uses an index variable
    bool tells_thread = false;  ///< it calls a CUDA function that reports the thread: __trap
    bool reads_volatile = false;
    bool writes_volatile = false;
    bool reads_shared = false;
    bool writes_shared = false;
    bool observes = false;       ///< it, or a callee, reads others' writes: volatile, atomically
    bool observes_all = false;   ///< or plain, after a fence
    std::string observes_again;  ///< and does so in a loop
    std::vector<const llvm::Function*> calls;
    std::vector<const llvm::Function*> calls_in_loops;
  };

  void look_at(const llvm::Function& function);
  void look_at(const llvm::Instruction& instruction, bool repeated, Facts& facts) const;
  static void note_memory(const llvm::Instruction& instruction, Facts& facts);
  void look_at_call(const llvm::CallBase& call, bool repeated, Facts& facts) const;
  void look_at_asm(const llvm::InlineAsm& assembly, const llvm::CallBase& call, bool repeated,
                   Facts& facts) const;
  [[nodiscard]] Word word(const llvm::Function& callee) const;
  [[nodiscard]] std::string name(const llvm::Function& function) const;
  [[nodiscard]] std::vector<const llvm::Function*> reached(const llvm::Function& root) const;
  [[nodiscard]] bool calls_itself(const llvm::Function& function) const;
  [[nodiscard]] Shown shown(const llvm::CallBase& call, const llvm::Function* callee) const;
  [[nodiscard]] bool waits_in_loops(const llvm::Function& function) const;
  void spread_observing();

  const UserCode& user_code_;
  std::unordered_map<const llvm::Function*, Facts> facts_;
  std::unordered_map<const llvm::Function*, const clang::NamedDecl*> declarations_;
  std::unordered_map<const clang::Decl*, const llvm::Function*> functions_;
  mutable std::unordered_map<const llvm::Function*, bool> waits_in_loops_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_PLAIN_WAITS_H
