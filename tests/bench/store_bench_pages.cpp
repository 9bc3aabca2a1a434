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

#include "tests/bench/store_bench_content.h"
#include "tests/bench/store_bench_measure.h"

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

// A file's bytes.
class View {
 public:
  explicit View(const std::string& path) {
    const File file(path);
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) fail("cannot look at " + path);
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return;
    bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.get(), 0);
    if (bytes_ == MAP_FAILED) fail("cannot map " + path);
  }
  ~View() {
    if (size_ != 0) ::munmap(bytes_, size_);
  }
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  [[nodiscard]] char* bytes() const { return static_cast<char*>(bytes_); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void* bytes_ = nullptr;
  std::size_t size_ = 0;
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
  const View file(path);
  if (file.size() == 0) return 0;
  std::vector<unsigned char> cached((file.size() + page_size() - 1) / page_size());
  if (::mincore(file.bytes(), file.size(), cached.data()) != 0) {
    fail("cannot ask which pages are cached of " + path);
  }
  const auto count = std::ranges::count_if(cached, [](unsigned char page) { return page & 1; });
  return static_cast<std::uint64_t>(count) * page_size();
}

double read_at_random(const std::string& path, std::uint32_t count, std::uint64_t seed) {
  constexpr std::uint64_t kPiece = 8 << 10;
  const View file(path);
  if (::madvise(file.bytes(), file.size(), MADV_RANDOM) != 0) fail("cannot advise on " + path);
  const auto pieces = static_cast<std::uint32_t>(file.size() / kPiece);
  const std::vector<std::uint32_t> places = draw(count, pieces, seed);
  const auto start = Clock::now();
  for (const std::uint32_t place : places) {
    if (::madvise(file.bytes() + place * kPiece, kPiece, MADV_WILLNEED) != 0) fail("no advice");
  }
  for (const std::uint32_t place : places) {
    for (std::uint64_t at = 0; at < kPiece; at += page_size()) {
      (void)*const_cast<volatile char*>(file.bytes() + place * kPiece + at);
    }
  }
  return seconds_since(start);
}

std::uint64_t own_bytes() {
  std::ifstream sums("/proc/self/smaps_rollup");
  for (std::string line; std::getline(sums, line);) {
    std::istringstream words(line);
    std::string first;
    std::uint64_t kilobytes = 0;
    if (words >> first >> kilobytes && first == "Anonymous:") return kilobytes << 10;
  }
  return 0;
}

}  // namespace larder::bench
