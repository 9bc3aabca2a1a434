// A file's bytes, which are read in parts when they are first needed.
//
// They are copied into memory of this process and not mapped: if somebody truncates or overwrites a
// mapped file in place, the program ends (SIGBUS), or data changes after it was checked. A page
// that was read once does not change, whatever happens to the file.
#ifndef LARDER_STORE_PAGED_FILE_H
#define LARDER_STORE_PAGED_FILE_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::inline v1::store {

/// The source of the bytes. Thread safety: any call from any thread.
class PageSource {
 public:
  virtual ~PageSource() = default;
  /// Announces that these bytes will be read soon, so that they can be fetched at once.
  virtual void prefetch(std::uint64_t offset, std::uint64_t size) = 0;
  /// Fills `to` with the bytes from `offset` on. kCorrupt if the file ends before, kIo if it
  /// can't be read; the content of `to` is undefined then.
  [[nodiscard]] virtual Status read(std::uint64_t offset, std::span<std::byte> to) = 0;
};

/// Cheap to copy; copies share the data. Thread safety: any call from any thread.
class PagedFile {
 public:
  static constexpr std::uint64_t kPage = 4096;

  /// A file that `memory` holds completely, as long as `owner` lives.
  PagedFile(format::Bytes memory, std::shared_ptr<const void> owner)
      : bytes_(memory), owner_(std::move(owner)) {}
  /// A file that is read into `memory`, which `owner` keeps, by pages of kPage bytes; the first has
  /// `lead` bytes less. prefetch() announces whole pieces of `piece` bytes, a power of two, to the
  /// source.
  PagedFile(std::span<std::byte> memory, std::shared_ptr<const void> owner,
            std::unique_ptr<PageSource> source, std::uint64_t piece, std::uint64_t lead = 0);
  PagedFile() = default;

  /// All bytes of the file at its size when it was opened. A part may be used after read() of it,
  /// by any copy, has succeeded.
  [[nodiscard]] format::Bytes bytes() const { return bytes_; }
  /// Announces that `part` of bytes() will be read soon. Parts that are announced together are
  /// fetched together.
  void prefetch(format::Bytes part) const {
    if (state_ != nullptr && !part.empty()) tell(part);
  }
  /// Reads `part` of bytes() from the file. Fails as PageSource::read().
  [[nodiscard]] Status read(format::Bytes part) const {
    return state_ == nullptr || part.empty() || is_read(part) ? Status() : read_missing(part);
  }

 private:
  /// A bit for each page or piece.
  class Bits {
   public:
    explicit Bits(std::uint64_t count) : words_(count / 64 + 1) {}
    [[nodiscard]] bool has(std::uint64_t number) const {
      return (words_[number / 64].load(std::memory_order_acquire) >> number % 64 & 1) != 0;
    }
    /// Whether it was new.
    bool add(std::uint64_t number) {
      const std::uint64_t bit = std::uint64_t{1} << number % 64;
      return (words_[number / 64].fetch_or(bit, std::memory_order_acq_rel) & bit) == 0;
    }

   private:
    std::vector<std::atomic<std::uint64_t>> words_;
  };
  struct State {
    std::span<std::byte> memory;
    std::unique_ptr<PageSource> source;
    std::uint64_t piece = 0;
    std::uint64_t lead = 0;
    Bits told;         ///< pieces
    Bits pages;        ///< that were read
    std::mutex mutex;  ///< held while pages are read: each is written once
  };
  /// The first and the last of the units of `size` bytes that contain a non-empty part.
  struct Range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  [[nodiscard]] Range units(format::Bytes part, std::uint64_t size, std::uint64_t lead) const {
    const std::uint64_t begin = lead + static_cast<std::uint64_t>(part.data() - bytes_.data());
    return {begin / size, (begin + part.size() - 1) / size};
  }
  [[nodiscard]] bool is_read(format::Bytes part) const {
    const Range pages = units(part, kPage, state_->lead);
    for (std::uint64_t i = pages.first; i <= pages.last; ++i) {
      if (!state_->pages.has(i)) return false;
    }
    return true;
  }
  void tell(format::Bytes part) const;
  [[nodiscard]] Status read_missing(format::Bytes part) const;

  format::Bytes bytes_;
  std::shared_ptr<const void> owner_;
  std::shared_ptr<State> state_;  ///< null: everything is in memory
};

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_PAGED_FILE_H
