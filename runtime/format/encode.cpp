#include "runtime/format/encode.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "runtime/compose.h"
#include "runtime/format/layout.h"
#include "runtime/format/prefix.h"
#include "runtime/format/record.h"

namespace larder::inline v1::format {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kNoImage = std::numeric_limits<std::uint32_t>::max();

Status invalid(std::string message) { return Status(Code::kInvalidArgument, std::move(message)); }

// ---- images: each (target, bytes) once, in the order of target and content
// -----------------------

struct Images {
  std::vector<const ImageInput*> unique;
  std::vector<std::uint32_t> number;  // of an input image, in `unique`
};

bool before(const ImageInput& left, const ImageInput& right) {
  if (left.target != right.target) return left.target < right.target;
  return std::ranges::lexicographical_compare(left.bytes, right.bytes);
}

Status check_images(const std::vector<ImageInput>& images) {
  for (std::size_t i = 0; i < images.size(); ++i) {
    const ImageInput& image = images[i];
    if (!is_valid(image.target)) {
      return invalid(compose("image {}: {} is not a target", i, image.target.text()));
    }
    if (image.bytes.empty() || image.bytes.size() > kLargest) {
      return invalid(compose("image {} ({}): {} bytes, an image has 1 to {}", i,
                             image.target.text(), image.bytes.size(), kLargest));
    }
  }
  return {};
}

// Each image once, in an order that depends on the images only.
Images sort_images(const std::vector<ImageInput>& images) {
  std::vector<std::uint32_t> order(images.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&images](std::uint32_t left, std::uint32_t right) {
    return before(images[left], images[right]);
  });
  Images result;
  result.number.resize(images.size());
  for (const std::uint32_t i : order) {
    if (result.unique.empty() || before(*result.unique.back(), images[i])) {
      result.unique.push_back(&images[i]);
    }
    result.number[i] = static_cast<std::uint32_t>(result.unique.size() - 1);
  }
  return result;
}

// ---- kernels: each key once, in ascending order
// --------------------------------------------------

// Makes `uses` those of the sorted images, ascending, each image once.
Status settle_uses(KernelInput& kernel) {
  std::ranges::sort(kernel.uses, {}, &ImageUse::image);
  const auto repeated = std::ranges::unique(kernel.uses);
  kernel.uses.erase(repeated.begin(), repeated.end());
  const auto twice = std::ranges::adjacent_find(kernel.uses, {}, &ImageUse::image);
  if (twice == kernel.uses.end()) return {};
  return invalid(
      compose("kernel {}: the same image is said to need {} and {} registers, {} and "
              "{} bytes of shared, {} and {} of local memory",
              kernel.name, twice[0].registers, twice[1].registers, twice[0].static_shared_bytes,
              twice[1].static_shared_bytes, twice[0].local_bytes, twice[1].local_bytes));
}

Status check_same(const KernelInput& one, const KernelInput& other) {
  if (one.name == other.name && one.symbol == other.symbol) return {};
  return invalid(compose("key {} stands for two kernels: {} ({}, {}) and {} ({}, {})",
                         to_hex(one.key), one.name, one.symbol, one.source, other.name,
                         other.symbol, other.source));
}

// Adds `kernel` to `joined`, which is sorted and ends with the same key or a lower one.
Status join(std::vector<KernelInput>& joined, KernelInput kernel) {
  if (joined.empty() || joined.back().key != kernel.key) {
    joined.push_back(std::move(kernel));
    return {};
  }
  KernelInput& same = joined.back();
  if (Status status = check_same(same, kernel); !status.ok()) return status;
  same.uses.insert(same.uses.end(), kernel.uses.begin(), kernel.uses.end());
  return {};
}

Result<std::vector<KernelInput>> sort_kernels(const CacheInput& input, const Images& images) {
  std::vector<KernelInput> sorted = input.kernels;
  for (KernelInput& kernel : sorted) {
    for (ImageUse& use : kernel.uses) {
      if (use.image >= images.number.size()) {
        return invalid(compose("kernel {}: uses image {} of {}", kernel.name, use.image,
                               images.number.size()));
      }
      use.image = images.number[use.image];
    }
  }
  std::ranges::sort(sorted, {}, [](const KernelInput& kernel) {
    return std::tie(kernel.key, kernel.name, kernel.symbol, kernel.source);
  });
  std::vector<KernelInput> joined;
  for (KernelInput& kernel : sorted) {
    if (Status status = join(joined, std::move(kernel)); !status.ok()) return status;
  }
  for (KernelInput& kernel : joined) {
    if (Status status = settle_uses(kernel); !status.ok()) return status;
  }
  return joined;
}

// The images in their final order: by target, and for the same target in the order of first use by
// the kernels. So the place of a kernel mostly predicts the place of its image.
Images order_by_use(std::vector<KernelInput>& kernels, const Images& images) {
  std::vector<std::uint32_t> first_use(images.unique.size(), kNoImage);
  std::uint32_t next = 0;
  for (const KernelInput& kernel : kernels) {
    for (const ImageUse& use : kernel.uses) {
      if (first_use[use.image] == kNoImage) first_use[use.image] = next++;
    }
  }
  std::vector<std::uint32_t> order(images.unique.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) {
    return std::pair(images.unique[i]->target, first_use[i]);
  });
  Images result;
  result.number.resize(order.size());
  for (const std::uint32_t i : order) {
    result.number[i] = static_cast<std::uint32_t>(result.unique.size());
    result.unique.push_back(images.unique[i]);
  }
  for (KernelInput& kernel : kernels) {
    for (ImageUse& use : kernel.uses) use.image = result.number[use.image];
    std::ranges::sort(kernel.uses, {}, &ImageUse::image);
  }
  return result;
}

// ---- data
// ----------------------------------------------------------------------------------------

struct Placed {
  std::uint64_t place = 0;  // in units of kAlignment
  Digest checksum;
};

struct Records {
  std::vector<std::byte> bytes;  // all records; the data header is written later
  std::vector<Placed> placed;    // for each image
};

Result<Records> write_records(const std::vector<KernelInput>& kernels, const Images& images,
                              DigestKind digests) {
  std::vector<std::vector<Key>> keys(images.unique.size());
  for (const KernelInput& kernel : kernels) {
    for (const ImageUse& use : kernel.uses) keys[use.image].push_back(kernel.key);
  }
  Writer writer;
  Records records;
  for (std::size_t i = 0; i < images.unique.size(); ++i) {
    const ImageInput& image = *images.unique[i];
    if (keys[i].empty()) {
      return invalid(compose("an image for {} ({} bytes) is used by no kernel", image.target.text(),
                             image.bytes.size()));
    }
    Placed placed;
    placed.place = (data_header::kSize + writer.size()) / kAlignment;
    if (placed.place > kLargest) {
      return invalid(compose("images take more than {} GiB, which a cache cannot hold",
                             kLargest * kAlignment >> 30));
    }
    placed.checksum = append_record(writer, image.target, keys[i], image.bytes, digests);
    records.placed.push_back(placed);
  }
  records.bytes = std::move(writer).take();
  return records;
}

// ---- index
// ---------------------------------------------------------------------------------------

// The texts, each once.
class TextPool {
 public:
  std::uint32_t add(const std::string& text) {
    const auto [place, fresh] = places_.try_emplace(text, writer_.size());
    if (fresh) {
      writer_.number(static_cast<std::uint32_t>(text.size()));
      writer_.bytes(as_bytes(text));
    }
    return static_cast<std::uint32_t>(place->second);
  }
  [[nodiscard]] Bytes view() const { return writer_.view(); }

 private:
  std::map<std::string, std::uint64_t> places_;
  Writer writer_;
};

void append_kernels(Writer& writer, const std::vector<KernelInput>& kernels, TextPool& texts) {
  std::uint32_t first_use = 0;
  for (const KernelInput& kernel : kernels) {
    const auto uses = static_cast<std::uint32_t>(kernel.uses.size());
    writer.bytes(std::as_bytes(std::span(kernel.key.bytes)));
    writer.number(texts.add(kernel.name));
    writer.number(texts.add(kernel.symbol));
    writer.number(texts.add(kernel.source));
    writer.number(first_use);
    writer.number(uses);
    first_use += uses;
  }
}

void append_names(Writer& writer, const std::vector<KernelInput>& kernels) {
  std::vector<std::uint32_t> order(kernels.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&kernels](std::uint32_t i) {
    return std::pair(std::string_view(kernels[i].name), i);
  });
  for (const std::uint32_t number : order) writer.number(number);
}

void append_uses(Writer& writer, const std::vector<KernelInput>& kernels) {
  for (const KernelInput& kernel : kernels) {
    for (const ImageUse& use : kernel.uses) {
      writer.number(use.image);
      writer.number(use.registers);
      writer.zeros(2);
      writer.number(use.static_shared_bytes);
      writer.number(use.local_bytes);
    }
  }
}

void append_images(Writer& writer, const Images& images, const Records& records) {
  for (std::size_t i = 0; i < images.unique.size(); ++i) {
    append_target(writer, images.unique[i]->target);
    writer.number(static_cast<std::uint32_t>(records.placed[i].place));
    writer.number(static_cast<std::uint32_t>(images.unique[i]->bytes.size()));
    append_digest(writer, records.placed[i].checksum);
  }
}

struct Counts {
  std::uint64_t kernels = 0;
  std::uint64_t uses = 0;
  std::uint64_t images = 0;
  std::uint64_t text = 0;
  std::uint32_t producer = 0;
  std::uint32_t toolchain = 0;
};

Status check_counts(const Counts& counts) {
  if (std::max({counts.kernels, counts.uses, counts.images, counts.text}) <= kLargest) return {};
  return invalid(
      compose("{} kernels, {} uses, {} images, {} bytes of text: a cache holds at "
              "most {} of each",
              counts.kernels, counts.uses, counts.images, counts.text, kLargest));
}

std::vector<std::byte> block_digests(Bytes body, DigestKind digests) {
  Writer writer;
  for (std::uint64_t begin = 0; begin < body.size(); begin += kBlockSize) {
    const std::uint64_t size = std::min<std::uint64_t>(kBlockSize, body.size() - begin);
    append_digest(writer, digest({body.subspan(begin, size)}, digests));
  }
  // The header's size is a multiple of the alignment, so this also aligns the body.
  writer.pad(kAlignment);
  return std::move(writer).take();
}

// The end of an unsigned header.
void append_no_signature(Writer& writer, DigestKind digests) {
  const std::vector<std::byte> zeros(header::kSignatureChecksum - header::kSigner);
  writer.bytes(zeros);
  append_digest(writer, digest({zeros}, digests));
}

std::vector<std::byte> assemble_index(const Prefix& prefix, const Counts& counts, Bytes blocks,
                                      Bytes body, DigestKind digests) {
  Writer writer;
  append_prefix(writer, kIndexMagic, prefix);
  for (const std::uint64_t count : {counts.kernels, counts.uses, counts.images, counts.text}) {
    writer.number(static_cast<std::uint32_t>(count));
  }
  writer.number(counts.producer);
  writer.number(counts.toolchain);
  writer.number(static_cast<std::uint32_t>(digests));
  writer.zeros(header::kChecksum - header::kZero);
  append_digest(writer, digest({writer.view(), blocks}, digests));
  append_no_signature(writer, digests);
  writer.bytes(blocks);
  writer.bytes(body);
  return std::move(writer).take();
}

std::uint64_t count_uses(const std::vector<KernelInput>& kernels) {
  return std::accumulate(
      kernels.begin(), kernels.end(), std::uint64_t{0},
      [](std::uint64_t sum, const KernelInput& kernel) { return sum + kernel.uses.size(); });
}

std::vector<std::byte> write_body(const CacheInput& input, const std::vector<KernelInput>& kernels,
                                  const Images& images, const Records& records, Counts& counts) {
  Writer body;
  TextPool texts;
  counts.producer = texts.add(input.producer);
  counts.toolchain = texts.add(input.toolchain);
  append_kernels(body, kernels, texts);
  append_names(body, kernels);
  append_uses(body, kernels);
  append_images(body, images, records);
  body.bytes(texts.view());
  counts.kernels = kernels.size();
  counts.uses = count_uses(kernels);
  counts.images = images.unique.size();
  counts.text = texts.view().size();
  return std::move(body).take();
}

}  // namespace

ImageInput cpu_record() {
  const Bytes lowering = as_bytes(kFiberLowering);
  return {kCpuTarget, {lowering.begin(), lowering.end()}};
}

Result<EncodedCache> encode(const CacheInput& input, DigestKind digests) {
  if (Status status = check_images(input.images); !status.ok()) return status;
  const Images sorted = sort_images(input.images);
  Result<std::vector<KernelInput>> kernels = sort_kernels(input, sorted);
  if (!kernels.ok()) return kernels.status();
  const Images images = order_by_use(*kernels, sorted);
  Result<Records> records = write_records(*kernels, images, digests);
  if (!records.ok()) return records.status();

  Counts counts;
  const std::vector<std::byte> body = write_body(input, *kernels, images, *records, counts);
  if (Status status = check_counts(counts); !status.ok()) return status;
  const std::vector<std::byte> blocks = block_digests(body, digests);
  Prefix prefix;
  prefix.index_size = header::kSize + blocks.size() + body.size();
  prefix.data_size = data_header::kSize + records->bytes.size();
  prefix.pair = digest({body, records->bytes}, digests);
  EncodedCache encoded;
  encoded.index = assemble_index(prefix, counts, blocks, body, digests);
  encoded.data = encode_data_header(prefix, digests);
  encoded.data.insert(encoded.data.end(), records->bytes.begin(), records->bytes.end());
  return encoded;
}

}  // namespace larder::inline v1::format
