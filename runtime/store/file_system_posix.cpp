#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include "runtime/store/file_posix.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

// A file may have any time: one that is centuries off counts as the latest or earliest possible.
std::int64_t nanoseconds_of(const timespec& time) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / kNanoseconds - 1;
  return std::clamp<std::int64_t>(time.tv_sec, -kMost, kMost) * kNanoseconds + time.tv_nsec;
}

// Exceeding the file size limit must be an error like others, and not end the program: the
// system also sends a signal to the thread that writes.
class WithoutSizeSignal {
 public:
  WithoutSizeSignal() {
    sigemptyset(&size_);
    sigaddset(&size_, SIGXFSZ);
    sigset_t pending = {};
    sigemptyset(&pending);
    ::sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGXFSZ) == 1;
    ::pthread_sigmask(SIG_BLOCK, &size_, &before_);
  }
  ~WithoutSizeSignal() {
    const int error = errno;
    const timespec at_once = {0, 0};
    if (!was_pending_) {
      while (::sigtimedwait(&size_, nullptr, &at_once) < 0 && errno == EINTR) {
      }
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = error;
  }
  WithoutSizeSignal(const WithoutSizeSignal&) = delete;
  WithoutSizeSignal& operator=(const WithoutSizeSignal&) = delete;

 private:
  sigset_t size_ = {};
  sigset_t before_ = {};
  bool was_pending_ = false;
};

int write_all(int descriptor, format::Bytes bytes) {
  const WithoutSizeSignal no_signal;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

constexpr int kNew = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;

// Returns when the bytes are on the disk.
Status fill(const File& file, const std::string& path, format::Bytes bytes) {
  if (const int error = write_all(file.get(), bytes)) return failure("cannot write", path, error);
  if (::fsync(file.get()) != 0) return failure("cannot sync", path, errno);
  return {};
}

// Calls visit(name, status) for each entry of a folder; for links with the link's own status.
template <class Visit>
Status for_each_in(const std::string& folder, const Visit& visit) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (!entries) return failure("cannot list", folder, errno);
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    struct stat status = {};
    // An entry that was removed meanwhile is skipped. An open folder has a descriptor.
    // NOLINTBEGIN(clang-analyzer-unix.StdCLibraryFunctions)
    const bool there =
        ::fstatat(::dirfd(entries.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    // NOLINTEND(clang-analyzer-unix.StdCLibraryFunctions)
    if (there && name != "." && name != "..") visit(name, status);
  }
  return {};
}

bool is_folder(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// The users and groups that may change folders and their contents. If each user has their own group
// (as on Debian), folders are often writable by it: so a process's own group is trusted.
struct Trusted {
  std::vector<uid_t> users = {::geteuid()};
  std::vector<gid_t> groups = {::getegid()};

  void add(uid_t user, gid_t group) {
    users.push_back(user);
    groups.push_back(group);
  }
  [[nodiscard]] bool owns(const struct stat& file) const {
    return std::ranges::find(users, file.st_uid) != users.end();
  }
  [[nodiscard]] bool has_group_of(const struct stat& file) const {
    return std::ranges::find(groups, file.st_gid) != groups.end();
  }
};

// The others who can write a folder; empty if nobody else can.
std::string other_writers(const struct stat& folder, const Trusted& trusted) {
  if ((folder.st_mode & S_IWOTH) != 0) return "everybody";
  if ((folder.st_mode & S_IWGRP) == 0 || trusted.has_group_of(folder)) return "";
  return "group " + std::to_string(folder.st_gid) + ", which is not this process's (" +
         std::to_string(::getegid()) + ")";
}

// The problem with one folder; `last`: it is the requested folder itself, not a parent.
Status check_folder(const std::string& path, const Trusted& trusted, bool last) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) != 0) return failure("cannot look at", path, errno);
  if (!trusted.owns(status)) {
    return {Code::kUnsupported, "folder " + path + " belongs to user " +
                                    std::to_string(status.st_uid) + ", not to this one (" +
                                    std::to_string(::geteuid()) + ")"};
  }
  // In a sticky folder, such as /tmp, users can't replace each other's files.
  if (!last && (status.st_mode & S_ISVTX) != 0) return {};
  const std::string writers = other_writers(status, trusted);
  if (writers.empty()) return {};
  return {Code::kUnsupported, "folder " + path + " can be written by " + writers};
}

// Without links, so that no link can lead elsewhere after the check.
Result<std::filesystem::path> real_path(const std::string& folder) {
  std::error_code error;
  std::filesystem::path real = std::filesystem::canonical(folder, error);
  if (error) return failure("cannot look at", folder, error.value());
  return real;
}

Status check_own_folder(const std::string& folder) {
  const Result<std::filesystem::path> real = real_path(folder);
  if (!real.ok()) return real.status();
  Trusted with_root;
  with_root.add(0, 0);
  std::filesystem::path path;
  for (const std::filesystem::path& part : *real) {
    path /= part;
    const bool last = path == *real;
    Status status = check_folder(path.string(), last ? Trusted() : with_root, last);
    if (!status.ok()) return status;
  }
  return {};
}

// Whether a path leads to `file`.
bool leads_to(const std::filesystem::path& path, const std::filesystem::path& file) {
  return std::ranges::mismatch(path, file).in1 == path.end();
}

Status check_folders_beside(const std::string& folder, const std::string& file,
                            const Trusted& trusted) {
  const Result<std::filesystem::path> real = real_path(folder);
  if (!real.ok()) return real.status();
  std::filesystem::path path;
  for (const std::filesystem::path& part : *real) {
    path /= part;
    if (leads_to(path, file)) continue;
    if (Status status = check_folder(path.string(), trusted, path == *real); !status.ok()) {
      return status;
    }
  }
  return {};
}

class PosixFileSystem : public FileSystem {
 public:
  Result<Mapping> map(const std::string& path) override { return map_file(path); }

  Result<PagedFile> open(const std::string& path, const Paging& paging) override {
    return page_file(path, paging);
  }

  Status create(const std::string& path, format::Bytes bytes) override {
    const File file(::open(path.c_str(), kNew, 0666));
    return file.open() ? fill(file, path, bytes) : failure("cannot create", path, errno);
  }

  Status create_secret(const std::string& path, format::Bytes bytes) override {
    const File file(::open(path.c_str(), kNew, 0600));
    if (!file.open()) return failure("cannot create", path, errno);
    Status status = fill(file, path, bytes);
    if (!status.ok()) ::unlink(path.c_str());  // this call made it: it did not exist before
    return status;
  }

  Status rename(const std::string& from, const std::string& to) override {
    if (std::rename(from.c_str(), to.c_str()) != 0) return failure("cannot rename to", to, errno);
    return {};
  }

  Status sync_folder(const std::string& path) override {
    const File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open()) return failure("cannot open", path, errno);
    // Some file systems can't sync a folder; they return EINVAL and there is nothing more to do.
    if (::fsync(folder.get()) != 0 && errno != EINVAL) return failure("cannot sync", path, errno);
    return {};
  }

  Result<std::vector<FileInfo>> list(const std::string& folder) override {
    std::vector<FileInfo> files;
    Status status = for_each_in(folder, [&](const std::string& name, const struct stat& file) {
      if (!S_ISREG(file.st_mode)) return;
      files.push_back(
          {name, static_cast<std::uint64_t>(file.st_size), nanoseconds_of(file.st_mtim)});
    });
    if (!status.ok()) return status;
    return files;
  }

  Result<std::vector<std::string>> folders(const std::string& folder) override {
    std::vector<std::string> names;
    Status status = for_each_in(folder, [&](const std::string& name, const struct stat& each) {
      if (S_ISDIR(each.st_mode)) names.push_back(name);
    });
    if (!status.ok()) return status;
    return names;
  }

  Status set_used(const std::string& path, std::int64_t nanoseconds) override {
    const timespec time = {nanoseconds / kNanoseconds, nanoseconds % kNanoseconds};
    const timespec times[] = {time, time};
    if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0) return {};
    return failure("cannot set the time of", path, errno);
  }

  Status make_folder(const std::string& path) override {
    std::filesystem::path made;
    for (const std::filesystem::path& part : std::filesystem::path(path)) {
      made /= part;
      const int error = make_one(made, 0700);
      if (error != 0 && error != EEXIST && error != EROFS && error != EACCES) {
        return failure("cannot make folder", made.string(), error);
      }
    }
    // Parents may be read-only; it is enough that the last folder exists.
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) return failure("cannot make folder", path, errno);
    if (!S_ISDIR(status.st_mode)) return failure("cannot make folder", path, ENOTDIR);
    return {};
  }

  Status create_folder(const std::string& path) override {
    const int error = make_one(path, 0777);
    if (error == 0 || is_folder(path)) return {};
    return failure("cannot make folder", path, error);
  }

  Status remove_folder(const std::string& path) override {
    if (::rmdir(path.c_str()) == 0) return {};
    return failure("cannot remove folder", path, errno);
  }

  Status check_private(const std::string& folder) override { return check_own_folder(folder); }

  Status check_trusted_beside(const std::string& folder, const std::string& file) override {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0) return failure("cannot look at", file, errno);
    Trusted trusted;
    trusted.add(0, 0);
    trusted.add(status.st_uid, status.st_gid);
    return check_folders_beside(folder, file, trusted);
  }

  Result<Lock> lock(const std::string& path, std::chrono::milliseconds timeout) override {
    auto file = std::make_shared<File>(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
    if (!file->open()) return failure("cannot open lock", path, errno);
    const auto end = std::chrono::steady_clock::now() + timeout;
    std::chrono::microseconds pause(50);
    while (::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) return failure("cannot lock", path, errno);
      if (std::chrono::steady_clock::now() >= end) {
        return Status(Code::kUnavailable, "lock " + path + " could not be acquired in " +
                                              std::to_string(timeout.count()) + " ms");
      }
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, std::chrono::microseconds(5000));
    }
    return Lock(std::move(file));
  }

  Status remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
      return failure("cannot remove", path, errno);
    }
    return {};
  }

 private:
  // mkdir(2), whose error it returns. Synced, otherwise a power failure would lose the folder with
  // all synced files in it; if it can't be synced it exists nevertheless.
  int make_one(const std::filesystem::path& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) != 0) return errno;
    static_cast<void>(sync_folder(path.has_parent_path() ? path.parent_path() : "."));
    return 0;
  }
};

}  // namespace

FileSystem& posix_file_system() {
  static PosixFileSystem file_system;
  return file_system;
}

}  // namespace larder::inline v1::store
