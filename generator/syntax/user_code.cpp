#include "generator/syntax/user_code.h"

#include <filesystem>
#include <system_error>

namespace larder::generate {

UserCode::UserCode(const clang::SourceManager& sources, const std::string& include_dir)
    : sources_(sources) {
  add_headers(include_dir + "/larder/cudart", File::kCuda);
  add_headers(include_dir + "/../cudart/include", File::kCuda);
  add_headers(include_dir + "/larder", File::kLarder);
}

void UserCode::add_headers(const std::string& folder, File kind) {
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    llvm::sys::fs::UniqueID id;
    if (!llvm::sys::fs::getUniqueID(entry->path().native(), id)) own_headers_.emplace(id, kind);
  }
}

Origin UserCode::origin(clang::SourceLocation where) const {
  const clang::SourceLocation expansion = sources_.getExpansionLoc(where);
  if (expansion.isInvalid()) return Origin::kBuiltIn;
  switch (file(sources_.getFileID(expansion))) {
    case File::kBuiltIn:
      return Origin::kBuiltIn;
    case File::kLarder:
      return Origin::kLarder;
    case File::kCuda:
      return Origin::kCuda;
    case File::kOther:
      break;
  }
  // Not remembered per file: a #pragma in it may make the rest a system header.
  return sources_.isInSystemHeader(expansion) ? Origin::kSystem : Origin::kUser;
}

UserCode::File UserCode::file(clang::FileID file) const {
  const auto [known, fresh] = files_.try_emplace(file, File::kBuiltIn);
  if (!fresh) return known->second;
  if (const clang::FileEntry* entry = sources_.getFileEntryForID(file)) {
    const auto own = own_headers_.find(entry->getUniqueID());
    known->second = own != own_headers_.end() ? own->second : File::kOther;
  }
  return known->second;
}

}  // namespace larder::generate
