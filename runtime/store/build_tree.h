// Where the caches of a build lie, written down in the build's own root folder: a program that was
// not installed finds its cache in whatever folder of the same build it was made.
//
//   ROOT/larder-caches/app.larder.<digest>     holds "kernels/app.larder\n", a path below ROOT,
//                                              and "*.p\n", the mark of what the build linked
//
// The mark names the folder that lies beside each program and library where the build linked it, with * for
// its file name. A copy has no such thing beside it, so an installed program finds no build's
// caches, not even where it was installed below the build's root.
//
// A file for each cache, named after what it holds, so that builds at once write different files
// or the same bytes. Nothing in it depends on where ROOT is: the whole tree can be moved. The
// folder is not the store's, which LARDER_STORE puts elsewhere and which many builds may share.
#ifndef LARDER_STORE_BUILD_TREE_H
#define LARDER_STORE_BUILD_TREE_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

inline constexpr const char* kRecordFolder = "larder-caches";

/// What a record says.
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
  std::string record;         ///< its path; where none is of the names asked for, their folder
  Result<std::string> index;  ///< the index that it leads to, or why it is not followed
};

/// What the build tree of `module` (Places, locate.h) records of indexes with these file names, in
/// the order of their paths; empty where the module is not where the build linked it, or no folder
/// on the way to the root has records. Whether anybody else could have written them is not asked.
[[nodiscard]] std::vector<RecordedCache> recorded_caches(
    const std::string& module, const std::vector<std::string>& index_names, FileSystem& files);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_BUILD_TREE_H
