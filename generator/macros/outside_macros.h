// Macros from outside of the files on which the user's code depends: those that the host compiler's
// command defines, or does not define, and those that the compiler itself defines by its flags.
#ifndef LARDER_GENERATOR_MACROS_OUTSIDE_MACROS_H
#define LARDER_GENERATOR_MACROS_OUTSIDE_MACROS_H

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

class OutsideMacros {
 public:
  /// `flags` are those of the host compiler; the scan adds its own.
  explicit OutsideMacros(const std::vector<std::string>& flags);

  /// Callbacks that record here; this and `user_code` must outlive `preprocessor`.
  [[nodiscard]] std::unique_ptr<clang::PPCallbacks> record(clang::Preprocessor& preprocessor,
                                                           const UserCode& user_code);
  /// The macros that were used, by name. Include guards do not count: they do not depend on flags.
  [[nodiscard]] std::vector<OutsideMacro> asked(const clang::Preprocessor& preprocessor) const;

 private:
  friend class OutsideCallbacks;

  std::set<std::string> commanded_;  ///< named by a -D or -U
  std::set<std::string> of_files_;   ///< defined or undefined by a file so far
  std::map<std::string, OutsideMacro> asked_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_OUTSIDE_MACROS_H
