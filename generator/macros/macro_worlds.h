// One source, two worlds of macros. User's code sees what the device compiler's preprocessor (or,
// in the host's pass, the host compiler) defines; the toolchain's headers see what Clang defines,
// since they would not parse otherwise. Whenever the preprocessor goes from a file of the one kind
// to one of the other, the definitions that differ are exchanged.
//
// Only names that user's files mention, or that macros used there expand to, are exchanged. A name
// that a header or the user has defined or undefined since is left alone from then on.
#ifndef LARDER_GENERATOR_MACROS_MACRO_WORLDS_H
#define LARDER_GENERATOR_MACROS_MACRO_WORLDS_H

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generator/macros/origins.h"
#include "generator/model/macros.h"
#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// What user's code asked its compiler.
struct MacroQuestions {
  bool pass_dependent = false;  ///< GPU and host compiler answer differently
  std::set<std::string, std::less<>> asked;
  std::vector<Unanswered> unanswered;
};

/// Callbacks that exchange macros for the world `own`, and fill `questions` with what is asked;
/// `other` is the host compiler's world where this is a device pass, null where it is the host's.
[[nodiscard]] std::unique_ptr<clang::PPCallbacks> exchange_macros(const MacroWorld& own,
                                                                  const MacroWorld* other,
                                                                  Origins& origins,
                                                                  clang::Preprocessor& preprocessor,
                                                                  MacroQuestions& questions);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_MACRO_WORLDS_H
