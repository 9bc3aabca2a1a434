// The files of a pair of keys: one line of text each, a word and 64 hexadecimal digits.
#ifndef LARDER_TOOL_KEY_FILE_H
#define LARDER_TOOL_KEY_FILE_H

#include <string>

#include "larder/status.h"
#include "runtime/store/file_system.h"
#include "runtime/tool/secret_key.h"

namespace larder::tool {

/// "team.key" and "team.pub" for "team".
[[nodiscard]] std::string secret_key_path(const std::string& name);
[[nodiscard]] std::string public_key_path(const std::string& name);

/// Writes both files; only this user can read the secret one. kInvalidArgument if one of
/// them exists: a key is never overwritten. On failure no secret key stays behind.
[[nodiscard]] Status write_key_files(const std::string& name, const SecretKey& key,
                                     store::FileSystem& files);

/// kInvalidArgument if the file holds no secret key.
[[nodiscard]] Result<SecretKey> read_secret_key(const std::string& path, store::FileSystem& files);

}  // namespace larder::tool

#endif  // LARDER_TOOL_KEY_FILE_H
