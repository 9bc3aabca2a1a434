// Memory for the checks' own data.
#ifndef LARDER_CHECK_MEMORY_PAGES_H
#define LARDER_CHECK_MEMORY_PAGES_H

#include <cstddef>

namespace larder::inline v1::check {

/// Zeroed bytes, for free(); ends the program with a message if there are none.
[[nodiscard]] void* zeroed(std::size_t bytes);

/// Zeroed pages of address space; the system makes them when they are touched. Null if there are
/// none.
[[nodiscard]] void* map_pages(std::size_t bytes);
void unmap_pages(void* pages, std::size_t bytes);

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_MEMORY_PAGES_H
