// What of a file lies in the page cache, and what of it lies in this process.
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_PAGES_H
#define LARDER_TESTS_BENCH_STORE_BENCH_PAGES_H

#include <cstdint>
#include <string>

namespace larder::bench {

/// Asks the system to forget the file's pages, after they are on the disk. No mapping of it may be
/// left. Throws std::runtime_error where the file can't be opened.
void drop_pages(const std::string& path);

/// Asks the system to forget all that it knows of files: pages, folders, inodes. False where this
/// is not allowed: it takes root.
[[nodiscard]] bool drop_all();

/// How many bytes of the file lie in the page cache, in whole pages; throws where the system does
/// not tell.
[[nodiscard]] std::uint64_t cached_bytes(const std::string& path);

/// The seconds that the disk takes for `count` pieces of 8 KiB, which lie at random in a file of
/// which nothing is cached, when it is asked for all of them at once: nobody who reads as many can
/// be faster.
[[nodiscard]] double read_at_random(const std::string& path, std::uint32_t count,
                                    std::uint64_t seed);

/// How many bytes of memory this process has for itself: what other processes share is left out.
[[nodiscard]] std::uint64_t own_bytes();

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_STORE_BENCH_PAGES_H
