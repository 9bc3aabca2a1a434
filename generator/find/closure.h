// The nodes that are reachable from a node of a graph.
#ifndef LARDER_GENERATOR_FIND_CLOSURE_H
#define LARDER_GENERATOR_FIND_CLOSURE_H

#include <cstddef>
#include <vector>

namespace larder::generate {

/// `root` and all nodes reachable from it, in the order of their numbers, which are below `size`.
/// `successors_of(number)` returns a range of numbers.
template <class Successors>
[[nodiscard]] std::vector<std::size_t> closure_of(std::size_t root, std::size_t size,
                                                  const Successors& successors_of) {
  std::vector<bool> seen(size, false);
  std::vector<std::size_t> pending{root};
  seen[root] = true;
  while (!pending.empty()) {
    const std::size_t index = pending.back();
    pending.pop_back();
    for (const std::size_t next : successors_of(index)) {
      if (seen[next]) continue;
      seen[next] = true;
      pending.push_back(next);
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < size; ++i)
    if (seen[i]) out.push_back(i);
  return out;
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_CLOSURE_H
