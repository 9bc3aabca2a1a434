// The treatment of one option of a host compiler, decided by its place in Clang's table.
#ifndef LARDER_GENERATOR_FLAGS_TREATMENT_H
#define LARDER_GENERATOR_FLAGS_TREATMENT_H

#include <string_view>

#include "generator/flags/option_table.h"

namespace larder::generate {

enum class Treatment {
  kDrop,          ///< changes no source's meaning
  kScan,          ///< Clang gets it; nvcc does not need it
  kMacro,         ///< -D, -U: both get it
  kFolder,        ///< -I, -isystem: both get it
  kHostFolder,    ///< -iquote, -idirafter, ...: nvcc gets it through -Xcompiler
  kForced,        ///< -include: both get it
  kForcedMacros,  ///< -imacros
  kPrecompiled,   ///< -include-pch: its header's text
  kStandard,      ///< -std, -ansi
  kPreprocessor,  ///< -Wp, -Xpreprocessor: more options inside
  kOptimisation,  ///< -O: represented by macros
  kFastMath,      ///< the host's arithmetic: represented by macros
  kOpenMp,        ///< represented by a macro
  kHostToo,       ///< Clang gets it, and nvcc's preprocessor
  kUnsignedChar,  ///< and others for which nvcc's front end has its own option
  kSignedChar,
  kShortEnums,
  kPackStruct,
  kChar8,
  kNoChar8,
  kNoOperatorNames,
  kWrapping,  ///< Clang gets it, nvcc can't: a warning
  kRefuse,    ///< can't be passed on
};

[[nodiscard]] Treatment treatment_of(const llvm::opt::Option& option);

/// For options that Clang does not know: whether it is one of g++'s that does not change the
/// meaning.
[[nodiscard]] bool is_harmless_of_gcc(std::string_view flag);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_TREATMENT_H
