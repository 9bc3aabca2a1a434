#include "generator/syntax/clang_version.h"

#include <clang/Basic/Version.h>

namespace larder::generate {

std::string clang_version() { return CLANG_VERSION_STRING; }

}  // namespace larder::generate
