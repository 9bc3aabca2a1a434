// Substitutions into templates that fail in Clang and may succeed in nvcc, or the other way round.
#ifndef LARDER_GENERATOR_FIND_SUBSTITUTIONS_H
#define LARDER_GENERATOR_FIND_SUBSTITUTIONS_H

#include <memory>
#include <string>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Clang decides by a substitution's first error whether a candidate, a specialisation or a
/// requirement holds. nvcc takes much of what Clang calls an extension, such as narrowing, and some
/// of its errors (nvcc 13.0 and Clang 19, for 140 expressions). The callback writes the first such
/// place to `found`, as a reason for a person. Both arguments must outlive it.
[[nodiscard]] std::unique_ptr<clang::TemplateInstantiationCallback> watch_substitutions(
    const UserCode& user_code, std::string& found);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_SUBSTITUTIONS_H
