// Code that nvcc's front end is known to take otherwise than Clang does.
#ifndef LARDER_GENERATOR_FIND_FRONT_ENDS_H
#define LARDER_GENERATOR_FIND_FRONT_ENDS_H

#include <string>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The first such place in user code that a GPU's code may depend on, as a reason for a person;
/// empty: there is none. Seen with nvcc 13.0 and Clang 19:
/// - long double has 64 bits of mantissa in nvcc's constants, and is a double for Clang's device;
/// - a copy constructor with more parameters counts as trivial, a defaulted function that may throw
///   as one that does not;
/// - in C++20, an aggregate is not constructible from its members by a trait;
/// - a specialised member template loses the partial specialisations of the general one;
/// - a requirement for a conversion, a size, or arithmetic with a constant holds for more types;
/// - T{t} copies in Clang, where T can be made of a std::initializer_list<T>;
/// - members with [[no_unique_address]], or with an alignment in a packed class, lie elsewhere, and
///   a packed class has another size if it has a base.
[[nodiscard]] std::string front_ends_differ(clang::ASTContext& context, const UserCode& user_code);

/// "nvcc takes WHAT (a.cpp:3) otherwise than Clang".
[[nodiscard]] std::string difference(const std::string& what, clang::SourceLocation where,
                                     const clang::ASTContext& context);

/// Whether it is in a namespace of the standard library's or of CUDA's own libraries.
[[nodiscard]] bool is_in_std(const clang::Decl& declaration);

/// Whether user code has such a T with std::initializer_list<T>: g++ takes T{t} as nvcc does.
[[nodiscard]] bool hosts_differ(clang::ASTContext& context, const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_FRONT_ENDS_H
