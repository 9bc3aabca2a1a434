// LLVM IR as text that holds everything that affects machine code, and nothing else.
//
// Left out: names and numbers of locals and metadata, type-based alias information, linkage and
// visibility (all of a source's device code is one LLVM module), the places of annotations. Kept:
// types by structure, attributes, alignment, loop metadata, annotations, inline assembly; lines too
// if the LLVM module has debug information.
#ifndef LARDER_GENERATOR_CODE_CANONICAL_TEXT_H
#define LARDER_GENERATOR_CODE_CANONICAL_TEXT_H

#include <string>
#include <unordered_map>
#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The prefix of names of structs: see module_names.h.
inline constexpr const char kTypeName[] = "type.";

class CanonicalText {
 public:
  /// Removes from `module` everything that it leaves out or writes separately. `module` must
  /// outlive it.
  explicit CanonicalText(llvm::Module& module);

  /// A function with its body, or a variable with its initial value, with the current names of
  /// types and of other global values.
  [[nodiscard]] std::string of(const llvm::GlobalValue& value);
  /// The text of an identified struct's elements; nested structs are named.
  [[nodiscard]] static std::string structure(const llvm::StructType& type);

 private:
  void note_annotations();
  void note_annotation(const llvm::Constant& entry);
  void note_kernel_metadata();
  void detach(llvm::Instruction& instruction);
  [[nodiscard]] std::string of_function(const llvm::Function& function);
  [[nodiscard]] std::string of_variable(const llvm::GlobalVariable& variable);

  llvm::Module& module_;
  llvm::ModuleSlotTracker numbers_;
  /// The text beside an instruction: its function attributes, metadata and line.
  std::unordered_map<const llvm::Instruction*, std::string> beside_;
  /// Annotations and kernel metadata of each value.
  std::unordered_map<const llvm::GlobalValue*, std::vector<std::string>> marks_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_CANONICAL_TEXT_H
