// Checks a whole index at once: for tools, and for programs if an index is small.
#include "runtime/compose.h"
#include "runtime/format/index.h"
#include "runtime/format/index_damage.h"
#include "runtime/format/layout.h"

namespace larder::inline v1::format {

Status IndexView::check() const {
  if (Status status = need(body_); !status.ok()) return status;
  for (const auto check :
       {&IndexView::check_padding, &IndexView::check_texts, &IndexView::check_kernels,
        &IndexView::check_names, &IndexView::check_uses, &IndexView::check_all_images}) {
    if (Status status = (this->*check)(); !status.ok()) return status;
  }
  return {};
}

Status IndexView::check_padding() const {
  const std::uint64_t blocks_end = header_size_ + blocks_->checked.size() * kDigestSize;
  if (all_zero(file_.first(file_.size() - body_.size()).subspan(blocks_end))) return {};
  return corrupt_index("padding before the tables is not zero");
}

Status IndexView::check_texts() const {
  for (const std::uint64_t field : {header::kProducer, header::kToolchain}) {
    if (!text_fits(load<std::uint32_t>(file_, field))) return corrupt_index("producer has no text");
  }
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    const std::uint64_t entry = i * kernel_entry::kSize;
    for (const std::uint64_t field :
         {kernel_entry::kName, kernel_entry::kSymbol, kernel_entry::kSource}) {
      if (!text_fits(load<std::uint32_t>(kernel_table_, entry + field))) {
        return corrupt_index(compose("kernel {} has a text that lies outside", i));
      }
    }
  }
  return {};
}

Status IndexView::check_kernels() const {
  std::uint64_t next_use = 0;
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    if (i > 0 && kernel(i - 1).key >= kernel(i).key) {
      return corrupt_index(compose("kernel {} is not in ascending order of keys", i));
    }
    const KernelView view = kernel(i);
    if (view.first_use != next_use) {
      return corrupt_index(
          compose("kernel {} begins at use {}, not {}", i, view.first_use, next_use));
    }
    next_use += view.use_count;
  }
  if (next_use != uses_) {
    return corrupt_index(compose("kernels have {} uses, the header says {}", next_use, uses_));
  }
  return {};
}

Status IndexView::check_names() const {
  // Strictly ascending, and as many as kernels: so each kernel is named exactly once.
  std::uint32_t previous = 0;
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    const auto number = load<std::uint32_t>(name_table_, i * kNameEntrySize);
    if (number >= kernels_) return corrupt_index(compose("name {} is of no kernel", i));
    if (i > 0) {
      const int order = kernel(previous).name.compare(kernel(number).name);
      if (order > 0 || (order == 0 && previous >= number)) {
        return corrupt_index(compose("name {} is not in ascending order", i));
      }
    }
    previous = number;
  }
  return {};
}

Status IndexView::check_uses() const {
  for (std::uint32_t i = 0; i < kernels_; ++i) {
    const KernelEntry kernel = entry(i);
    for (std::uint32_t use = 0; use < kernel.use_count; ++use) {
      Status status = check_use(kernel.first_use + use, kernel.first_use);
      if (!status.ok()) return status;
    }
  }
  return {};
}

// `first` is the first use of the kernel that this one belongs to.
Status IndexView::check_use(std::uint32_t number, std::uint32_t first) const {
  if (use_is_right(number, first)) return {};
  const std::uint32_t image = use(number).image;
  if (number > first && use(number - 1).image >= image) {
    return corrupt_index(compose("use {} of image {} is not in ascending order", number, image));
  }
  return corrupt_index(compose("use {} names image {} of {}", number, image, images_));
}

Status IndexView::check_all_images() const {
  std::uint64_t free = data_header::kSize;  // where the next record can start
  for (std::uint32_t i = 0; i < images_; ++i) {
    if (!holds_target(image_table_, i * image_entry::kSize))
      return corrupt_index(compose("image {} has no valid target", i));
    const ImageView view = image(i);
    const std::uint64_t least = record::kSize + round_up(view.size, kAlignment);
    if (view.offset < free || !fits(view.offset, least, prefix_.data_size)) {
      return corrupt_index(compose("image {} lies at byte {} of {}, where it cannot be", i,
                                   view.offset, prefix_.data_size));
    }
    if (i > 0 && image(i - 1).target > view.target) return out_of_order(i, view.target);
    free = view.offset + least;
  }
  return {};
}

}  // namespace larder::inline v1::format
