#include "generator/pack/cache_record.h"

#include <filesystem>
#include <system_error>

#include "generator/pack/outputs.h"
#include "runtime/store/build_tree.h"
#include "runtime/store/write.h"

namespace larder::pack {

namespace fs = std::filesystem;

Status record_cache(const std::string& root, const std::string& index, const std::string& mark) {
  std::error_code error;
  const fs::path real_root = fs::canonical(root, error);
  if (error) return {Code::kInvalidArgument, "build root " + root + ": " + error.message()};
  const fs::path real_index = fs::canonical(index, error);
  if (error) return {Code::kIo, "cannot look at " + index + ": " + error.message()};
  const std::string path = real_index.lexically_relative(real_root).string();
  if (!store::leads_inside(path)) return {};

  const fs::path folder = real_root / store::kRecordFolder;
  fs::create_directory(folder, error);
  if (error) return {Code::kIo, "cannot make folder " + folder.string() + ": " + error.message()};
  const std::string record = (folder / store::record_name(path)).string();
  const std::string text = store::record_text({path, mark});
  if (holds(record, format::as_bytes(text))) return {};
  return store::write_file(record, format::as_bytes(text));
}

}  // namespace larder::pack
