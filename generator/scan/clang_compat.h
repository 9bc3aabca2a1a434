// Every difference between the supported Clang versions (19 to 22), and nothing else.
//
// By what is there, not by version numbers: the versions in between need no list of their own.
#ifndef LARDER_GENERATOR_SCAN_CLANG_COMPAT_H
#define LARDER_GENERATOR_SCAN_CLANG_COMPAT_H

#include "generator/scan/pch/clang.h"

namespace larder::generate {

/// The type that a struct, class, union or enum declares.
template <class Context = clang::ASTContext>
[[nodiscard]] clang::QualType tag_type(const Context& context, const clang::TagDecl* tag) {
  if constexpr (requires { context.getCanonicalTagType(tag); }) {
    return context.getCanonicalTagType(tag);
  } else {
    return context.getTypeDeclType(tag);
  }
}

/// Makes types print without the typedefs they were written with.
template <class Policy = clang::PrintingPolicy>
void print_canonical_types(Policy& policy) {
  if constexpr (requires { policy.PrintAsCanonical; }) {
    policy.PrintAsCanonical = true;
  } else {
    policy.PrintCanonicalTypes = true;
  }
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_CLANG_COMPAT_H
