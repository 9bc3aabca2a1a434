// The definitions that differ between the two worlds, and their exchange.
#ifndef LARDER_GENERATOR_MACROS_EXCHANGE_H
#define LARDER_GENERATOR_MACROS_EXCHANGE_H

#include <optional>
#include <string>
#include <vector>

#include "generator/model/macros.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

class Exchange {
 public:
  Exchange(const MacroWorld& own, clang::Preprocessor& preprocessor)
      : own_(own), preprocessor_(preprocessor) {}

  /// User code mentions `name`: from now on it is exchanged, if its definitions differ.
  void consider(clang::IdentifierInfo* name);
  /// The preprocessor enters or leaves user code.
  void enter_user();
  void leave_user();
  [[nodiscard]] bool in_user() const { return in_user_; }

  [[nodiscard]] bool was_considered(const clang::IdentifierInfo* name) const {
    return names_.contains(name);
  }
  /// Whether `name` has a definition from a file, in the toolchain's world.
  [[nodiscard]] bool is_files(const clang::IdentifierInfo* name) const;
  /// The current definition of `name`; nullopt: not defined.
  [[nodiscard]] std::optional<std::string> text(const clang::IdentifierInfo* name) const;

 private:
  struct Name {
    bool takes_part = false;
    bool left_alone = false;                 ///< a file has defined or undefined it
    clang::MacroInfo* users = nullptr;       ///< null: not defined there
    clang::MacroInfo* toolchains = nullptr;  ///< as it was when it was last left
  };

  void drop_left_alone();
  [[nodiscard]] clang::MacroInfo* now(const clang::IdentifierInfo* name) const;
  void set(clang::IdentifierInfo* name, clang::MacroInfo* macro) const;
  [[nodiscard]] bool is_from_file(const clang::MacroInfo* macro) const;

  const MacroWorld& own_;
  clang::Preprocessor& preprocessor_;
  llvm::DenseMap<const clang::IdentifierInfo*, Name> names_;
  std::vector<clang::IdentifierInfo*> exchanged_;
  bool in_user_ = false;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_EXCHANGE_H
