// A line of a shell script, as nvcc writes its commands, taken apart as a shell would.
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

/// The words of `line`: quotes, backslashes and $NAME mean what they mean to a shell. What a shell
/// would run, redirect or match (`...`, $(...), ;, |, <, >, &) is an error outside of quotes.
[[nodiscard]] Result<Words> shell_words(std::string_view line, const Variables& variables);

/// Takes the first line off `text` and gives it, without its end.
[[nodiscard]] std::string_view take_line(std::string_view& text);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_WORDS_H
