// The macros of a compiler, as plain data.
#ifndef LARDER_GENERATOR_MODEL_MACROS_H
#define LARDER_GENERATOR_MODEL_MACROS_H

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace larder::generate {

/// By name: the text after the name in the #define, as GCC's -dD prints it: " 900", "(a,b) a + b".
using Macros = std::map<std::string, std::string, std::less<>>;

/// The macros that a compiler defines before it reads the first line of a source.
struct MacroWorld {
  Macros macros;
  std::set<std::string, std::less<>> questions;  ///< those of kQuestions that it knows
};

/// Macros that a preprocessor answers by itself, and does not list.
inline constexpr std::array<std::string_view, 15> kQuestions = {
    "__has_attribute",     "__has_builtin",
    "__has_c_attribute",   "__has_constexpr_builtin",
    "__has_cpp_attribute", "__has_declspec_attribute",
    "__has_embed",         "__has_extension",
    "__has_feature",       "__has_include",
    "__has_include_next",  "__is_identifier",
    "__has_warning",       "__FILE_NAME__",
    "__building_module"};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_MACROS_H
