// The arguments of a kernel's launch that runs later: copies of their values.
#ifndef LARDER_CUDART_GRAPH_ARGUMENTS_H
#define LARDER_CUDART_GRAPH_ARGUMENTS_H

#include <cstddef>
#include <memory>
#include <vector>

#include "larder/detail/registry.h"

namespace larder::inline v1::cudart {

/// Immutable; copies share the values.
class Arguments {
 public:
  Arguments() = default;
  /// `values` points to each argument's value.
  Arguments(const detail::ParameterList& list, void* const* values);

  /// A pointer to each value, as a launch takes them; null if there are none.
  [[nodiscard]] void** pointers() const;

 private:
  struct Values {
    std::unique_ptr<std::byte[]> bytes;
    std::vector<void*> pointers;
  };
  std::shared_ptr<Values> values_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_ARGUMENTS_H
