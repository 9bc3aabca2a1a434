#include "generator/pack/outputs.h"

#include <algorithm>

#include "generator/nvcc/files.h"
#include "generator/pack/cache_record.h"
#include "generator/pack/seal_source.h"
#include "runtime/store/cache.h"
#include "runtime/store/temporary.h"

namespace larder::pack {
namespace {

Status write_cache(const std::string& path, const format::EncodedCache& encoded) {
  if (holds(path, encoded.index) && holds(store::data_path(path), encoded.data)) return {};
  return store::write_cache(path, encoded);
}

// Writes the cache, and the source that binds the program to it. Nothing is replaced before the
// source's bytes are on the disk.
Status write_sealed(const Options& options, const format::EncodedCache& encoded) {
  const Result<std::string> source = seal_source(encoded.index);
  if (!source.ok()) return source.status();
  const format::Bytes bytes = format::as_bytes(*source);
  if (holds(options.seal, bytes)) return write_cache(options.output, encoded);
  store::Temporary file(options.seal, store::posix_file_system());
  if (Status status = file.create(bytes); !status.ok()) return status;
  if (Status status = write_cache(options.output, encoded); !status.ok()) return status;
  return file.rename();
}

}  // namespace

bool holds(const std::string& file, format::Bytes bytes) {
  const Result<store::Mapping> found = store::posix_file_system().map(file);
  return found.ok() && std::ranges::equal(found->bytes, bytes);
}

Status check_outputs(const Options& options) {
  for (const std::string& path : {options.output, store::data_path(options.output), options.seal}) {
    if (!nvcc::is_no_regular_file(path)) continue;
    return {Code::kInvalidArgument,
            path + " is in the way: it is not a regular file; name another output"};
  }
  return {};
}

Status write_outputs(const Options& options, const format::EncodedCache& encoded) {
  Status written =
      options.seal.empty() ? write_cache(options.output, encoded) : write_sealed(options, encoded);
  if (!written.ok() || options.build_root.empty()) return written;
  return record_cache(options.build_root, options.output, options.program_mark);
}

}  // namespace larder::pack
