#include "runtime/store/file_posix.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>
#include <utility>

namespace larder::inline v1::store {
namespace {

// If somebody overwrites or truncates a mapped file in place, the program crashes (SIGBUS). So all
// files except large ones are read, and data that changed meanwhile fails its checks.
constexpr std::size_t kRead = 1 << 20;

constexpr int kOfNoFile = -1;

struct Memory {
  std::span<std::byte> bytes;
  std::shared_ptr<const void> owner;
};

Result<Memory> pages(int descriptor, std::size_t size, const std::string& path) {
  const bool of_file = descriptor != kOfNoFile;
  void* const start =
      ::mmap(nullptr, size, of_file ? PROT_READ : PROT_READ | PROT_WRITE,
             of_file ? MAP_PRIVATE : MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, descriptor, 0);
  if (start == MAP_FAILED) return failure("cannot map", path, errno);
  return Memory{{static_cast<std::byte*>(start), size},
                std::shared_ptr<const void>(start, [size](const void* first) {
                  ::munmap(const_cast<void*>(first), size);
                })};
}

Result<Mapping> map_pages(int descriptor, std::size_t size, const std::string& path) {
  const Result<Memory> memory = pages(descriptor, size, path);
  if (!memory.ok()) return memory.status();
  return Mapping{memory->bytes, memory->owner};
}

// Returns the number of bytes read before the file ended.
Result<std::size_t> read_at(int descriptor, std::uint64_t offset, std::span<std::byte> to,
                            const std::string& path) {
  std::size_t done = 0;
  while (done < to.size()) {
    const ssize_t more =
        ::pread(descriptor, to.data() + done, to.size() - done, static_cast<off_t>(offset + done));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return failure("cannot read", path, errno);
    if (more == 0) break;
    done += static_cast<std::size_t>(more);
  }
  return done;
}

Result<Mapping> read_bytes(int descriptor, std::size_t size, const std::string& path) {
  const Result<Memory> memory = pages(kOfNoFile, size, path);
  if (!memory.ok()) return memory.status();
  const Result<std::size_t> done = read_at(descriptor, 0, memory->bytes, path);
  if (!done.ok()) return done.status();
  return Mapping{memory->bytes.first(*done), memory->owner};  // it may have become shorter
}

// A larger file is read sparsely. In a smaller one the system may read ahead freely: after a few
// pages all of it is in memory.
constexpr std::size_t kReadSparsely = 4 << 20;

// Advice that the system does not know is ignored.
class OpenFile : public PageSource {
 public:
  OpenFile(std::shared_ptr<const File> file, std::size_t size, std::string path)
      : file_(std::move(file)), path_(std::move(path)) {
    sparse_ = size > kReadSparsely;
    if (sparse_) (void)::posix_fadvise(file_->get(), 0, 0, POSIX_FADV_RANDOM);
  }
  void prefetch(std::uint64_t offset, std::uint64_t size) override {
    if (!sparse_) return;
    (void)::posix_fadvise(file_->get(), static_cast<off_t>(offset), static_cast<off_t>(size),
                          POSIX_FADV_WILLNEED);
  }
  Status read(std::uint64_t offset, std::span<std::byte> to) override {
    const Result<std::size_t> done = read_at(file_->get(), offset, to, path_);
    if (!done.ok() || *done == to.size()) return done.status();
    return {Code::kCorrupt,
            "the file has become shorter while it was in use: it was cut, or is being overwritten "
            "in place; install files by a rename"};
  }

 private:
  std::shared_ptr<const File> file_;
  std::string path_;
  bool sparse_ = false;
};

// The number of bytes by which the first page is shorter than others.
Result<std::uint64_t> lead_of(const File& file, const std::string& path, const Paging& paging) {
  if (paging.origin == nullptr) return std::uint64_t{0};
  std::array<std::byte, 512> first = {};
  const Result<std::size_t> size = read_at(file.get(), 0, first, path);
  if (!size.ok()) return size.status();
  const std::uint64_t origin = paging.origin(format::Bytes(first).first(*size));
  return (PagedFile::kPage - origin % PagedFile::kPage) % PagedFile::kPage;
}

Result<PagedFile> page_by_page(const std::shared_ptr<const File>& file, std::size_t size,
                               const std::string& path, const Paging& paging) {
  auto source =
      std::make_unique<OpenFile>(file, size, path);  // first advises the system how it is read
  const Result<std::uint64_t> lead = lead_of(*file, path, paging);
  if (!lead.ok()) return lead.status();
  const Result<Memory> memory = pages(kOfNoFile, *lead + size, path);
  if (!memory.ok()) return memory.status();
  // With huge pages, the first byte that is read would make 2 MiB resident.
  (void)::madvise(memory->bytes.data(), memory->bytes.size(), MADV_NOHUGEPAGE);
  return PagedFile(memory->bytes.subspan(*lead), memory->owner, std::move(source), paging.piece,
                   *lead);
}

struct Regular {
  std::shared_ptr<const File> file;
  std::size_t size = 0;
};

Result<Regular> open_regular(const std::string& path) {
  // Non-blocking, so that a named pipe is refused below and not waited for.
  const auto file =
      std::make_shared<const File>(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file->open()) return failure("cannot open", path, errno);
  struct stat status = {};
  if (::fstat(file->get(), &status) != 0) return failure("cannot look at", path, errno);
  if (!S_ISREG(status.st_mode)) {
    return Status(Code::kIo, "cannot read " + path + ": it is not a regular file");
  }
  return Regular{file, static_cast<std::size_t>(status.st_size)};
}

}  // namespace

Status failure(const std::string& what, const std::string& path, int error) {
  const Code code = error == ENOENT || error == ENOTDIR ? Code::kNotFound : Code::kIo;
  return Status(code, what + " " + path + ": " + std::generic_category().message(error));
}

Result<Mapping> map_file(const std::string& path) {
  const Result<Regular> file = open_regular(path);
  if (!file.ok()) return file.status();
  if (file->size == 0) return Mapping{};
  return file->size <= kRead ? read_bytes(file->file->get(), file->size, path)
                             : map_pages(file->file->get(), file->size, path);
}

Result<PagedFile> page_file(const std::string& path, const Paging& paging) {
  const Result<Regular> file = open_regular(path);
  if (!file.ok()) return file.status();
  if (file->size == 0) return PagedFile();
  if (file->size > kRead) return page_by_page(file->file, file->size, path, paging);
  const Result<Mapping> whole = read_bytes(file->file->get(), file->size, path);
  if (!whole.ok()) return whole.status();
  return PagedFile(whole->bytes, whole->owner);
}

}  // namespace larder::inline v1::store
