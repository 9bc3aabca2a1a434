#include "runtime/format/index.h"

#include <algorithm>
#include <cstring>

#include "runtime/compose.h"
#include "runtime/format/index_damage.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {
namespace {

// The header's counts, and the file size that follows from them.
struct Geometry {
  std::uint64_t kernels = 0;
  std::uint64_t uses = 0;
  std::uint64_t images = 0;
  std::uint64_t text = 0;
  std::uint64_t body_begin = 0;
  std::uint64_t size = 0;
};

Geometry read_geometry(Bytes index, std::uint64_t header_size) {
  Geometry geometry;
  geometry.kernels = load<std::uint32_t>(index, header::kKernels);
  geometry.uses = load<std::uint32_t>(index, header::kUses);
  geometry.images = load<std::uint32_t>(index, header::kImages);
  geometry.text = load<std::uint32_t>(index, header::kTextSize);
  const std::uint64_t body = geometry.kernels * (kernel_entry::kSize + kNameEntrySize) +
                             geometry.uses * use_entry::kSize +
                             geometry.images * image_entry::kSize + geometry.text;
  const std::uint64_t blocks = (body + kBlockSize - 1) / kBlockSize;
  geometry.body_begin = round_up(header_size + blocks * kDigestSize, kAlignment);
  geometry.size = geometry.body_begin + body;
  return geometry;
}

Status check_sizes(Bytes index, const Prefix& prefix, const Geometry& geometry) {
  if (prefix.index_size != index.size()) {
    return corrupt_index(
        compose("{} bytes long, but its header says {}", index.size(), prefix.index_size));
  }
  if (geometry.size != index.size()) {
    return corrupt_index(
        compose("{} kernels, {} uses, {} images and {} bytes of text take {} bytes, "
                "the file has {}",
                geometry.kernels, geometry.uses, geometry.images, geometry.text, geometry.size,
                index.size()));
  }
  return {};
}

Result<DigestKind> read_digest_kind(Bytes index, std::uint32_t version) {
  const auto kind = static_cast<DigestKind>(load<std::uint32_t>(index, header::kDigests));
  if (kind == DigestKind::kXxh3 || (kind == DigestKind::kBlake2b && version > 1)) return kind;
  return corrupt_index(compose("digests of kind {}, which is none", static_cast<unsigned>(kind)));
}

Status check_digest(const Digest& recorded, const Digest& actual, const std::string& what) {
  if (actual == recorded) return {};
  return corrupt_index(
      compose("{} is {}, but {} is recorded", what, to_hex(actual), to_hex(recorded)));
}

// The part of the header after its checksum, which version 1 does not have.
Status check_signature_area(Bytes header, DigestKind digests) {
  const Bytes area = header.subspan(header::kSigner);
  if (area.empty()) return {};
  const Bytes content = area.first(header::kSignatureChecksum - header::kSigner);
  const Digest recorded = load_digest(header, header::kSignatureChecksum);
  Status status = check_digest(recorded, digest({content}, digests), "signature's checksum");
  if (!status.ok()) return status;
  constexpr std::uint64_t kZeros = header::kSignatureChecksum - header::kSignatureZero;
  if (all_zero(header.subspan(header::kSignatureZero, kZeros))) return {};
  return corrupt_index("header's reserved bytes are not zero");
}

Status check_header(Bytes index, std::uint64_t header_size, std::uint64_t body_begin,
                    DigestKind digests) {
  const Bytes blocks = index.first(body_begin).subspan(header_size);
  Status status =
      check_digest(load_digest(index, header::kChecksum),
                   digest({index.first(header::kChecksum), blocks}, digests), "header's checksum");
  if (!status.ok()) return status;
  if (!all_zero(index.subspan(header::kZero, header::kChecksum - header::kZero))) {
    return corrupt_index("header's reserved bytes are not zero");
  }
  return check_signature_area(index.first(header_size), digests);
}

Key key_at(Bytes kernel) {
  Key key;
  std::memcpy(key.bytes.data(), kernel.data(), key.bytes.size());
  return key;
}

}  // namespace

Result<IndexView> IndexView::open(Bytes index, Fetch fetch, Read read) {
  IndexView view;
  Status status = view.read_header(index, std::move(fetch), std::move(read));
  if (!status.ok()) return status;
  return view;
}

std::uint64_t IndexView::opening_size(std::uint64_t index_size) {
  const std::uint64_t blocks = index_size / kBlockSize + 1;
  const std::uint64_t size = round_up(header::kSize + blocks * kDigestSize, kAlignment);
  return std::min(index_size, size);
}

std::uint64_t IndexView::body_offset(Bytes first) {
  const Result<Prefix> prefix = parse_prefix(first, kIndexMagic, "index");
  if (!prefix.ok()) return 0;
  const std::uint64_t header_size = header::size_of_version(prefix->version);
  return first.size() < header_size ? 0 : read_geometry(first, header_size).body_begin;
}

Result<IndexView> IndexView::parse(Bytes index) {
  Result<IndexView> view = open(index);
  if (!view.ok()) return view;
  if (Status status = view->check(); !status.ok()) return status;
  return view;
}

Status IndexView::read_header(Bytes index, Fetch fetch, Read read) {
  const Result<Prefix> prefix = parse_prefix(index, kIndexMagic, "index");
  if (!prefix.ok()) return prefix.status();
  prefix_ = *prefix;
  header_size_ = header::size_of_version(prefix_.version);
  Status status = check_header_size(index, header_size_, "index");
  if (!status.ok()) return status;
  const Geometry geometry = read_geometry(index, header_size_);
  status = check_sizes(index, prefix_, geometry);
  if (!status.ok()) return status;
  const Result<DigestKind> digests = read_digest_kind(index, prefix_.version);
  if (!digests.ok()) return digests.status();
  digests_ = *digests;
  status = check_header(index, header_size_, geometry.body_begin, digests_);
  if (!status.ok()) return status;

  file_ = index;
  kernels_ = static_cast<std::uint32_t>(geometry.kernels);
  uses_ = static_cast<std::uint32_t>(geometry.uses);
  images_ = static_cast<std::uint32_t>(geometry.images);
  if (kernels_ != 0) {
    uses_each_ = (geometry.uses << 32) / kernels_;
    images_each_ = (geometry.images << 32) / kernels_;
  }
  body_ = index.subspan(geometry.body_begin);
  split_body(geometry.text);
  const std::uint64_t blocks = (body_.size() + kBlockSize - 1) / kBlockSize;
  blocks_ = std::make_shared<Blocks>(std::vector<std::atomic<bool>>(blocks), std::move(fetch),
                                     std::move(read));
  hints_ = std::make_shared<const KeyHints>(kernels_);
  return {};
}

void IndexView::split_body(std::uint64_t text_size) {
  Bytes rest = body_;
  const auto take = [&rest](std::uint64_t size) {
    const Bytes table = rest.first(size);
    rest = rest.subspan(size);
    return table;
  };
  kernel_table_ = take(std::uint64_t{kernels_} * kernel_entry::kSize);
  name_table_ = take(std::uint64_t{kernels_} * kNameEntrySize);
  use_table_ = take(std::uint64_t{uses_} * use_entry::kSize);
  image_table_ = take(std::uint64_t{images_} * image_entry::kSize);
  text_ = take(text_size);
}

// ---- blocks: each is checked once, when something in it is needed -------------------------------

Status IndexView::check_part(Bytes part) const {
  if (blocks_->fetch) blocks_->fetch(part);
  const BlockRange blocks = blocks_of(part);
  if (blocks_->read) {
    Status status = blocks_->read(block_bytes(blocks.first, blocks.last));
    if (!status.ok()) return status;
  }
  for (std::uint64_t block = blocks.first; block <= blocks.last; ++block) {
    // Bytes that were read never change, so two threads that both check a block do no harm.
    if (blocks_->checked[block].load(std::memory_order_acquire)) continue;
    if (Status status = check_block(block); !status.ok()) return status;
    blocks_->checked[block].store(true, std::memory_order_release);
  }
  return {};
}

Status IndexView::check_block(std::uint64_t block) const {
  const Bytes bytes = block_bytes(block, block);
  const Digest recorded = load_digest(file_, header_size_ + block * kDigestSize);
  const Digest actual = digest({bytes}, digests_);
  if (actual == recorded) return {};
  const std::uint64_t at = file_.size() - body_.size() + block * kBlockSize;
  return check_digest(recorded, actual,
                      compose("checksum of bytes {} to {}", at, at + bytes.size() - 1));
}

// ---- the whole structure ------------------------------------------------------------------------

// ---- look-ups -----------------------------------------------------------------------------------

std::string_view IndexView::checked_text(std::uint64_t header_field) const {
  const auto offset = load<std::uint32_t>(file_, header_field);
  return need_text(offset).ok() ? text(offset) : std::string_view();
}

std::string_view IndexView::producer() const { return checked_text(header::kProducer); }

std::string_view IndexView::toolchain() const { return checked_text(header::kToolchain); }

KernelEntry IndexView::entry(std::uint32_t number) const {
  const Bytes bytes = kernel_bytes(number);
  KernelEntry entry;
  entry.key = key_at(bytes);
  entry.number = number;
  entry.first_use = load<std::uint32_t>(bytes, kernel_entry::kFirstUse);
  entry.use_count = load<std::uint32_t>(bytes, kernel_entry::kUses);
  return entry;
}

KernelView IndexView::kernel(std::uint32_t number) const {
  const Bytes bytes = kernel_bytes(number);
  KernelView view{entry(number), {}, {}, {}};
  view.name = text(load<std::uint32_t>(bytes, kernel_entry::kName));
  view.symbol = text(load<std::uint32_t>(bytes, kernel_entry::kSymbol));
  view.source = text(load<std::uint32_t>(bytes, kernel_entry::kSource));
  return view;
}

KernelView IndexView::kernel_by_name(std::uint32_t position) const {
  const auto number = load<std::uint32_t>(name_table_, position * kNameEntrySize);
  return number < kernels_ ? kernel(number) : KernelView();
}

Result<KernelEntry> IndexView::find(const Key& key) const {
  KeySearch search = search_for(key);
  if (const std::optional<std::uint32_t> probe = search.next()) {
    prefetch_from_disk(*probe);
    prefetch_near(*probe);
  }
  return find(search, key);
}

Result<KernelEntry> IndexView::find(KeySearch& search, const Key& key) const {
  while (const std::optional<std::uint32_t> probe = search.next()) {
    const Bytes bytes = kernel_bytes(*probe);
    if (Status status = need(bytes); !status.ok()) return status;
    const Key there = key_at(bytes);
    if (there == key) {
      hints_->remember(KeySearch::value_of(key), *probe);
      prefetch_images_of(*probe);
      return entry(*probe);
    }
    search.saw(there);
  }
  return Status(Code::kNotFound, "no such key");  // short enough to need no allocation
}

// The usual case needs only comparisons; messages are made only for errors.
Status IndexView::check_images(const KernelEntry& kernel) const {
  if (!fits(kernel.first_use, kernel.use_count, uses_)) {
    return corrupt_index(compose("kernel {} has {} uses from {} on; there are {}", kernel.number,
                                 kernel.use_count, kernel.first_use, uses_));
  }
  const Bytes uses = use_bytes(kernel.first_use, kernel.use_count);
  if (Status status = need(uses); !status.ok()) return status;
  Target previous;
  for (std::uint32_t i = 0; i < kernel.use_count; ++i) {
    const std::uint32_t at = kernel.first_use + i;
    if (!use_is_right(at, kernel.first_use)) return check_use(at, kernel.first_use);
    const auto number = load<std::uint32_t>(uses, std::uint64_t{i} * use_entry::kSize);
    const Bytes bytes = image_bytes(number);
    if (Status status = need(bytes); !status.ok()) return status;
    const Target target = load_unchecked_target(bytes, 0);
    if (!holds_target(bytes, 0))
      return corrupt_index(compose("image {} has no valid target", number));
    if (i > 0 && previous > target) return out_of_order(number, target);
    previous = target;
  }
  return {};
}

// Checks the data for a comparison of names: the name's place, its kernel, and the text.
Status IndexView::need_named(std::uint32_t position) const {
  const Bytes place = name_table_.subspan(std::uint64_t{position} * kNameEntrySize, kNameEntrySize);
  if (Status status = need(place); !status.ok()) return status;
  const auto number = load<std::uint32_t>(place, 0);
  if (number >= kernels_) return corrupt_index(compose("name {} is of no kernel", position));
  const Bytes bytes = kernel_bytes(number);
  if (Status status = need(bytes); !status.ok()) return status;
  for (const std::uint64_t field :
       {kernel_entry::kName, kernel_entry::kSymbol, kernel_entry::kSource}) {
    Status status = need_text(load<std::uint32_t>(bytes, field));
    if (!status.ok()) return status;
  }
  return {};
}

Result<std::vector<KernelView>> IndexView::find(std::string_view name) const {
  std::uint32_t low = 0;
  std::uint32_t high = kernels_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (Status status = need_named(middle); !status.ok()) return status;
    if (kernel_by_name(middle).name < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::vector<KernelView> found;
  for (; low < kernels_; ++low) {
    if (Status status = need_named(low); !status.ok()) return status;
    const KernelView view = kernel_by_name(low);
    if (view.name != name) break;
    found.push_back(view);
  }
  return found;
}

bool IndexView::text_fits(std::uint32_t offset) const {
  if (!fits(offset, sizeof(std::uint32_t), text_.size())) return false;
  const auto size = load<std::uint32_t>(text_, offset);
  return fits(std::uint64_t{offset} + sizeof(std::uint32_t), size, text_.size());
}

std::string_view IndexView::text(std::uint32_t offset) const {
  if (!text_fits(offset)) return {};
  const auto size = load<std::uint32_t>(text_, offset);
  const Bytes bytes = text_.subspan(std::uint64_t{offset} + sizeof(std::uint32_t), size);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The size must be known, so its block is checked before the text's own blocks.
Status IndexView::need_text(std::uint32_t offset) const {
  if (!fits(offset, sizeof(std::uint32_t), text_.size()))
    return corrupt_index("a text lies outside");
  Status status = need(text_.subspan(offset, sizeof(std::uint32_t)));
  if (!status.ok()) return status;
  if (!text_fits(offset)) return corrupt_index("a text lies outside");
  return need(as_bytes(text(offset)));
}

}  // namespace larder::inline v1::format
