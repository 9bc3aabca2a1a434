#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "runtime/store/file_system.h"

namespace larder::store {
namespace {

Status failure(const std::string& what, const std::string& path, int error) {
  const Code code = error == ENOENT || error == ENOTDIR ? Code::kNotFound : Code::kIo;
  return Status(code, what + " " + path + ": " + std::generic_category().message(error));
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

int write_all(int descriptor, format::Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

Result<Mapping> map_pages(int descriptor, std::size_t size, const std::string& path) {
  void* pages = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (pages == MAP_FAILED) return failure("cannot map", path, errno);
  Mapping mapping;
  mapping.bytes = {static_cast<const std::byte*>(pages), size};
  mapping.owner = std::shared_ptr<const void>(
      pages, [size](const void* start) { ::munmap(const_cast<void*>(start), size); });
  return mapping;
}

class PosixFileSystem : public FileSystem {
 public:
  Result<Mapping> map(const std::string& path) override {
    // Non-blocking, so that a named pipe in the way is refused below and not waited for.
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.open()) return failure("cannot open", path, errno);
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) return failure("cannot look at", path, errno);
    if (!S_ISREG(status.st_mode)) {
      return Status(Code::kIo, "cannot read " + path + ": it is not a regular file");
    }
    if (status.st_size == 0) return Mapping{};
    return map_pages(file.get(), static_cast<std::size_t>(status.st_size), path);
  }

  Status create(const std::string& path, format::Bytes bytes) override {
    const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.open()) return failure("cannot create", path, errno);
    if (const int error = write_all(file.get(), bytes)) return failure("cannot write", path, error);
    if (::fsync(file.get()) != 0) return failure("cannot sync", path, errno);
    return {};
  }

  Status rename(const std::string& from, const std::string& to) override {
    if (std::rename(from.c_str(), to.c_str()) != 0) return failure("cannot rename to", to, errno);
    return {};
  }

  Status sync_folder(const std::string& path) override {
    const File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open()) return failure("cannot open", path, errno);
    // Some file systems cannot sync a folder; they say EINVAL and there is nothing more to do.
    if (::fsync(folder.get()) != 0 && errno != EINVAL) return failure("cannot sync", path, errno);
    return {};
  }

  Status remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
      return failure("cannot remove", path, errno);
    }
    return {};
  }
};

}  // namespace

FileSystem& posix_file_system() {
  static PosixFileSystem file_system;
  return file_system;
}

}  // namespace larder::store
