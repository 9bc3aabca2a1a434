// The index file, read in place: every kernel by key and by name, and where its images lie.
//
//   bytes ──IndexView::parse──▶ IndexView ──find──▶ KernelView ──use──▶ ImageUse ──image──▶
//   ImageView
//
// parse() checks every byte, so that nothing that follows can fail. Nothing is copied: the view
// and all it returns refer to the bytes given to parse(). layout.h has the grammar.
#ifndef LARDER_FORMAT_INDEX_H
#define LARDER_FORMAT_INDEX_H

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/encode.h"
#include "runtime/format/key.h"
#include "runtime/format/prefix.h"
#include "runtime/format/target.h"

namespace larder::format {

/// One key's kernel. The texts refer to the index's bytes.
struct KernelView {
  Key key;
  std::string_view name;
  std::string_view symbol;
  std::string_view source;
  std::uint32_t first_use = 0;  ///< its uses are first_use .. first_use + use_count - 1
  std::uint32_t use_count = 0;
};

/// Where one image lies in the data file, and what must be found there.
struct ImageView {
  Target target;
  std::uint64_t offset = 0;  ///< of its record, bytes from the data file's start
  std::uint64_t size = 0;    ///< of the image alone, bytes
  Digest checksum;           ///< of its record
};

/// Thread safety: const, so any number of threads. Numbers passed in must be below the counts.
class IndexView {
 public:
  /// kUnsupported for another format version ("no cache"), kCorrupt for anything else that is
  /// not an index as encode() writes it. Allocates nothing whose size the bytes decide.
  [[nodiscard]] static Result<IndexView> parse(Bytes index);

  [[nodiscard]] const Prefix& prefix() const { return prefix_; }
  /// "larder-pack 0.1.0"
  [[nodiscard]] std::string_view producer() const;
  /// "nvcc 13.0.88"
  [[nodiscard]] std::string_view toolchain() const;

  [[nodiscard]] std::uint32_t kernel_count() const { return kernels_; }
  /// In ascending order of keys.
  [[nodiscard]] KernelView kernel(std::uint32_t number) const;
  /// In ascending order of names.
  [[nodiscard]] KernelView kernel_by_name(std::uint32_t position) const;
  [[nodiscard]] std::optional<KernelView> find(const Key& key) const;
  /// Every key that goes by this name, ascending.
  [[nodiscard]] std::vector<KernelView> find(std::string_view name) const;

  [[nodiscard]] std::uint32_t use_count() const { return uses_; }
  [[nodiscard]] ImageUse use(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t image_count() const { return images_; }
  [[nodiscard]] ImageView image(std::uint32_t number) const;

 private:
  IndexView() = default;
  Status read_header(Bytes index);
  Status check_blocks() const;
  Status check_kernels() const;
  Status check_names() const;
  Status check_uses() const;
  Status check_images() const;
  Status check_texts() const;
  [[nodiscard]] bool text_fits(std::uint32_t offset) const;
  [[nodiscard]] std::string_view text(std::uint32_t offset) const;
  [[nodiscard]] Bytes key_bytes(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t lower_bound(std::string_view name) const;

  Prefix prefix_;
  Bytes file_;
  Bytes body_;
  // The body's tables, one after the other.
  Bytes kernel_table_;
  Bytes name_table_;
  Bytes use_table_;
  Bytes image_table_;
  Bytes text_;
  std::uint32_t kernels_ = 0;
  std::uint32_t uses_ = 0;
  std::uint32_t images_ = 0;
};

}  // namespace larder::format

#endif  // LARDER_FORMAT_INDEX_H
