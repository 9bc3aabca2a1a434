#include "generator/nvcc/words.h"

#include <cctype>

namespace larder::nvcc {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

class Reader {
 public:
  Reader(std::string_view line, const Variables& variables) : rest_(line), variables_(variables) {}

  Result<Words> read() {
    while (!rest_.empty()) {
      const char c = take();
      if (c == ' ' || c == '\t') {
        end_word();
      } else if (Status status = part(c); !status) {
        return status;
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  void end_word() {
    if (open_) words_.push_back(std::move(word_));
    word_.clear();
    open_ = false;
  }

  Status part(char c) {
    open_ = true;
    if (c == '"') return double_quoted();
    if (c == '\'') return single_quoted();
    if (c == '$') return variable();
    if (std::string_view("`;|<>&()").find(c) != std::string_view::npos)
      return {Code::kUnsupported, std::string("'") + c + "' outside of quotes"};
    if (c == '\\' && rest_.empty()) return {Code::kUnsupported, "a backslash at the end"};
    word_ += c == '\\' ? take() : c;
    return {};
  }

  Status single_quoted() {
    const std::size_t end = rest_.find('\'');
    if (end == std::string_view::npos) return {Code::kUnsupported, "a ' without its end"};
    word_ += rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return {};
  }

  Status double_quoted() {
    while (!rest_.empty()) {
      const char c = take();
      if (c == '"') return {};
      if (c == '`') return {Code::kUnsupported, "'`' in quotes"};
      if (c == '$') {
        if (Status status = variable(); !status) return status;
        continue;
      }
      const bool escapes = c == '\\' && !rest_.empty() &&
                           std::string_view("\"\\$`").find(rest_.front()) != std::string_view::npos;
      word_ += escapes ? take() : c;
    }
    return {Code::kUnsupported, "a \" without its end"};
  }

  // Reads the text after a '$'.
  Status variable() {
    if (rest_.starts_with('(')) return {Code::kUnsupported, "'$('"};
    const bool braces = rest_.starts_with('{');
    if (braces) take();
    std::string name;
    while (!rest_.empty() && is_name(rest_.front())) name += take();
    if (braces && (rest_.empty() || take() != '}')) return {Code::kUnsupported, "'${' without '}'"};
    word_ += name.empty() ? "$" : variables_(name);
    return {};
  }

  std::string_view rest_;
  const Variables& variables_;
  Words words_;
  std::string word_;
  bool open_ = false;
};

}  // namespace

Result<Words> shell_words(std::string_view line, const Variables& variables) {
  return Reader(line, variables).read();
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace larder::nvcc
