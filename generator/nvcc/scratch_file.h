// A file for one run of a preprocessor.
#ifndef LARDER_GENERATOR_NVCC_SCRATCH_FILE_H
#define LARDER_GENERATOR_NVCC_SCRATCH_FILE_H

#include <filesystem>
#include <string>
#include <system_error>

#include "runtime/store/temporary.h"

namespace larder::nvcc {

/// A unique name in a folder; the destructor removes the file of that name.
class ScratchFile {
 public:
  ScratchFile(const std::string& folder, const std::string& ending)
      : path_(store::temporary_name(folder + "/probe") + ending) {}
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_SCRATCH_FILE_H
