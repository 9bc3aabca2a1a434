// The declarations of PTX, as nvcc writes them:
//   .version 9.0   .target sm_80
//   .visible .global .align 4 .u32 counter = 5;   .const .align 4 .b8 table[8] = {1, 2};
//   .global .align 8 .u64 where[2] = {generic(numbers)+4, 7};
//   .visible .entry kernel(.param .u64 kernel_param_0) { .shared .align 4 .b8 tile[256]; ... }
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "tests/support/fake_cuda_code.h"
#include "tests/support/fake_cuda_tokens.h"

namespace larder::fake {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(split(text)) {}

  std::optional<Code> code() {
    while (at_ < tokens_.size()) {
      const std::string_view word = take();
      if (word == ".target") {
        target();
      } else if (word == ".entry") {
        made_.kernels.push_back({std::string(take()), 0});
      } else if (word == ".shared" && depth_ > 0 && !made_.kernels.empty()) {
        made_.kernels.back().static_shared += declaration().value.size();
      } else if ((word == ".global" || word == ".const") && depth_ == 0) {
        made_.variables.push_back(declaration());
      }
      depth_ += word == "{" ? 1 : word == "}" ? -1 : 0;
    }
    if (!understood_) return std::nullopt;
    return std::move(made_);
  }

 private:
  std::string_view peek() const { return at_ < tokens_.size() ? tokens_[at_] : ""; }
  std::string_view take() {
    const std::string_view word = peek();
    ++at_;
    return word;
  }
  bool take_if(std::string_view word) {
    if (peek() != word) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view word) { understood_ = take_if(word) && understood_; }

  std::int64_t number(std::string_view digits, int base = 10) {
    std::uint64_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, value, base);
    // "7U" is a number too.
    understood_ = understood_ && error == std::errc() && !digits.empty() && end - last < 2;
    return static_cast<std::int64_t>(value);
  }

  void target() {
    const std::string_view name = take();  // "sm_90a"
    std::string_view digits = name.substr(std::min<std::size_t>(name.find('_') + 1, name.size()));
    digits = digits.substr(0, digits.find_first_not_of("0123456789"));
    const auto capability = static_cast<int>(number(digits));
    made_.major = capability / 10;
    made_.minor = capability % 10;
  }

  // Behind the word that says where the variable lies.
  CodeVariable declaration() {
    while (!is_type(peek()) && at_ < tokens_.size()) take();
    const std::size_t unit = bytes_of(take());
    CodeVariable made;
    made.symbol = take();
    std::size_t count = 1;
    if (take_if("[")) {
      count = static_cast<std::size_t>(number(take()));
      expect("]");
    }
    made.value.resize(count * unit);
    if (take_if("=")) values(made, unit);
    expect(";");
    return made;
  }

  void values(CodeVariable& made, std::size_t unit) {
    const bool list = take_if("{");
    std::size_t offset = 0;
    do {
      value(made, offset, unit);
      offset += unit;
    } while (list && take_if(","));
    if (list) expect("}");
  }

  // "5", "-2", "0d400A000000000000", "numbers", "generic(numbers)+4"
  void value(CodeVariable& made, std::size_t offset, std::size_t unit) {
    const bool negative = take_if("-");
    const std::string_view word = take();
    std::int64_t bits = 0;
    if (word.starts_with("0d") || word.starts_with("0f")) {
      bits = number(word.substr(2), 16);
    } else if (!word.empty() && word[0] >= '0' && word[0] <= '9') {
      bits = number(word);
    } else {
      made.addresses.push_back(address(word, offset));
    }
    if (negative) bits = -bits;
    understood_ = understood_ && offset + unit <= made.value.size();
    if (understood_) std::memcpy(made.value.data() + offset, &bits, unit);
  }

  CodeAddress address(std::string_view word, std::size_t offset) {
    CodeAddress made;
    made.offset = offset;
    const bool generic = word == "generic" && take_if("(");
    made.symbol = generic ? take() : word;
    if (generic) expect(")");
    if (take_if("+")) made.byte = static_cast<std::size_t>(number(take()));
    return made;
  }

  std::vector<std::string_view> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;  // of braces
  bool understood_ = true;
  Code made_;
};

}  // namespace

bool is_ptx(std::string_view text) {
  const std::vector<std::string_view> tokens = split(text.substr(0, 1000));
  return !tokens.empty() && tokens.front() == ".version";
}

std::optional<Code> read_ptx(std::string_view text) { return Reader(text).code(); }

}  // namespace larder::fake
