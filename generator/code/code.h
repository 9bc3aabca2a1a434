// The code that Clang makes of a device pass, as a graph of functions and variables. The code of a
// kernel, and everything it reaches, is read from here and not guessed from its text.
#ifndef LARDER_GENERATOR_CODE_CODE_H
#define LARDER_GENERATOR_CODE_CODE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// A struct, class or union whose layout code uses.
struct CodeType {
  std::string name;  ///< "struct.image::Pixel", as LLVM names it
  std::string text;  ///< its elements
};

/// A function or a variable.
struct CodeValue {
  std::string name;                               ///< equal code has equal names
  std::string text;                               ///< everything that affects its machine code
  const clang::NamedDecl* declaration = nullptr;  ///< null: made by the compiler
  std::vector<std::size_t> uses;                  ///< into DeviceCode
  std::vector<std::size_t> types;                 ///< into DeviceCode::type
  bool is_function = false;
  bool is_defined = false;
  bool floating_point = false;  ///< computes with floating-point numbers; copying does not count
  bool is_shared = false;       ///< a __shared__ variable
  bool is_writable = false;     ///< a variable that lives as long as the module
  std::uint64_t size = 0;       ///< of a variable, in bytes; 0: given at the launch
};

class DeviceCode {
 public:
  /// Changes `module`. Both must come from a pass without errors.
  DeviceCode(llvm::Module& module, clang::CodeGenerator& generator);

  /// The value of a kernel's definition, or of a variable; none: size().
  [[nodiscard]] std::size_t find(const clang::NamedDecl& declaration) const;
  /// All that `root` reaches, itself included, ascending.
  [[nodiscard]] std::vector<std::size_t> closure(std::size_t root) const;
  [[nodiscard]] const CodeValue& operator[](std::size_t index) const { return values_[index]; }
  [[nodiscard]] const CodeType& type(std::size_t index) const { return types_[index]; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  std::vector<CodeValue> values_;
  std::vector<CodeType> types_;
  std::unordered_map<const clang::Decl*, std::size_t> numbers_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_CODE_H
