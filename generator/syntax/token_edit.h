// Edits of the source, token by token.
#ifndef LARDER_GENERATOR_SYNTAX_TOKEN_EDIT_H
#define LARDER_GENERATOR_SYNTAX_TOKEN_EDIT_H

#include <cstddef>
#include <map>
#include <string>

namespace larder::generate {

/// New text for one expanded token.
struct TokenEdit {
  bool dropped = false;
  std::string before;        ///< in front of it
  std::string replacement;   ///< instead of the token; empty: the token stays, unless dropped
  std::string after;         ///< after it
  std::string lines_before;  ///< whole lines, before it
  std::string lines_behind;  ///< whole lines, after it
};

using TokenEdits = std::map<std::size_t, TokenEdit>;  ///< by index into the expanded tokens

/// Adds edits next to others of the same tokens: `text` in front of a token, or after
/// it.
inline void insert_before(TokenEdits& edits, std::size_t index, const std::string& text) {
  edits[index].before += text;
}
inline void insert_after(TokenEdits& edits, std::size_t index, const std::string& text) {
  edits[index].after = text + edits[index].after;
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_TOKEN_EDIT_H
