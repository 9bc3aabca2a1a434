#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "tests/bench/store_bench_contestant.h"

namespace larder::bench {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// "FOLDER/ab/abcd...": the first byte of the key spreads the files over 256 folders.
std::string path_of(const std::string& folder, const format::Key& key) {
  const std::string name = format::to_hex(key);
  return folder + "/" + name.substr(0, 2) + "/" + name;
}

class FilesReader : public Reader {
 public:
  explicit FilesReader(std::string folder) : folder_(std::move(folder)) {}

  format::Bytes find(const format::Key& key, std::span<std::byte> room) override {
    const std::string path = path_of(folder_, key);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return {};
    if (file < 0) fail("cannot open " + path);
    const ssize_t size = ::read(file, room.data(), room.size());
    if (size < 0) fail("cannot read " + path);
    ::close(file);
    return checked(room.first(static_cast<std::size_t>(size)));
  }

  std::size_t size_of(const format::Key& key) override {
    const std::string path = path_of(folder_, key);
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0) {
      return static_cast<std::size_t>(status.st_size) - sizeof(format::Digest);
    }
    if (errno != ENOENT) fail("cannot look at " + path);
    return 0;
  }

 private:
  std::string folder_;
};

void write_file(const std::string& path, format::Bytes bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) fail("cannot create " + path);
  if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    fail("cannot write " + path);
  }
  ::close(file);
}

class Files : public Contestant {
 public:
  explicit Files(std::string folder) : folder_(std::move(folder)) {}

  std::string name() const override { return "one file each"; }

  // Not synced: those who keep files like this don't either.
  void build(const std::vector<Kernel>& kernels) override {
    for (std::uint8_t byte = 0;; ++byte) {
      const format::Key first{{byte}};
      std::filesystem::create_directories(
          std::filesystem::path(path_of(folder_, first)).parent_path());
      if (byte == 255) break;
    }
    for (const Kernel& kernel : kernels) {
      write_file(path_of(folder_, kernel.key), with_checksum(kernel.image));
    }
  }

  std::unique_ptr<Reader> open() const override { return std::make_unique<FilesReader>(folder_); }

  std::vector<std::string> files(const std::vector<format::Key>& keys) const override {
    std::vector<std::string> paths;
    paths.reserve(keys.size());
    for (const format::Key& key : keys) paths.push_back(path_of(folder_, key));
    return paths;
  }

 private:
  std::string folder_;
};

}  // namespace

std::unique_ptr<Contestant> make_files(const std::string& folder) {
  return std::make_unique<Files>(folder + "/files");
}

}  // namespace larder::bench
