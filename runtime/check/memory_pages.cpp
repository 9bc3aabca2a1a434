#include "runtime/check/memory_pages.h"

#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>

namespace larder::inline v1::check {

void* zeroed(std::size_t bytes) {
  void* const memory = std::calloc(1, bytes);
  if (memory != nullptr) return memory;
  std::fprintf(
      stderr, "larder: no memory for the checks of kernels (%zu bytes); use smaller data\n", bytes);
  std::abort();
}

void* map_pages(std::size_t bytes) {
  void* const pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return pages == MAP_FAILED ? nullptr : pages;
}

void unmap_pages(void* pages, std::size_t bytes) { munmap(pages, bytes); }

}  // namespace larder::inline v1::check
