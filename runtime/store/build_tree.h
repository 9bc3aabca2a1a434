// The places of a build's caches, recorded in the build's own root folder: a program that was
// not installed finds its cache in any folder of the same build.
//
//   ROOT/larder-caches/app.larder.<digest>     holds "kernels/app.larder\n", a path below ROOT,
//                                              and "*.p\n", the mark of files that the build linked
//
// The mark names the folder beside each program and library where the build linked it, with * for
// its file name. A copy has no such folder beside it, so an installed program finds no build's
// caches, not even if it was installed below the build's root.
//
// There is a file for each cache, named after its content, so that parallel builds write different
// files or the same bytes. Its content does not depend on ROOT: the whole tree can be moved. The
// folder is not the store's, which LARDER_STORE may put elsewhere and which many builds may share.
#ifndef LARDER_STORE_BUILD_TREE_H
#define LARDER_STORE_BUILD_TREE_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

inline constexpr const char* kRecordFolder = "larder-caches";

/// The content of a record.
struct CacheRecord {
  std::string index;  ///< a path below the build's root
  std::string mark;   ///< a folder, from a program's folder, with * for the program's file name
};

/// The name of the record of a cache whose index is at `index`, a path below the build's root.
[[nodiscard]] std::string record_name(const std::string& index);

/// The text of a record.
[[nodiscard]] std::string record_text(const CacheRecord& record);

/// Whether a path leads from a folder to a file below it: not absolute, without "..", in its
/// shortest form, of one line and at most 4095 bytes.
[[nodiscard]] bool leads_inside(const std::string& path);

/// One record that was found.
struct RecordedCache {
  std::string record;         ///< its path; the records' folder if none has the requested names
  Result<std::string> index;  ///< the index that it leads to, or why it is not followed
};

/// The records of indexes with these file names in the build tree of `module` (Places, locate.h),
/// in the order of their paths; empty if the module is not where the build linked it, or no folder
/// on the way to the root has records. Does not check whether other users could have written them.
[[nodiscard]] std::vector<RecordedCache> recorded_caches(
    const std::string& module, const std::vector<std::string>& index_names, FileSystem& files);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_BUILD_TREE_H
