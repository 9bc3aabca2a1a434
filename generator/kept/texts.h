// What builds make at some cost, on disk, by identity: images of kernels, machine code of CPU
// variants. So a build makes only what changed.
//
//   FOLDER/ab/abcdef....image     a text and its digest
//
// Files appear complete or not at all (a temporary one is renamed), so any number of builds may
// share a folder or be killed. A damaged file is a miss.
#ifndef LARDER_GENERATOR_KEPT_TEXTS_H
#define LARDER_GENERATOR_KEPT_TEXTS_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::kept {

/// What files are, by their suffix.
inline constexpr std::string_view kImage = ".image";
inline constexpr std::string_view kVectors = ".vectors";

/// The folder that LARDER_STORE names or else, if `named` is empty, "larder-store" beside `output`.
[[nodiscard]] std::string folder_for(const std::string& named, const std::string& output);

/// Thread safety: any call from any thread.
class Texts {
 public:
  /// Writes nothing before the first save(). `suffix` is one of the above.
  Texts(std::string folder, std::string_view suffix)
      : folder_(std::move(folder)), suffix_(suffix) {}

  /// The text saved under `identity` (64 hexadecimal digits); nullopt if there is none or it is
  /// damaged.
  [[nodiscard]] std::optional<std::string> load(const std::string& identity) const;
  /// kIo if the folder can't be written: then the next build makes the text again.
  [[nodiscard]] Status save(const std::string& identity, std::string text) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& identity) const;

  std::string folder_;
  std::string suffix_;
};

/// Removes files that killed builds left in `folder` an hour ago or earlier and, if its texts take
/// more than `limit` bytes, the least recently used ones.
void sweep(const std::string& folder, std::uintmax_t limit);

}  // namespace larder::kept

#endif  // LARDER_GENERATOR_KEPT_TEXTS_H
