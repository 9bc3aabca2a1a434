// The user's macros do not reach the text behind a source: `#define block blockIdx.x` is not meant
// for it.
#ifndef LARDER_GENERATOR_EMIT_MACROS_ASIDE_H
#define LARDER_GENERATOR_EMIT_MACROS_ASIDE_H

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace larder::generate {

class MacrosAside {
 public:
  /// Of `macros`, those that are words of `text`; literals count as well, which does no harm.
  MacrosAside(std::span<const std::string> macros, std::string_view text);

  /// Lines that put the macros aside, and lines that bring them back; empty: there are none.
  [[nodiscard]] std::string before() const;
  [[nodiscard]] std::string after() const;

 private:
  std::vector<std::string> names_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_MACROS_ASIDE_H
