#include <fmt/format.h>
#include <sodium.h>

#include <nlohmann/json.hpp>

#include "runtime/tool/command.h"
#include "runtime/tool/key_file.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

Result<SecretKey> random_key() {
  if (sodium_init() < 0) {
    return Status(Code::kUnavailable, "libsodium cannot start: the system gives no random numbers");
  }
  format::SealBytes seed;
  randombytes_buf(seed.data(), seed.size());
  const SecretKey key(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::string text_of(const std::string& name, const std::string& public_key) {
  return fmt::format(
      "{}: the secret key, for larder sign; keep it, and keep it from others: nothing else can\n"
      "  sign for the programs that name its public key\n"
      "{}: the public key\n\n"
      "For one source of each such program (#include <larder/seal.h>), outside of functions:\n\n"
      "LARDER_SIGNED_BY(\"{}\");\n",
      printable(secret_key_path(name)), printable(public_key_path(name)), public_key);
}

}  // namespace

Output keygen_command(const Request& request, const Machine& machine) {
  const Result<SecretKey> key = random_key();
  if (!key.ok()) return failure(request, key.status());
  const std::string& name = request.file;
  Status status = write_key_files(name, *key, machine.files);
  if (!status.ok()) return failure(request, status);
  const std::string public_key = format::to_hex(key->public_key());
  const nlohmann::json json = {{"secret_key_file", secret_key_path(name)},
                               {"public_key_file", public_key_path(name)},
                               {"public_key", public_key}};
  return {kFine, request.json ? json_text(json) : text_of(name, public_key), ""};
}

}  // namespace larder::tool
