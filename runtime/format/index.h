// The index file, read in place: every kernel by key and by name, and where its images lie.
//
//   bytes ──open──▶ IndexView ──find(key)──▶ KernelEntry ──check_images──▶ use ──▶ image
//             header         its blocks                  their blocks
//
// Opening checks the header and the table of the blocks' digests; a block of the tables is checked
// when something in it is needed for the first time, so that neither time nor memory grows with
// the number of kernels. check() checks everything. Nothing is copied: the view and everything it
// returns refer to the bytes given to open(). layout.h has the grammar.
#ifndef LARDER_FORMAT_INDEX_H
#define LARDER_FORMAT_INDEX_H

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/digest.h"
#include "runtime/format/encode.h"
#include "runtime/format/key.h"
#include "runtime/format/key_hints.h"
#include "runtime/format/key_search.h"
#include "runtime/format/layout.h"
#include "runtime/format/prefix.h"
#include "runtime/format/target.h"

namespace larder::inline v1::format {

/// One key's kernel, without its texts.
struct KernelEntry {
  Key key;
  std::uint32_t number = 0;     ///< in ascending order of keys
  std::uint32_t first_use = 0;  ///< its uses are first_use .. first_use + use_count - 1
  std::uint32_t use_count = 0;
};

/// The same with its texts, which refer to the index's bytes.
struct KernelView : KernelEntry {
  std::string_view name;
  std::string_view symbol;
  std::string_view source;
};

/// The place of one image in the data file, and its expected properties.
struct ImageView {
  Target target;
  std::uint64_t offset = 0;  ///< of its record, bytes from the data file's start
  std::uint64_t size = 0;    ///< of the image alone, bytes
  Digest checksum;           ///< of its record
};

/// Cheap to copy. Thread safety: const, so any number of threads. Numbers passed in must be below
/// the counts. Results of use(), image() and kernel() are trustworthy after check(), or after the
/// find() or check_images() that led there; before, they are arbitrary values, but never a fault.
class IndexView {
 public:
  /// Called right before parts of the index are, or may be, read for the first time, so that they
  /// can be fetched from the disk at once. Called by any thread.
  using Fetch = std::function<void(Bytes part)>;
  /// Reads a part of the index from the file, before its first use. Called by any thread.
  using Read = std::function<Status(Bytes part)>;

  /// kUnsupported for an unsupported format version ("no cache"), kCorrupt if the header is not one
  /// that encode() writes. Allocates one byte for each block. With a `read`, opening_size() bytes
  /// must have been read, and look-ups return its failures too.
  [[nodiscard]] static Result<IndexView> open(Bytes index, Fetch fetch = nullptr,
                                              Read read = nullptr);
  /// The number of bytes that open() may read of an index of that size: its header and its blocks'
  /// digests.
  [[nodiscard]] static std::uint64_t opening_size(std::uint64_t index_size);
  /// The offset of the first block, from the index's first 512 bytes, which are not checked; 0 if
  /// they are not an index's.
  [[nodiscard]] static std::uint64_t body_offset(Bytes first);
  /// open() and check().
  [[nodiscard]] static Result<IndexView> parse(Bytes index);
  /// kCorrupt if any byte is not as encode() writes it.
  [[nodiscard]] Status check() const;

  [[nodiscard]] const Prefix& prefix() const { return prefix_; }
  [[nodiscard]] DigestKind digests() const { return digests_; }
  /// The whole file that was given to open().
  [[nodiscard]] Bytes bytes() const { return file_; }
  /// The header, which the sealing digest and the signature are made of; 128 or 256 bytes.
  [[nodiscard]] Bytes header() const { return file_.first(header_size_); }
  /// "larder-pack 0.1.0"; empty if its block is damaged.
  [[nodiscard]] std::string_view producer() const;
  /// "nvcc 13.0.88"; empty if its block is damaged.
  [[nodiscard]] std::string_view toolchain() const;

  [[nodiscard]] std::uint32_t kernel_count() const { return kernels_; }
  /// In ascending order of keys.
  [[nodiscard]] KernelView kernel(std::uint32_t number) const;
  /// In ascending order of names.
  [[nodiscard]] KernelView kernel_by_name(std::uint32_t position) const;
  /// kNotFound if the key is missing, kCorrupt if a block that had to be read is damaged.
  [[nodiscard]] Result<KernelEntry> find(const Key& key) const;
  /// Announces that find() and check_images() will be called with these keys. Calls the fetch for
  /// all places of one table before the first is read, then for those of the next table, and
  /// prefetches data that is in memory. Does nothing without a fetch.
  void prefetch(std::span<const Key> keys) const;
  /// Every key with this name, ascending; having none is not an error. kCorrupt as above.
  [[nodiscard]] Result<std::vector<KernelView>> find(std::string_view name) const;
  /// Checks a found kernel's uses and their images. kCorrupt if a block is damaged, or a use or
  /// an image is not as encode() writes it.
  [[nodiscard]] Status check_images(const KernelEntry& kernel) const;

  [[nodiscard]] std::uint32_t use_count() const { return uses_; }
  [[nodiscard]] ImageUse use(std::uint32_t number) const {
    const Bytes entry = use_bytes(number, 1);
    ImageUse use;
    use.image = load<std::uint32_t>(entry, 0);
    use.registers = load<std::uint16_t>(entry, use_entry::kRegisters);
    use.static_shared_bytes = load<std::uint32_t>(entry, use_entry::kStaticShared);
    use.local_bytes = load<std::uint32_t>(entry, use_entry::kLocal);
    return use;
  }
  [[nodiscard]] std::uint32_t image_count() const { return images_; }
  [[nodiscard]] ImageView image(std::uint32_t number) const {
    const Bytes entry = image_bytes(number);
    ImageView view;
    view.target = load_unchecked_target(entry, 0);
    view.offset = std::uint64_t{load<std::uint32_t>(entry, image_entry::kPlace)} * kAlignment;
    view.size = load<std::uint32_t>(entry, image_entry::kSizeAt);
    view.checksum = load_digest(entry, image_entry::kChecksum);
    return view;
  }

 private:
  // The state of the blocks; shared by copies of a view.
  struct Blocks {
    std::vector<std::atomic<bool>> checked;  ///< whether a block's digest was right
    Fetch fetch;
    Read read;
  };

  IndexView() = default;
  Status read_header(Bytes index, Fetch fetch, Read read);
  void split_body(std::uint64_t text_size);
  struct BlockRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  /// The blocks that contain a non-empty part of the body.
  [[nodiscard]] BlockRange blocks_of(Bytes part) const {
    const auto begin = static_cast<std::uint64_t>(part.data() - body_.data());
    return {begin / kBlockSize, (begin + part.size() - 1) / kBlockSize};
  }
  /// Whether a non-empty part of the body was found sound before; may return false although it was.
  [[nodiscard]] bool known_sound(Bytes part) const {
    const auto [first, last] = blocks_of(part);
    const std::atomic<bool>* const checked = blocks_->checked.data();
    return last - first <= 1 && checked[first].load(std::memory_order_acquire) &&
           checked[last].load(std::memory_order_acquire);
  }
  /// Makes sure that a part of the body is sound.
  [[nodiscard]] Status need(Bytes part) const {
    return part.empty() || known_sound(part) ? Status() : check_part(part);
  }
  [[nodiscard]] Status check_part(Bytes part) const;
  /// The bytes of the blocks from the first to the last.
  [[nodiscard]] Bytes block_bytes(std::uint64_t first, std::uint64_t last) const {
    const std::uint64_t begin = first * kBlockSize;
    return body_.subspan(begin,
                         std::min<std::uint64_t>((last + 1) * kBlockSize, body_.size()) - begin);
  }
  [[nodiscard]] Status check_block(std::uint64_t block) const;
  [[nodiscard]] Status check_padding() const;
  [[nodiscard]] Status check_kernels() const;
  [[nodiscard]] Status check_names() const;
  [[nodiscard]] Status check_uses() const;
  /// Whether the use names an existing image, greater than that of the kernel's previous use.
  [[nodiscard]] bool use_is_right(std::uint32_t number, std::uint32_t first) const {
    const Bytes entry = use_bytes(number, 1);
    const std::uint32_t image = use(number).image;
    return image < images_ && load<std::uint16_t>(entry, use_entry::kZero) == 0 &&
           (number == first || use(number - 1).image < image);
  }
  [[nodiscard]] Status check_use(std::uint32_t number, std::uint32_t first) const;
  [[nodiscard]] Status check_all_images() const;
  [[nodiscard]] Status check_texts() const;
  [[nodiscard]] bool text_fits(std::uint32_t offset) const;
  [[nodiscard]] std::string_view text(std::uint32_t offset) const;
  [[nodiscard]] Status need_text(std::uint32_t offset) const;
  [[nodiscard]] Status need_named(std::uint32_t position) const;
  [[nodiscard]] std::string_view checked_text(std::uint64_t header_field) const;
  [[nodiscard]] Bytes kernel_bytes(std::uint32_t number) const {
    return kernel_table_.subspan(std::uint64_t{number} * kernel_entry::kSize, kernel_entry::kSize);
  }
  [[nodiscard]] Bytes use_bytes(std::uint32_t first, std::uint32_t count) const {
    return use_table_.subspan(std::uint64_t{first} * use_entry::kSize,
                              std::uint64_t{count} * use_entry::kSize);
  }
  [[nodiscard]] Bytes image_bytes(std::uint32_t number) const {
    return image_table_.subspan(std::uint64_t{number} * image_entry::kSize, image_entry::kSize);
  }
  [[nodiscard]] KeySearch search_for(const Key& key) const {
    return {key, kernels_, hints_->near(KeySearch::value_of(key))};
  }
  [[nodiscard]] Result<KernelEntry> find(KeySearch& search, const Key& key) const;
  void prefetch_key(const Key& key) const;
  [[nodiscard]] std::vector<Bytes> prefetch_uses(std::span<const Key> keys) const;
  void prefetch_part(Bytes part) const;
  void prefetch_near(std::uint32_t number) const;
  void prefetch_images_of(std::uint32_t number) const;
  void prefetch_from_disk(std::uint32_t number) const;
  /// Where a kernel's uses and images begin in their tables, if all kernels have equally many.
  [[nodiscard]] std::uint64_t likely_use(std::uint32_t number) const {
    return (number * uses_each_ >> 32) * use_entry::kSize;
  }
  [[nodiscard]] std::uint64_t likely_image(std::uint32_t number) const {
    return (number * images_each_ >> 32) * image_entry::kSize;
  }
  [[nodiscard]] KernelEntry entry(std::uint32_t number) const;

  Prefix prefix_;
  DigestKind digests_ = DigestKind::kXxh3;
  std::uint64_t header_size_ = 0;
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
  // The average number per kernel, in units of 2^-32: a division would slow down look-ups.
  std::uint64_t uses_each_ = 0;
  std::uint64_t images_each_ = 0;
  std::shared_ptr<Blocks> blocks_;
  std::shared_ptr<const KeyHints> hints_;  ///< the places where find() saw keys
};

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_INDEX_H
