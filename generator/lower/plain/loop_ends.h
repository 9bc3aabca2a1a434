// Whether a loop may wait for other threads: whether it ends because of what they write.
//
// A loop that adds to a counter, or exchanges a value and goes on in any case, ends by itself. So
// does one that repeats an update until nobody came between (atomicCAS).
#ifndef LARDER_GENERATOR_LOWER_PLAIN_LOOP_ENDS_H
#define LARDER_GENERATOR_LOWER_PLAIN_LOOP_ENDS_H

#include <cstdint>
#include <functional>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// What a call may show of other threads' writes.
enum class Shown : std::uint8_t {
  kNothing,
  kResult,    ///< by its result, and behind the pointers that it gets
  kCounter,   ///< the same; it adds its second argument
  kExchange,  ///< the same; it compares with its second argument (atomicCAS)
  kAll,       ///< by plain reads afterwards, too
};
/// Of a call in a copy of the code; the function is the original's, or null.
using ShownByCall = std::function<Shown(const llvm::CallBase&, const llvm::Function*)>;

/// Whether others' writes decide how often some loop of `function` runs.
[[nodiscard]] bool may_wait_in_loops(const llvm::Function& function, const ShownByCall& shown);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_PLAIN_LOOP_ENDS_H
