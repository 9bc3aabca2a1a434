#include "runtime/format/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "runtime/format/layout.h"

namespace larder::format {
namespace {

Status corrupt(const std::string& message) {
  return Status(Code::kCorrupt, "index: " + message + "; damaged");
}

// The header's counts, and what the file's size must be for them.
struct Geometry {
  std::uint64_t kernels = 0;
  std::uint64_t uses = 0;
  std::uint64_t images = 0;
  std::uint64_t text = 0;
  std::uint64_t body_begin = 0;
  std::uint64_t size = 0;
};

Geometry read_geometry(Bytes index) {
  Geometry geometry;
  geometry.kernels = load<std::uint32_t>(index, header::kKernels);
  geometry.uses = load<std::uint32_t>(index, header::kUses);
  geometry.images = load<std::uint32_t>(index, header::kImages);
  geometry.text = load<std::uint32_t>(index, header::kTextSize);
  const std::uint64_t body = geometry.kernels * (kernel_entry::kSize + kNameEntrySize) +
                             geometry.uses * use_entry::kSize +
                             geometry.images * image_entry::kSize + geometry.text;
  const std::uint64_t blocks = (body + kBlockSize - 1) / kBlockSize;
  geometry.body_begin = round_up(header::kSize + blocks * kDigestSize, kAlignment);
  geometry.size = geometry.body_begin + body;
  return geometry;
}

Status check_header(Bytes index, const Prefix& prefix, const Geometry& geometry) {
  if (prefix.index_size != index.size()) {
    return corrupt(
        fmt::format("{} bytes long where its header says {}", index.size(), prefix.index_size));
  }
  if (geometry.size != index.size()) {
    return corrupt(
        fmt::format("{} kernels, {} uses, {} images and {} bytes of text take {} bytes, "
                    "the file has {}",
                    geometry.kernels, geometry.uses, geometry.images, geometry.text, geometry.size,
                    index.size()));
  }
  const Bytes blocks = index.first(geometry.body_begin).subspan(header::kSize);
  const Digest recorded = load_digest(index, header::kChecksum);
  const Digest actual = digest({index.first(header::kChecksum), blocks});
  if (actual != recorded) {
    return corrupt(fmt::format("header's checksum is {} where {} is recorded", to_hex(actual),
                               to_hex(recorded)));
  }
  if (!all_zero(index.subspan(header::kZero, header::kChecksum - header::kZero))) {
    return corrupt("header's reserved bytes are not zero");
  }
  return {};
}

}  // namespace

Result<IndexView> IndexView::parse(Bytes index) {
  IndexView view;
  if (Status status = view.read_header(index); !status.ok()) return status;
  for (const auto check :
       {&IndexView::check_blocks, &IndexView::check_texts, &IndexView::check_kernels,
        &IndexView::check_names, &IndexView::check_uses, &IndexView::check_images}) {
    if (Status status = (view.*check)(); !status.ok()) return status;
  }
  return view;
}

Status IndexView::read_header(Bytes index) {
  const Result<Prefix> prefix = parse_prefix(index, kIndexMagic, header::kSize, "index");
  if (!prefix.ok()) return prefix.status();
  const Geometry geometry = read_geometry(index);
  if (Status status = check_header(index, *prefix, geometry); !status.ok()) return status;

  file_ = index;
  prefix_ = *prefix;
  kernels_ = static_cast<std::uint32_t>(geometry.kernels);
  uses_ = static_cast<std::uint32_t>(geometry.uses);
  images_ = static_cast<std::uint32_t>(geometry.images);
  body_ = index.subspan(geometry.body_begin);
  Bytes rest = body_;
  const auto take = [&rest](std::uint64_t size) {
    const Bytes table = rest.first(size);
    rest = rest.subspan(size);
    return table;
  };
  kernel_table_ = take(geometry.kernels * kernel_entry::kSize);
  name_table_ = take(geometry.kernels * kNameEntrySize);
  use_table_ = take(geometry.uses * use_entry::kSize);
  image_table_ = take(geometry.images * image_entry::kSize);
  text_ = rest;
  return {};
}

Status IndexView::check_blocks() const {
  const std::uint64_t body_begin = file_.size() - body_.size();
  for (std::uint64_t begin = 0, block = 0; begin < body_.size(); begin += kBlockSize, ++block) {
    const std::uint64_t size = std::min<std::uint64_t>(kBlockSize, body_.size() - begin);
    const Digest recorded = load_digest(file_, header::kSize + block * kDigestSize);
    const Digest actual = digest({body_.subspan(begin, size)});
    if (actual != recorded) {
      return corrupt(fmt::format("checksum of bytes {} to {} is {} where {} is recorded",
                                 body_begin + begin, body_begin + begin + size - 1, to_hex(actual),
                                 to_hex(recorded)));
    }
  }
  const std::uint64_t blocks_end =
      header::kSize + (body_.size() + kBlockSize - 1) / kBlockSize * kDigestSize;
  if (!all_zero(file_.first(body_begin).subspan(blocks_end))) {
    return corrupt("padding before the tables is not zero");
  }
  return {};
}

Status IndexView::check_texts() const {
  for (const std::uint64_t field : {header::kProducer, header::kToolchain}) {
    if (!text_fits(load<std::uint32_t>(file_, field))) return corrupt("producer has no text");
  }
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    const std::uint64_t entry = i * kernel_entry::kSize;
    for (const std::uint64_t field :
         {kernel_entry::kName, kernel_entry::kSymbol, kernel_entry::kSource}) {
      if (!text_fits(load<std::uint32_t>(kernel_table_, entry + field))) {
        return corrupt(fmt::format("kernel {} has a text that lies outside", i));
      }
    }
  }
  return {};
}

Status IndexView::check_kernels() const {
  std::uint64_t next_use = 0;
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    if (i > 0 && std::memcmp(key_bytes(i - 1).data(), key_bytes(i).data(), kDigestSize) >= 0) {
      return corrupt(fmt::format("kernel {} is not in ascending order of keys", i));
    }
    const KernelView view = kernel(i);
    if (view.first_use != next_use) {
      return corrupt(
          fmt::format("kernel {} begins at use {}, not {}", i, view.first_use, next_use));
    }
    next_use += view.use_count;
  }
  if (next_use != uses_) {
    return corrupt(fmt::format("kernels have {} uses, the header says {}", next_use, uses_));
  }
  return {};
}

Status IndexView::check_names() const {
  // Strictly ascending and as many as there are kernels: so each kernel is named exactly once.
  std::uint32_t previous = 0;
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    const auto number = load<std::uint32_t>(name_table_, i * kNameEntrySize);
    if (number >= kernels_) return corrupt(fmt::format("name {} is of no kernel", i));
    if (i > 0) {
      const int order = kernel(previous).name.compare(kernel(number).name);
      if (order > 0 || (order == 0 && previous >= number)) {
        return corrupt(fmt::format("name {} is not in ascending order", i));
      }
    }
    previous = number;
  }
  return {};
}

Status IndexView::check_uses() const {
  for (std::uint32_t i = 0; i < uses_; ++i) {
    const auto zero = load<std::uint16_t>(use_table_, i * use_entry::kSize + use_entry::kZero);
    if (use(i).image >= images_ || zero != 0) {
      return corrupt(fmt::format("use {} names image {} of {}", i, use(i).image, images_));
    }
  }
  return {};
}

Status IndexView::check_images() const {
  std::uint64_t free = data_header::kSize;  // where the next record can start
  for (std::uint32_t i = 0; i < images_; ++i) {
    const Result<Target> target = load_target(image_table_, i * image_entry::kSize);
    if (!target.ok()) return corrupt(fmt::format("image {} has no valid target", i));
    const ImageView view = image(i);
    const std::uint64_t least = record::kSize + round_up(view.size, kAlignment);
    if (view.offset < free || !fits(view.offset, least, prefix_.data_size)) {
      return corrupt(fmt::format("image {} lies at byte {} of {}, where it cannot be", i,
                                 view.offset, prefix_.data_size));
    }
    free = view.offset + least;
  }
  return {};
}

std::string_view IndexView::producer() const {
  return text(load<std::uint32_t>(file_, header::kProducer));
}

std::string_view IndexView::toolchain() const {
  return text(load<std::uint32_t>(file_, header::kToolchain));
}

KernelView IndexView::kernel(std::uint32_t number) const {
  const Bytes entry = kernel_table_.subspan(number * kernel_entry::kSize, kernel_entry::kSize);
  KernelView view;
  std::memcpy(view.key.bytes.data(), entry.data(), view.key.bytes.size());
  view.name = text(load<std::uint32_t>(entry, kernel_entry::kName));
  view.symbol = text(load<std::uint32_t>(entry, kernel_entry::kSymbol));
  view.source = text(load<std::uint32_t>(entry, kernel_entry::kSource));
  view.first_use = load<std::uint32_t>(entry, kernel_entry::kFirstUse);
  view.use_count = load<std::uint32_t>(entry, kernel_entry::kUses);
  return view;
}

KernelView IndexView::kernel_by_name(std::uint32_t position) const {
  return kernel(load<std::uint32_t>(name_table_, position * kNameEntrySize));
}

std::optional<KernelView> IndexView::find(const Key& key) const {
  std::uint32_t low = 0;
  std::uint32_t high = kernels_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const int order = std::memcmp(key_bytes(middle).data(), key.bytes.data(), key.bytes.size());
    if (order == 0) return kernel(middle);
    if (order < 0) low = middle + 1;
    if (order > 0) high = middle;
  }
  return std::nullopt;
}

std::vector<KernelView> IndexView::find(std::string_view name) const {
  std::vector<KernelView> found;
  for (std::uint32_t i = lower_bound(name); i < kernels_; ++i) {
    const KernelView view = kernel_by_name(i);
    if (view.name != name) break;
    found.push_back(view);
  }
  return found;
}

std::uint32_t IndexView::lower_bound(std::string_view name) const {
  std::uint32_t low = 0;
  std::uint32_t high = kernels_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (kernel_by_name(middle).name < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

ImageUse IndexView::use(std::uint32_t number) const {
  const Bytes entry = use_table_.subspan(number * use_entry::kSize, use_entry::kSize);
  ImageUse use;
  use.image = load<std::uint32_t>(entry, 0);
  use.registers = load<std::uint16_t>(entry, use_entry::kRegisters);
  use.static_shared_bytes = load<std::uint32_t>(entry, use_entry::kStaticShared);
  use.local_bytes = load<std::uint32_t>(entry, use_entry::kLocal);
  return use;
}

ImageView IndexView::image(std::uint32_t number) const {
  const Bytes entry = image_table_.subspan(number * image_entry::kSize, image_entry::kSize);
  ImageView view;
  if (const Result<Target> target = load_target(entry, 0); target.ok()) view.target = *target;
  view.offset = std::uint64_t{load<std::uint32_t>(entry, image_entry::kPlace)} * kAlignment;
  view.size = load<std::uint32_t>(entry, image_entry::kSizeAt);
  view.checksum = load_digest(entry, image_entry::kChecksum);
  return view;
}

bool IndexView::text_fits(std::uint32_t offset) const {
  if (!fits(offset, sizeof(std::uint32_t), text_.size())) return false;
  const auto size = load<std::uint32_t>(text_, offset);
  return fits(std::uint64_t{offset} + sizeof(std::uint32_t), size, text_.size());
}

std::string_view IndexView::text(std::uint32_t offset) const {
  const auto size = load<std::uint32_t>(text_, offset);
  const Bytes bytes = text_.subspan(std::uint64_t{offset} + sizeof(std::uint32_t), size);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes IndexView::key_bytes(std::uint32_t number) const {
  return kernel_table_.subspan(number * kernel_entry::kSize, sizeof(Key::bytes));
}

}  // namespace larder::format
