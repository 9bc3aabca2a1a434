// A folder on the disk that goes away with this.
#ifndef LARDER_TESTS_SUPPORT_FOLDER_H
#define LARDER_TESTS_SUPPORT_FOLDER_H

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace larder::tests {

class Folder {
 public:
  explicit Folder(const std::filesystem::path& parent = std::filesystem::temp_directory_path())
      : path_((parent / "larder-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make " + path_);
  }
  ~Folder() {
    std::error_code ignored;  // what stays is in the temporary folder
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_FOLDER_H
