// Splits a line of a shell script, as in nvcc's commands, the way a shell does.
#ifndef LARDER_GENERATOR_NVCC_WORDS_H
#define LARDER_GENERATOR_NVCC_WORDS_H

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"

namespace larder::nvcc {

using Words = std::vector<std::string>;

/// A shell variable's value; empty: it is not set.
using Variables = std::function<std::string(const std::string& name)>;

/// The words of `line`: quotes, backslashes and $NAME have their meaning in a shell. Characters
/// that make a shell run, redirect or match (`...`, $(...), ;, |, <, >, &) are an error outside of
/// quotes.
[[nodiscard]] Result<Words> shell_words(std::string_view line, const Variables& variables);

/// Removes the first line from `text` and returns it, without its line break.
[[nodiscard]] std::string_view take_line(std::string_view& text);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_WORDS_H
