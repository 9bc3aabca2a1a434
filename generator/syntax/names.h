// Names of declarations: for display, for the two variants' sources, and for the linker.
#ifndef LARDER_GENERATOR_SYNTAX_NAMES_H
#define LARDER_GENERATOR_SYNTAX_NAMES_H

#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The inline namespace that stands for unnamed ones in the CUDA variant, so that nvcc gives
/// their members a name that does not depend on the file's.
inline constexpr const char kUnnamedNamespace[] = "larder_unnamed";

/// "image::blur<4>", for display.
[[nodiscard]] std::string display_name(const clang::NamedDecl& declaration);
/// "image::blur", independent of the declaration's place: unnamed types are printed without it.
[[nodiscard]] std::string stable_name(const clang::NamedDecl& declaration);
/// "device function warp_sum", "type image::Pixel".
[[nodiscard]] std::string described(const clang::Decl& declaration);
/// A type as source text that means the same anywhere in the translation unit.
[[nodiscard]] std::string spelled_type(clang::QualType type, const clang::ASTContext& context);
/// "::image::blur<4>": names the function at the end of the translation unit.
[[nodiscard]] std::string qualified_name(const clang::NamedDecl& declaration);
/// "::image::table<4>": the same for a function or variable with its template arguments.
[[nodiscard]] std::string specialised_name(const clang::NamedDecl& declaration);
/// Each template argument of a specialisation as source text; empty for other declarations.
[[nodiscard]] std::vector<std::string> template_arguments(const clang::NamedDecl& declaration);
/// The name that the linker sees in the CUDA variant's image.
[[nodiscard]] std::string device_symbol(const clang::NamedDecl& declaration);
/// The name in the CUDA variant for the mangled name of `declaration` in the source: the
/// variant has neither unnamed namespaces nor static functions and variables.
[[nodiscard]] std::string variant_symbol(std::string mangled, const clang::NamedDecl& declaration);
/// The declaration in the source: that of an instance's template, else the function itself.
[[nodiscard]] const clang::FunctionDecl& written(const clang::FunctionDecl& function);
/// Whether Larder's headers give a declaration this annotation.
[[nodiscard]] bool has_mark(const clang::Decl& declaration, llvm::StringRef mark);
/// Whether the name of a function, or of a function template, also names others.
[[nodiscard]] bool is_overloaded(const clang::FunctionDecl& function);
/// "(float *, int)"; empty if one of them has no name outside of a function.
[[nodiscard]] std::string parameter_types(const clang::FunctionDecl& function);
/// The type among the template arguments that has no name at namespace scope; null: all have.
[[nodiscard]] const clang::TagDecl* unnameable_argument(const clang::NamedDecl& declaration);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_NAMES_H
