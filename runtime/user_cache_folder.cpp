// Apart from the rest of environment.h: in a program that is linked statically, as the wheel's
// tools are, getpwuid() needs the libraries of the C library that it was linked with.
#include <pwd.h>
#include <unistd.h>

#include "runtime/environment.h"

namespace larder::inline v1 {
namespace {

/// The account's home, which no environment can change.
std::string home_of_account() {
  const passwd* account = ::getpwuid(::geteuid());
  return account != nullptr && account->pw_dir != nullptr ? account->pw_dir : "";
}

/// Relative paths would lead elsewhere from each working directory; XDG says to ignore them.
std::string absolute_or_none(const std::string& path) { return path.starts_with('/') ? path : ""; }

}  // namespace

std::string user_cache_folder() {
  std::string cache = absolute_or_none(environment("XDG_CACHE_HOME"));
  if (!cache.empty()) return cache;
  std::string home = absolute_or_none(environment("HOME"));
  if (home.empty()) home = absolute_or_none(home_of_account());
  return home.empty() || home == "/" ? "" : home + "/.cache";
}

}  // namespace larder::inline v1
