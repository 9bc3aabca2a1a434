#include "generator/macros/files_macros.h"

#include <algorithm>

namespace larder::generate {

std::vector<std::string> macros_of_files(const clang::Preprocessor& preprocessor,
                                         const UserCode& user_code) {
  std::vector<std::string> out;
  for (const auto& [name, state] : preprocessor.macros()) {
    const clang::MacroInfo* info = preprocessor.getMacroInfo(name);
    if (info == nullptr) continue;
    const Origin origin = user_code.origin(info->getDefinitionLoc());
    if (origin == Origin::kUser || origin == Origin::kSystem) out.push_back(name->getName().str());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace larder::generate
