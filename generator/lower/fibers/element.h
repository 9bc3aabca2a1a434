// Elements of arrays, and whether one assignment may read an element that another thread writes in
// the same assignment.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_ELEMENT_H
#define LARDER_GENERATOR_LOWER_FIBERS_ELEMENT_H

#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// `array[i][j]`, or a member of it.
struct Element {
  const clang::VarDecl* array = nullptr;  ///< null: no element of a named array
  std::vector<const clang::Expr*> indices;
};

[[nodiscard]] Element element_of(const clang::Expr& place);

/// Whether the array may lie in shared memory: it is declared there, or initialised with an address
/// there, or a device function got it as a parameter.
[[nodiscard]] bool may_be_shared(const clang::VarDecl& array);

/// Whether the two say the same.
[[nodiscard]] bool is_same(const clang::Expr& a, const clang::Expr& b,
                           const clang::ASTContext& context);

/// Whether `read` is another element of the array of `written`, at a place computed from the same
/// variables, or from some of them: as `s[t ^ 8]` is to `s[t]`, and `s[t]` to `s[place[t]]`.
[[nodiscard]] bool is_neighbour(const Element& read, const Element& written,
                                const clang::ASTContext& context);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_ELEMENT_H
