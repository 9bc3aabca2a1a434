#include "generator/nvcc/files.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "runtime/environment.h"
#include "runtime/store/temporary.h"

namespace larder::nvcc {

namespace fs = std::filesystem;

std::string digest_text(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> digest;
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::array<char, 2 * crypto_generichash_BYTES + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

std::string file_stamp(const std::string& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return "none";
  return std::to_string(found.st_size) + " " + std::to_string(found.st_mtim.tv_sec) + "." +
         std::to_string(found.st_mtim.tv_nsec);
}

bool is_no_regular_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return exists(status) && !is_regular_file(status);
}

Result<std::string> read_file(const std::string& path) {
  if (is_no_regular_file(path))
    return Status(Code::kIo, path + " can't be read: it is not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status(Code::kIo, path + " can't be read: " + std::strerror(errno));
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

Status write_whole(const std::string& path, std::string_view text) {
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, error);
  if (error) return {Code::kIo, folder.string() + " can't be made: " + error.message()};
  const std::string temporary = store::temporary_name(path);
  errno = 0;
  std::ofstream file(temporary, std::ios::binary);
  file << text;
  file.close();
  const int written = errno;
  if (file) fs::rename(temporary, path, error);
  if (file && !error) return {};
  const std::string why = error ? error.message() : std::strerror(written);
  fs::remove(temporary, error);
  return {Code::kIo, path + " can't be written: " + why};
}

std::string find_in_path(const std::string& program, std::string_view path) {
  if (program.find('/') != std::string::npos) return program;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string folder(path.substr(0, end));
    const std::string candidate = (folder.empty() ? std::string(".") : folder) + "/" + program;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate)) return candidate;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return program;
}

std::string find_program(const std::string& program) {
  return find_in_path(program, environment("PATH"));
}

}  // namespace larder::nvcc
