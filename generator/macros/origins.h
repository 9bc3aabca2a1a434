// The origin of a file: the toolchain, Larder, or the user.
#ifndef LARDER_GENERATOR_MACROS_ORIGINS_H
#define LARDER_GENERATOR_MACROS_ORIGINS_H

#include <map>
#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

enum class FileOrigin {
  kToolchain,  ///< the standard library, the C library, Clang's own headers, built-in text
  kLarder,
  kUser,  ///< all others, including libraries in folders of -isystem or below /usr/include
};

/// Recognises the toolchain's files by the folders that Clang searches by default.
class Origins {
 public:
  /// `user_code` knows Larder's headers and must outlive this; `flags` are the user's.
  Origins(const clang::CompilerInstance& compiler, const UserCode& user_code,
          const std::vector<std::string>& flags);

  [[nodiscard]] FileOrigin of(clang::FileID file);

 private:
  [[nodiscard]] FileOrigin of_path(const std::string& path) const;

  const clang::SourceManager& sources_;
  const UserCode& user_code_;
  std::string resource_folder_;
  std::vector<std::string> toolchain_;  ///< folders, with a slash at the end
  std::vector<std::string> users_;
  std::map<clang::FileID, FileOrigin> known_;
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_ORIGINS_H
