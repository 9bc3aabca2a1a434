#include "tests/support/fake_cuda_program.h"

#include <charconv>
#include <utility>

#include "tests/support/fake_cuda_tokens.h"

namespace larder::fake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t number_of(std::string_view word) {
  int base = 10;
  if (word.starts_with("0f") || word.starts_with("0d") || word.starts_with("0x")) {
    word.remove_prefix(2);
    base = 16;
  }
  std::uint64_t value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value, base);
  return value;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    words.emplace_back(text.substr(0, dot));
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return words;
}

class Reader {
 public:
  explicit Reader(std::string_view ptx) : tokens_(split(ptx)) {}

  std::map<std::string, std::shared_ptr<const Program>> programs() {
    std::map<std::string, std::shared_ptr<const Program>> made;
    while (at_ < tokens_.size()) {
      const std::string_view word = take();
      if (word == ".shared") {
        declare(outside_.shared, outside_.shared_bytes);
      } else if (word == ".entry") {
        program_ = outside_;
        registers_.clear();
        const std::string symbol(take());
        parameters();
        while (at_ < tokens_.size() && take() != "{") continue;
        body();
        program_.registers = registers_.size();
        made[symbol] = std::make_shared<const Program>(std::move(program_));
      }
    }
    return made;
  }

 private:
  std::string_view peek() const { return at_ < tokens_.size() ? tokens_[at_] : ";"; }
  std::string_view take() {
    const std::string_view word = peek();
    ++at_;
    return word;
  }

  // Behind ".shared" or ".param": ".align 4 .b8 tile[256]". An array of unknown length, as dynamic
  // shared memory is, begins behind all others.
  Place declare(std::map<std::string, Place, std::less<>>& places, std::size_t& bytes) {
    std::size_t alignment = 0;
    std::size_t unit = 0;
    for (; peek().starts_with('.'); take()) {
      if (is_type(peek()))
        unit = bytes_of(peek());
      else if (peek() == ".align")
        alignment = number_of(tokens_[++at_]);
    }
    const std::string name(take());
    std::size_t count = 1;
    if (peek() == "[") {
      take();
      count = peek() == "]" ? 0 : number_of(take());
      take();
    }
    if (alignment == 0) alignment = unit;
    const Place place{(bytes + alignment - 1) / alignment * alignment, count * unit};
    bytes = place.offset + place.size;
    places[name] = place;
    return place;
  }

  void parameters() {
    for (std::string_view word = take(); word != ")" && word != "{"; word = take()) {
      if (word != ".param") continue;
      program_.parameters.push_back(declare(program_.parameter_names, program_.parameter_bytes));
    }
  }

  void body() {
    for (int depth = 1; depth > 0 && at_ < tokens_.size();) {
      const std::string_view word = take();
      if (word == "{" || word == "}") {
        depth += word == "{" ? 1 : -1;
      } else if (word == ".shared") {
        declare(program_.shared, program_.shared_bytes);
      } else if (word == ".local") {
        declare(program_.local, program_.local_bytes);
      } else if (word == ".param") {
        argument();
      } else if (word.starts_with('.')) {
        while (take() != ";") continue;
      } else if (peek() == ":") {
        take();
        program_.labels[std::string(word)] = program_.code.size();
      } else if (word != ";") {
        --at_;
        instruction();
      }
    }
  }

  // An argument or result of a call. Those of another call have the same names.
  void argument() {
    std::map<std::string, Place, std::less<>> declared;
    declare(declared, program_.local_bytes);
    for (const auto& [name, place] : declared) {
      Place& known = program_.local[name];
      if (known.size < place.size) known = place;
    }
  }

  void instruction() {
    Instruction made;
    if (peek() == "@") {
      take();
      made.unless = peek() == "!";
      if (made.unless) take();
      made.guard = register_of(take());
    }
    made.text = take();
    made.words = words_of(made.text);
    while (peek() != ";" && at_ < tokens_.size()) {
      const std::string_view word = take();
      if (std::string_view("[]{},()|!").find(word) != std::string_view::npos) continue;
      made.operands.push_back(operand(word));
    }
    program_.code.push_back(std::move(made));
  }

  Operand operand(std::string_view word) {
    Operand made;
    const bool negative = word == "-";
    if (negative) word = take();
    if (is_digit(word[0])) {
      made.number = negative ? 0 - number_of(word) : number_of(word);
    } else if (word[0] == '%' && word.find('.') == std::string_view::npos) {
      made.kind = Operand::Kind::kRegister;
      made.index = register_of(word);
    } else {
      made.kind = Operand::Kind::kName;
      made.name = word;
    }
    if (peek() == "+") {
      take();
      const bool back = peek() == "-";
      if (back) take();
      made.offset = static_cast<std::int64_t>(number_of(take())) * (back ? -1 : 1);
    }
    return made;
  }

  std::size_t register_of(std::string_view name) {
    return registers_.try_emplace(std::string(name), registers_.size()).first->second;
  }

  std::vector<std::string_view> tokens_;
  std::size_t at_ = 0;
  Program outside_;  // what stands before all kernels
  Program program_;
  std::map<std::string, std::size_t> registers_;
};

}  // namespace

std::map<std::string, std::shared_ptr<const Program>> read_programs(std::string_view ptx) {
  return Reader(ptx).programs();
}

}  // namespace larder::fake
