#include "runtime/store/cache.h"

#include <algorithm>
#include <utility>

#include "runtime/compose.h"
#include "runtime/format/layout.h"
#include "runtime/format/record.h"

namespace larder::inline v1::store {
namespace {

using format::Bytes;

// The two halves of a file.
struct Halves {
  Bytes index;
  Bytes data;  // empty if the file has only the index
};

// Uses only the sizes; the content is checked when it is needed.
Result<Halves> split(const PagedFile& file) {
  const Bytes bytes = file.bytes();
  Status status = file.read(bytes.first(format::IndexView::opening_size(bytes.size())));
  if (!status.ok()) return status;
  const Result<format::Prefix> prefix = format::parse_prefix(bytes, format::kIndexMagic, "index");
  if (!prefix.ok() || prefix->index_size >= bytes.size()) return Halves{bytes, {}};
  const std::uint64_t data_begin = format::round_up(prefix->index_size, format::kAlignment);
  if (!format::fits(data_begin, prefix->data_size, bytes.size()) ||
      data_begin + prefix->data_size != bytes.size()) {
    return Halves{bytes, {}};
  }
  const Bytes between = bytes.first(data_begin).subspan(prefix->index_size);
  status = file.read(between);
  if (!status.ok()) return status;
  if (!format::all_zero(between)) return Halves{bytes, {}};
  return Halves{bytes.first(prefix->index_size), bytes.subspan(data_begin)};
}

Status check_pair(const format::Prefix& index, const format::Prefix& data) {
  if (index.version == data.version && index.pair == data.pair &&
      index.index_size == data.index_size && index.data_size == data.data_size) {
    return {};
  }
  return Status(Code::kCorrupt,
                compose("index (pair {}) and data (pair {}) were not made together; build the "
                        "cache again or install both files",
                        format::to_hex(index.pair), format::to_hex(data.pair)));
}

// The data file's header. Another build's data can have digests of the other kind, for example if
// only one of the two files of a sealed cache was installed; it is not damaged.
Result<format::Prefix> read_data_header(Bytes data, const format::IndexView& index) {
  using format::DigestKind;
  Result<format::Prefix> header = format::parse_data_header(data, index.digests());
  if (header.ok()) return header;
  const DigestKind other =
      index.digests() == DigestKind::kXxh3 ? DigestKind::kBlake2b : DigestKind::kXxh3;
  Result<format::Prefix> of_other = format::parse_data_header(data, other);
  return of_other.ok() && of_other->pair != index.prefix().pair ? of_other : header;
}

// For each image, the keys of the kernels that use it according to the index, ascending.
std::vector<std::vector<format::Key>> keys_by_image(const format::IndexView& index) {
  std::vector<std::vector<format::Key>> keys(index.image_count());
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const format::KernelView kernel = index.kernel(i);
    for (std::uint32_t use = 0; use < kernel.use_count; ++use) {
      keys[index.use(kernel.first_use + use).image].push_back(kernel.key);
    }
  }
  return keys;
}

bool serves_exactly(const format::RecordView& record, const std::vector<format::Key>& keys) {
  static_assert(sizeof(format::Key) == sizeof(format::Key::bytes));
  return std::ranges::equal(record.keys, std::as_bytes(std::span(keys)));
}

std::string image_name(std::uint32_t number, const format::Target& target) {
  return compose("image {} ({})", number, target.text());
}

// For the index: neighbouring bytes may be needed too, and cost the disk no more time.
constexpr std::uint64_t kIndexPiece = 16 << 10;
// For the data: pages of other images are not read.
constexpr std::uint64_t kDataPiece = 4 << 10;

// A processor detects sequential reads itself, but only after the first ones, and again in each
// page.
void prefetch_start(Bytes bytes) {
  constexpr std::uint64_t kStart = 8 << 10;
  constexpr std::uint64_t kLine = 64;
  for (std::uint64_t at = 0; at < std::min<std::uint64_t>(bytes.size(), kStart); at += kLine) {
    format::prefetch(bytes.subspan(at));
  }
}

Result<format::IndexView> open_index(Bytes index, const PagedFile& file) {
  if (index.size() > kCheckedWhole) {
    return format::IndexView::open(
        index, [file](Bytes part) { file.prefetch(part); },
        [file](Bytes part) { return file.read(part); });
  }
  if (Status status = file.read(index); !status.ok()) return status;
  return format::IndexView::parse(index);
}

}  // namespace

std::string data_path(const std::string& index_path) { return index_path + "-data"; }

std::vector<std::byte> single_file(const format::EncodedCache& encoded) {
  std::vector<std::byte> file = encoded.index;
  file.resize(format::round_up(file.size(), format::kAlignment));
  file.insert(file.end(), encoded.data.begin(), encoded.data.end());
  return file;
}

Result<Cache> Cache::open(const std::string& path, FileSystem& files) {
  const Result<PagedFile> file = files.open(path, {kIndexPiece, format::IndexView::body_offset});
  if (!file.ok()) return file.status();
  const Result<Halves> halves = split(*file);
  if (!halves.ok()) return halves.status().with_context(path);
  Result<format::IndexView> index = open_index(halves->index, *file);
  if (!index.ok()) return index.status().with_context(path);
  const Result<Half> data =
      halves->data.empty() ? open_data(path, files) : Half{*file, halves->data};
  if (!data.ok()) return data.status();
  Cache cache(path, {*file, halves->index}, *data, *std::move(index));
  if (Status status = cache.check_data(); !status.ok()) return status;
  return cache;
}

Result<Cache::Half> Cache::open_data(const std::string& path, FileSystem& files) {
  const Result<PagedFile> file = files.open(data_path(path), {kDataPiece});
  if (file.ok()) return Half{*file, file->bytes()};
  if (file.status().code() != Code::kNotFound) return file.status();
  return Status(Code::kCorrupt, compose("{}: its data file {} is not there; install both files",
                                        path, data_path(path)));
}

Status Cache::check_data() const {
  const Bytes data = data_half_.bytes;
  const std::uint64_t header_size =
      std::min<std::uint64_t>(data.size(), format::data_header::kSize);
  Status status = data_half_.file.read(data.first(header_size));
  if (!status.ok()) return status.with_context(data_name());
  const Result<format::Prefix> header = read_data_header(data, index_);
  if (!header.ok()) return header.status().with_context(data_name());
  return check_pair(index_.prefix(), *header).with_context(path_);
}

std::string Cache::data_name() const {
  const bool one_file = data_half_.file.bytes().data() == index_half_.file.bytes().data();
  return one_file ? path_ : data_path(path_);
}

Result<std::vector<ImageEntry>> Cache::find(const format::Key& key) const {
  const Result<format::KernelEntry> kernel = index_.find(key);
  if (!kernel.ok()) return kernel.status().with_context(path_);
  return images(*kernel);
}

Result<std::vector<ImageEntry>> Cache::images(const format::KernelEntry& kernel) const {
  Status status = index_.check_images(kernel);
  if (!status.ok()) return status.with_context(path_);
  std::vector<ImageEntry> entries;
  entries.reserve(kernel.use_count);
  for (std::uint32_t i = 0; i < kernel.use_count; ++i) {
    const format::ImageUse use = index_.use(kernel.first_use + i);
    const format::ImageView image = index_.image(use.image);
    entries.push_back({image.target, use.image, image.size, use.registers, use.static_shared_bytes,
                       use.local_bytes});
  }
  return entries;
}

void Cache::prefetch(const ImageEntry& entry) const {
  if (entry.image < index_.image_count()) {
    data_half_.file.prefetch(likely_record(index_.image(entry.image)));
  }
}

// The size for a kernel that does not share its image; bytes for more keys are read later.
Bytes Cache::likely_record(const format::ImageView& image) const {
  const Bytes data = data_half_.bytes;
  const std::uint64_t size = format::record_size(1, image.size);
  return format::fits(image.offset, size, data.size()) ? data.subspan(image.offset, size) : Bytes();
}

// Reads the record at `offset`: its likely size, then the rest.
Status Cache::read_bytes(std::uint64_t offset, format::Bytes likely) const {
  if (Status status = data_half_.file.read(likely); !status.ok()) return status;
  if (likely.size() < format::record::kSize) return {};  // no record can be there
  const Result<std::uint64_t> size = format::claimed_size(data_half_.bytes, offset);
  if (!size.ok() || *size <= likely.size()) return {};  // parse_record() reports errors
  return data_half_.file.read(data_half_.bytes.subspan(offset, *size));
}

// The record of `image`: parsed, and compared with the index's description.
Result<format::RecordView> Cache::read_record(const format::ImageView& image) const {
  const Bytes likely = likely_record(image);
  prefetch_start(likely);
  if (Status status = read_bytes(image.offset, likely); !status.ok()) return status;
  Result<format::RecordView> record =
      format::parse_record(data_half_.bytes, image.offset, index_.digests());
  if (!record.ok()) return record;
  const bool same = record->checksum == image.checksum && record->target == image.target &&
                    record->payload.size() == image.size;
  if (same) return record;
  return Status(
      Code::kCorrupt,
      compose("record at byte {} is {}, {} bytes, checksum {}; the index says {}, {} bytes, "
              "checksum {}",
              image.offset, record->target.text(), record->payload.size(),
              format::to_hex(record->checksum), image.target.text(), image.size,
              format::to_hex(image.checksum)));
}

Result<format::RecordView> Cache::record(const ImageEntry& entry) const {
  if (entry.image >= index_.image_count()) {
    return Status(Code::kInvalidArgument, compose("{}: image {} of {} was requested", path_,
                                                  entry.image, index_.image_count()));
  }
  Result<format::RecordView> record = read_record(index_.image(entry.image));
  if (!record.ok()) return record.status().with_context(data_name());
  return record;
}

Status Cache::check_serves(const format::RecordView& record, const ImageEntry& entry,
                           const format::Key& key) const {
  if (record.serves(key)) return {};
  return {Code::kCorrupt, compose("{}: {} does not serve key {}", data_name(),
                                  image_name(entry.image, record.target), format::to_hex(key))};
}

Result<std::span<const std::byte>> Cache::image(const format::Key& key,
                                                const ImageEntry& entry) const {
  const Result<format::RecordView> found = record(entry);
  if (!found.ok()) return found.status();
  if (Status status = check_serves(*found, entry, key); !status.ok()) return status;
  return found->payload;
}

std::vector<Status> Cache::verify() const {
  index_half_.file.prefetch(index_half_.bytes);
  data_half_.file.prefetch(data_half_.bytes);
  if (Status status = index_.check(); !status.ok()) return {status};
  std::vector<Status> problems;
  const std::vector<std::vector<format::Key>> keys = keys_by_image(index_);
  std::uint64_t end = format::data_header::kSize;
  for (std::uint32_t i = 0; i < index_.image_count(); ++i) {
    const format::ImageView image = index_.image(i);
    const auto report = [&](const Status& status) {
      problems.push_back(status.with_context(image_name(i, image.target)));
    };
    if (image.offset != end) report(Status(Code::kCorrupt, "bytes before it are of no image"));
    const Result<format::RecordView> record = read_record(image);
    const std::uint64_t next =
        i + 1 < index_.image_count() ? index_.image(i + 1).offset : data_half_.bytes.size();
    end = record.ok() ? record->end : next;  // a gap after a damaged record is not reported
    if (!record.ok()) report(record.status());
    if (record.ok() && !serves_exactly(*record, keys[i])) {
      report(Status(Code::kCorrupt, "its record serves other kernels than the index says"));
    }
  }
  if (end != data_half_.bytes.size()) {
    problems.emplace_back(Code::kCorrupt, "the data file ends with bytes of no image");
  }
  return problems;
}

}  // namespace larder::inline v1::store
