// One source, two worlds of macros. User code sees the macros of the device compiler's preprocessor
// (or, in the host's pass, of the host compiler). The toolchain's headers see Clang's macros,
// because they would not parse otherwise. Whenever the preprocessor moves from a file of one kind
// to one of the other, the definitions that differ are exchanged.
//
// Only names that user files mention, or that macros used there expand to, are exchanged. A name
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

/// The questions that user code asked its compiler.
struct MacroQuestions {
  bool pass_dependent = false;  ///< GPU and host compiler answer differently
  std::set<std::string, std::less<>> asked;
  std::vector<Unanswered> unanswered;
};

/// Callbacks that exchange macros for the world `own`, and record the questions in `questions`;
/// `other` is the host compiler's world in a device pass, and null in the host's.
[[nodiscard]] std::unique_ptr<clang::PPCallbacks> exchange_macros(const MacroWorld& own,
                                                                  const MacroWorld* other,
                                                                  Origins& origins,
                                                                  clang::Preprocessor& preprocessor,
                                                                  MacroQuestions& questions);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_MACRO_WORLDS_H
