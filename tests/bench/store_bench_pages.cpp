#include "tests/bench/store_bench_pages.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

namespace larder::bench {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class File {
 public:
  explicit File(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("cannot open " + path);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::uint64_t page_size() { return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

void drop_pages(const std::string& path) {
  const File file(path);
  if (::fsync(file.get()) != 0) fail("cannot sync " + path);
  // Returns its error, and is only advice: cached_bytes() tells what came of it.
  (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
}

bool drop_all() {
  ::sync();  // what is not on the disk stays
  std::ofstream file("/proc/sys/vm/drop_caches");
  return static_cast<bool>(file << "3" << std::flush);
}

std::uint64_t cached_bytes(const std::string& path) {
  const File file(path);
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) fail("cannot look at " + path);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return 0;
  void* pages = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (pages == MAP_FAILED) fail("cannot map " + path);
  std::vector<unsigned char> cached((size + page_size() - 1) / page_size());
  const int answer = ::mincore(pages, size, cached.data());
  ::munmap(pages, size);
  if (answer != 0) fail("cannot ask which pages are cached of " + path);
  const auto count = std::ranges::count_if(cached, [](unsigned char page) { return page & 1; });
  return static_cast<std::uint64_t>(count) * page_size();
}

std::uint64_t resident_bytes(const std::string& path) {
  std::ifstream maps("/proc/self/smaps");
  std::uint64_t sum = 0;
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    // A mapping begins with its addresses and ends with its path; then come lines "Rss:  4 kB".
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first.find('-') != std::string::npos) inside = line.ends_with(" " + path);
    std::uint64_t kilobytes = 0;
    if (inside && first == "Rss:" && words >> kilobytes) sum += kilobytes << 10;
  }
  return sum;
}

}  // namespace larder::bench
