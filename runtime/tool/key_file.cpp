#include "runtime/tool/key_file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

namespace larder::tool {
namespace {

constexpr std::string_view kSecretWord = "larder-secret-key ";
constexpr std::string_view kPublicWord = "larder-public-key ";

Status check_not_there(const std::string& path, store::FileSystem& files) {
  if (files.map(path).status().code() == Code::kNotFound) return {};
  return Status(Code::kInvalidArgument,
                path + " exists already, and a key is never overwritten; give another name");
}

Status write_both(const std::string& name, format::Bytes secret_line, format::Bytes public_line,
                  store::FileSystem& files) {
  const std::string secret_path = secret_key_path(name);
  if (Status status = files.create_secret(secret_path, secret_line); !status.ok()) return status;
  Status status = files.create(public_key_path(name), public_line);
  if (status.ok()) {
    const std::string folder = std::filesystem::path(secret_path).parent_path().string();
    return files.sync_folder(folder.empty() ? "." : folder);
  }
  // This call made it. Best effort: the caller needs the error that led here.
  static_cast<void>(files.remove(secret_path));
  return status;
}

Status no_secret_key(const std::string& path, bool is_public) {
  return Status(Code::kInvalidArgument,
                fmt::format("{} holds {}; give the file NAME.key that larder keygen wrote", path,
                            is_public ? "a public key, which cannot sign" : "no secret key"));
}

// Anyone who can read a key can sign in its owner's name. Only for files on the disk; others have
// no modes.
Status check_secret(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status found = fs::status(path, error);
  const fs::perms others = found.permissions() & (fs::perms::group_all | fs::perms::others_all);
  if (!fs::exists(found) || others == fs::perms::none) return {};
  return Status(
      Code::kInvalidArgument,
      fmt::format("{} is a secret key that others can use (mode {:04o}); chmod 600 it, and "
                  "make a new key with larder keygen if somebody may have read it",
                  path, static_cast<unsigned>(found.permissions())));
}

}  // namespace

std::string secret_key_path(const std::string& name) { return name + ".key"; }

std::string public_key_path(const std::string& name) { return name + ".pub"; }

Status write_key_files(const std::string& name, const SecretKey& key, store::FileSystem& files) {
  for (const std::string& path : {secret_key_path(name), public_key_path(name)}) {
    if (Status status = check_not_there(path, files); !status.ok()) return status;
  }
  std::string secret_line = fmt::format("{}{}\n", kSecretWord, format::to_hex(key.seed()));
  const std::string public_line =
      fmt::format("{}{}\n", kPublicWord, format::to_hex(key.public_key()));
  Status status =
      write_both(name, format::as_bytes(secret_line), format::as_bytes(public_line), files);
  sodium_memzero(secret_line.data(), secret_line.size());
  return status;
}

Result<SecretKey> read_secret_key(const std::string& path, store::FileSystem& files) {
  const Result<store::Mapping> mapping = files.map(path);
  if (!mapping.ok()) return mapping.status();
  const format::Bytes bytes = mapping->bytes;
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with(kPublicWord)) return no_secret_key(path, true);
  if (!text.starts_with(kSecretWord)) return no_secret_key(path, false);
  if (Status status = check_secret(path); !status.ok()) return status;
  text.remove_prefix(kSecretWord.size());
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  std::optional<format::SealBytes> seed = format::seal_bytes_from_hex(text);
  if (!seed) return no_secret_key(path, false);
  const SecretKey key(*seed);
  sodium_memzero(seed->data(), seed->size());
  return key;
}

}  // namespace larder::tool
