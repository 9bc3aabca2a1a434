#include "generator/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "generator/model/control.h"
#include "generator/nvcc/files.h"

namespace larder::generate {
namespace {

bool holds(const std::string& path, std::string_view text) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream content;
  content << file.rdbuf();
  return content.str() == text;
}

/// As Ninja and Make read it: only backslashes before a space are special, and are doubled.
std::string escaped(const std::string& path) {
  std::string out;
  std::size_t backslashes = 0;
  for (const char c : path) {
    if (c == ' ') out.append(backslashes, '\\');
    if (c == ' ' || c == '#') out += '\\';
    if (c == '$') out += '$';
    out += c;
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return out;
}

}  // namespace

Status write_if_changed(const std::string& path, std::string_view text) {
  if (nvcc::is_no_regular_file(path))
    return {Code::kInvalidArgument, path + " is not a regular file; name another output"};
  if (holds(path, text)) return {};
  const std::string temporary = path + ".tmp." + std::to_string(::getpid());
  {
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) {
      const std::string reason = std::strerror(errno);
      std::remove(temporary.c_str());
      return {Code::kIo, "can't write " + temporary + ": " + reason};
    }
  }
  if (std::rename(temporary.c_str(), path.c_str()) == 0) return {};
  const std::string reason = std::strerror(errno);
  std::remove(temporary.c_str());
  return {Code::kIo, "can't rename " + temporary + " to " + path + ": " + reason};
}

Result<std::string> depfile_text(std::span<const std::string> targets,
                                 std::span<const std::string> dependencies, bool phony) {
  for (const std::span<const std::string> paths : {targets, dependencies})
    for (const std::string& path : paths)
      if (path.find_first_of("\r\n") != std::string::npos)
        return Status(Code::kInvalidArgument, "no dependency file can name \"" + printable(path) +
                                                  "\", which has a line break: rename it");
  std::string out;
  for (const std::string& target : targets) out += (out.empty() ? "" : " ") + escaped(target);
  out += ":";
  for (const std::string& dependency : dependencies) out += " \\\n  " + escaped(dependency);
  out += "\n";
  if (phony)
    for (const std::string& dependency : dependencies) out += escaped(dependency) + ":\n";
  return out;
}

}  // namespace larder::generate
