#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "runtime/format/elf.h"
#include "runtime/format/encode.h"
#include "runtime/format/seal.h"
#include "runtime/store/cache.h"
#include "runtime/store/contents.h"
#include "runtime/store/write.h"
#include "runtime/tool/command.h"
#include "runtime/tool/key_file.h"
#include "runtime/tool/secret_key.h"
#include "runtime/tool/subject.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

// Which files were written.
enum class Done { kNothing, kIndex, kBoth };

// A program finds only a cache that its seals match, so it can't denote an unsigned one.
Result<store::Cache> open_unsealed(const std::string& file, const Machine& machine) {
  const Result<store::Mapping> mapping = machine.files.map(file);
  if (!mapping.ok()) return mapping.status();
  if (format::is_elf(mapping->bytes)) {
    return Status(Code::kInvalidArgument,
                  file + " is a program or library; name the index of its cache");
  }
  Result<store::Cache> cache = open_subject(file, machine);
  if (cache.ok() && cache->index().bytes().size() != mapping->bytes.size()) {
    return Status(Code::kInvalidArgument,
                  file +
                      " is an entry of a store, which no sealed program uses; sign the cache "
                      "that is shipped with the program");
  }
  return cache;
}

// The pair stays the same: only the index's header changes.
Result<Done> sign_as_it_is(const store::Cache& cache, const SecretKey& key,
                           const Machine& machine) {
  const std::vector<Status> problems = cache.verify();
  if (!problems.empty()) return problems.front().with_context(cache.path());
  const Result<std::vector<std::byte>> index = sign_index(cache.index().bytes(), key);
  if (!index.ok()) return index.status().with_context(cache.path());
  if (std::ranges::equal(*index, cache.index().bytes())) return Done::kNothing;
  if (Status status = store::write_file(cache.path(), *index, machine.files); !status.ok())
    return status;
  return Done::kIndex;
}

Result<Done> encode_and_sign(const store::Cache& cache, const SecretKey& key,
                             const Machine& machine) {
  const Result<format::CacheInput> contents = store::read_contents(cache);
  if (!contents.ok()) return contents.status();
  Result<format::EncodedCache> encoded = format::encode(*contents, format::DigestKind::kBlake2b);
  if (!encoded.ok()) return encoded.status();
  Result<std::vector<std::byte>> index = sign_index(encoded->index, key);
  if (!index.ok()) return index.status();
  encoded->index = *std::move(index);
  Status status = store::write_cache(cache.path(), *encoded, machine.files);
  if (!status.ok()) return status;
  return Done::kBoth;
}

std::string text_of(const std::string& path, const std::string& signer, Done done) {
  const char* note = "";
  if (done == Done::kNothing) note = "; it was already, and nothing was written";
  if (done == Done::kBoth) note = "; both files were written again, with BLAKE2b digests";
  return fmt::format("{}: signed by {}{}\n", printable(path), signer, note);
}

}  // namespace

Output sign_command(const SignRequest& request, const Machine& machine) {
  const Result<SecretKey> key = read_secret_key(request.key, machine.files);
  if (!key.ok()) return failure(request, key.status());
  const Result<store::Cache> cache = open_unsealed(request.file, machine);
  if (!cache.ok()) return failure(request, cache.status());
  const bool sealable = format::inspect_seal(cache->index()).sealable;
  const Result<Done> done =
      sealable ? sign_as_it_is(*cache, *key, machine) : encode_and_sign(*cache, *key, machine);
  if (!done.ok()) return failure(request, done.status());
  const std::string signer = format::to_hex(key->public_key());
  const nlohmann::json json = {{"file", request.file},
                               {"signed_by", signer},
                               {"index_written", *done != Done::kNothing},
                               {"data_written", *done == Done::kBoth}};
  return {kFine, request.json ? json_text(json) : text_of(request.file, signer, *done), ""};
}

}  // namespace larder::tool
