#include "runtime/store/merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "runtime/compose.h"

namespace larder::inline v1::store {
namespace {

using format::ImageUse;
using format::KernelInput;

// An image by its content; refers to bytes that do not move when their owner moves.
struct Content {
  format::Target target;
  std::span<const std::byte> bytes;
};

struct ContentLess {
  bool operator()(const Content& left, const Content& right) const {
    if (left.target != right.target) return left.target < right.target;
    return std::ranges::lexicographical_compare(left.bytes, right.bytes);
  }
};

// One file's claim about one kernel on one target.
struct FileClaim {
  const std::string* file = nullptr;
  std::vector<ImageUse> uses;  // by image; the numbers are those of the merged images
};

struct MergedKernel {
  KernelInput kernel;  // without uses
  const std::string* file = nullptr;
  std::map<format::Target, FileClaim> targets;
};

Status conflict(std::string message) { return Status(Code::kInvalidArgument, std::move(message)); }

std::string kernel_text(const KernelInput& kernel) {
  return compose("{} ({}, {})", kernel.name, kernel.symbol, kernel.source);
}

Status check_same_kernel(const MergedKernel& known, const KernelInput& kernel,
                         const std::string& file) {
  if (known.kernel.name == kernel.name && known.kernel.symbol == kernel.symbol) return {};
  return conflict(compose("key {} stands for two kernels: {} in {} and {} in {}",
                          format::to_hex(kernel.key), kernel_text(known.kernel), *known.file,
                          kernel_text(kernel), file));
}

Status check_same_images(const KernelInput& kernel, const format::Target& target,
                         const FileClaim& known, const FileClaim& said) {
  if (known.uses == said.uses) return {};
  const bool same_images =
      std::ranges::equal(known.uses, said.uses, {}, &ImageUse::image, &ImageUse::image);
  return conflict(compose(
      "kernel {} (key {}): {} and {} {} for {}; leave one of them out, or build both with the "
      "same toolchain",
      kernel.name, format::to_hex(kernel.key), *known.file, *said.file,
      same_images ? "say that the same image needs different registers or memory"
                  : "have different images",
      target.text()));
}

class Merger {
 public:
  // `input` must outlive the merger, except its images, which are moved from.
  Status add(NamedContents& input) {
    const std::vector<std::uint32_t> numbers = take_images(input.contents.images);
    for (KernelInput& kernel : input.contents.kernels) {
      Status status = add_kernel(std::move(kernel), numbers, input.file);
      if (!status.ok()) return status;
    }
    return {};
  }

  format::CacheInput finish() && {
    format::CacheInput contents;
    contents.images = std::move(images_);
    for (auto& [key, merged] : kernels_) {
      for (const auto& [target, said] : merged.targets) {
        merged.kernel.uses.insert(merged.kernel.uses.end(), said.uses.begin(), said.uses.end());
      }
      contents.kernels.push_back(std::move(merged.kernel));
    }
    return contents;
  }

 private:
  // The merged number of each image; duplicates are dropped.
  std::vector<std::uint32_t> take_images(std::vector<format::ImageInput>& images) {
    std::vector<std::uint32_t> numbers;
    for (format::ImageInput& image : images) {
      const auto next = static_cast<std::uint32_t>(images_.size());
      const auto [known, fresh] = numbers_.try_emplace({image.target, image.bytes}, next);
      numbers.push_back(known->second);
      if (fresh) images_.push_back(std::move(image));
    }
    return numbers;
  }

  Status add_kernel(KernelInput kernel, const std::vector<std::uint32_t>& numbers,
                    const std::string& file) {
    std::map<format::Target, FileClaim> targets;
    for (ImageUse use : std::exchange(kernel.uses, {})) {
      use.image = numbers[use.image];
      FileClaim& said = targets[images_[use.image].target];
      said.file = &file;
      said.uses.push_back(use);
    }
    const format::Key key = kernel.key;
    MergedKernel& merged = kernels_[key];
    if (merged.file == nullptr) merged = {kernel, &file, {}};
    if (Status status = check_same_kernel(merged, kernel, file); !status.ok()) return status;
    merged.kernel.source = std::min(merged.kernel.source, kernel.source);
    for (auto& [target, said] : targets) {
      std::ranges::sort(said.uses, {}, &ImageUse::image);
      const auto [known, fresh] = merged.targets.try_emplace(target, said);
      Status status = check_same_images(kernel, target, known->second, said);
      if (!status.ok()) return status;
    }
    return {};
  }

  std::vector<format::ImageInput> images_;
  std::map<Content, std::uint32_t, ContentLess> numbers_;
  std::map<format::Key, MergedKernel> kernels_;
};

void add_pieces(std::set<std::string>& pieces, std::string_view text) {
  constexpr std::string_view kBetween = "; ";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBetween), text.size());
    if (end > 0) pieces.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + kBetween.size(), text.size()));
  }
}

// Texts that were joined before are split again, so that the order of merges does not matter.
std::string joined(const std::vector<NamedContents>& inputs,
                   std::string format::CacheInput::* text) {
  const auto text_of = [text](const NamedContents& input) { return input.contents.*text; };
  std::set<std::string> different;
  for (const NamedContents& input : inputs) different.insert(text_of(input));
  if (different.size() == 1) return *different.begin();
  std::set<std::string> pieces;
  for (const std::string& each : different) add_pieces(pieces, each);
  return larder::joined(std::vector(pieces.begin(), pieces.end()), "; ");
}

}  // namespace

Result<format::CacheInput> merge_contents(std::vector<NamedContents> inputs) {
  Merger merger;
  for (NamedContents& input : inputs) {
    if (Status status = merger.add(input); !status.ok()) return status;
  }
  format::CacheInput contents = std::move(merger).finish();
  contents.producer = joined(inputs, &format::CacheInput::producer);
  contents.toolchain = joined(inputs, &format::CacheInput::toolchain);
  return contents;
}

}  // namespace larder::inline v1::store
