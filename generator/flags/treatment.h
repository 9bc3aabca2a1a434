// What is done with one option of a host compiler, decided by its place in Clang's table.
#ifndef LARDER_GENERATOR_FLAGS_TREATMENT_H
#define LARDER_GENERATOR_FLAGS_TREATMENT_H

#include <string_view>

#include "generator/flags/option_table.h"

namespace larder::generate {

enum class Treatment {
  kDrop,          ///< changes no source's meaning
  kScan,          ///< Clang gets it; nvcc needs no word of it
  kMacro,         ///< -D, -U: both get it
  kFolder,        ///< -I, -isystem: both get it
  kHostFolder,    ///< -iquote, -idirafter, ...: nvcc gets it through -Xcompiler
  kForced,        ///< -include: both get it
  kForcedMacros,  ///< -imacros
  kPrecompiled,   ///< -include-pch: its header's text
  kStandard,      ///< -std, -ansi
  kPreprocessor,  ///< -Wp, -Xpreprocessor: more options inside
  kOptimisation,  ///< -O: macros tell
  kFastMath,      ///< the host's arithmetic: macros tell
  kOpenMp,        ///< a macro tells
  kHostToo,       ///< Clang gets it, and nvcc's preprocessor
  kUnsignedChar,  ///< and the others that nvcc's front end has a word of its own for
  kSignedChar,
  kShortEnums,
  kPackStruct,
  kChar8,
  kNoChar8,
  kNoOperatorNames,
  kWrapping,  ///< Clang gets it, nvcc can't: a warning
  kRefuse,    ///< can't be carried
};

[[nodiscard]] Treatment treatment_of(const llvm::opt::Option& option);

/// For options that Clang does not know: whether it is one of g++'s that leaves the meaning alone.
[[nodiscard]] bool is_harmless_of_gcc(std::string_view flag);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_TREATMENT_H
