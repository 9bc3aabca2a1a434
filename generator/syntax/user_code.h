// The origin of code: the user's, a system header's, or Larder's own headers'.
//
// Larder's headers may lie in a shared folder (/usr/include) and be reached by several paths, so
// files are identified by their identity on the disk, not by their names.
#ifndef LARDER_GENERATOR_SYNTAX_USER_CODE_H
#define LARDER_GENERATOR_SYNTAX_USER_CODE_H

#include <map>
#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

enum class Origin {
  kUser,
  kSystem,
  kLarder,
  kCuda,  ///< Larder's headers under CUDA's names: nvcc has its own
  kBuiltIn,
};

/// Whether it is a header of Larder.
[[nodiscard]] inline bool is_larders(Origin origin) {
  return origin == Origin::kLarder || origin == Origin::kCuda;
}

class UserCode {
 public:
  /// `include_dir` holds the folder "larder" with the public headers, and in it "cudart", which
  /// lies elsewhere in Larder's sources; `sources` must outlive this.
  UserCode(const clang::SourceManager& sources, const std::string& include_dir);

  /// The origin of a place, or of the macro expansion that contains it.
  [[nodiscard]] Origin origin(clang::SourceLocation where) const;
  [[nodiscard]] bool contains(clang::SourceLocation where) const {
    return origin(where) == Origin::kUser;
  }

 private:
  enum class File { kBuiltIn, kLarder, kCuda, kOther };
  void add_headers(const std::string& folder, File kind);
  [[nodiscard]] File file(clang::FileID file) const;

  const clang::SourceManager& sources_;
  std::map<llvm::sys::fs::UniqueID, File> own_headers_;
  mutable llvm::DenseMap<clang::FileID, File> files_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_USER_CODE_H
