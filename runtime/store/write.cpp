#include "runtime/store/write.h"

#include "runtime/store/cache.h"
#include "runtime/store/temporary.h"

namespace larder::inline v1::store {

Status write_cache(const std::string& path, const format::EncodedCache& encoded,
                   FileSystem& files) {
  Temporary data(data_path(path), files);
  Temporary index(path, files);
  if (Status status = data.create(encoded.data); !status.ok()) return status;
  if (Status status = index.create(encoded.index); !status.ok()) return status;
  // Each rename is synced before the next: after a power loss the index is never the newer one.
  if (Status status = data.rename(); !status.ok()) return status;
  return index.rename();
}

Status write_file(const std::string& path, format::Bytes bytes, FileSystem& files) {
  Temporary file(path, files);
  if (Status status = file.create(bytes); !status.ok()) return status;
  return file.rename();
}

}  // namespace larder::inline v1::store
