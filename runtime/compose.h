// Messages from a text with gaps: compose("image {} of {}", number, count).
//
// Programs that Larder built contain this code, and it has no dependencies at run time. It formats
// texts, integers and addresses as fmt does; fmt takes ten times as much space.
#ifndef LARDER_COMPOSE_H
#define LARDER_COMPOSE_H

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace larder {

/// The value for one gap. Refers to the texts that it is made of.
class Piece {
 public:
  // NOLINTBEGIN(google-explicit-constructor): values are written as they are, without a name
  Piece(std::string_view text) : data_(text.data()), number_(text.size()), kind_(kText) {}
  Piece(const std::string& text) : Piece(std::string_view(text)) {}
  Piece(const char* text) : Piece(std::string_view(text)) {}
  Piece(const void* address)
      : number_(reinterpret_cast<std::uintptr_t>(address)), kind_(kAddress) {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  Piece(Number number)
      : number_(static_cast<std::uint64_t>(number)),
        kind_(number < Number{} ? kNegative : kNumber) {}
  // NOLINTEND(google-explicit-constructor)

  /// Appends it to `text`; `how` is the text after the gap's colon, as in fmt: "", "x" or a
  /// width with leading zeros, "08x"; "#" is for 0x.
  void append_to(std::string& text, std::string_view how) const;

 private:
  enum Kind : unsigned char { kText, kNumber, kNegative, kAddress };

  const char* data_ = nullptr;
  std::uint64_t number_ = 0;
  Kind kind_;
};

/// A text with as many gaps as there are pieces; any other number does not compile.
template <std::size_t Pieces>
class Gaps {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): so is the text with the gaps
  consteval Gaps(const char* text) : text_(text) {
    std::size_t gaps = 0;
    for (const char c : text_) gaps += c == '{' ? 1 : 0;
    if (gaps != Pieces) throw "a text needs a gap for each piece";
  }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// compose(), type-erased.
[[nodiscard]] std::string fill_gaps(std::string_view text, std::span<const Piece> pieces);

/// `text` with a piece in place of each "{}", "{:x}", "{:02x}" and the like.
template <class... Values>
[[nodiscard]] std::string compose(Gaps<sizeof...(Values)> text, const Values&... values) {
  const Piece pieces[] = {Piece(values)...};
  return fill_gaps(text.text(), pieces);
}

/// "one, two, three" for the separator ", ".
[[nodiscard]] std::string joined(std::span<const std::string> texts, std::string_view separator);

}  // namespace larder

#endif  // LARDER_COMPOSE_H
