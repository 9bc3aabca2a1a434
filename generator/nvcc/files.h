// Detects changes in the files of compilers and the files that they read.
#ifndef LARDER_GENERATOR_NVCC_FILES_H
#define LARDER_GENERATOR_NVCC_FILES_H

#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::nvcc {

/// 64 hexadecimal digits: BLAKE2b of the text.
[[nodiscard]] std::string digest_text(std::string_view text);

/// Size and time of a file, which change when it does; "none" if there is no such file.
[[nodiscard]] std::string file_stamp(const std::string& path);

/// Whether the path exists but is neither a file nor a link to one: a folder, a pipe, a device.
[[nodiscard]] bool is_no_regular_file(const std::string& path);

/// The file's content.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

/// Writes a file completely or not at all; creates its folder if needed.
[[nodiscard]] Status write_whole(const std::string& path, std::string_view text);

/// The file that a shell would run for `program`, looked up in `path` ("/usr/bin:/bin") if it
/// has no slash; `program` itself if there is none.
[[nodiscard]] std::string find_in_path(const std::string& program, std::string_view path);
/// The same, in the PATH of this process.
[[nodiscard]] std::string find_program(const std::string& program);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_FILES_H
