#include "runtime/simulator/vectors.h"

#include <new>

#include "runtime/compose.h"
#include "runtime/simulator/report.h"
#include "runtime/simulator/sanitizers.h"
#include "runtime/simulator/warp.h"

namespace larder::inline v1::simulator {
namespace {

constexpr std::align_val_t kFrameAlignment{64};
constexpr std::string_view kAny = "vectors";
/// In the order of VectorCode::run.
constexpr std::string_view kOfSet[] = {"vectors-v3", "vectors-v4"};

bool has_set(std::size_t set) {
#if defined(__x86_64__)
  static const bool v3 = __builtin_cpu_supports("x86-64-v3");
  static const bool v4 = __builtin_cpu_supports("x86-64-v4");
  return set == 0 ? v3 : v4;
#else
  static_cast<void>(set);
  return false;
#endif
}

/// In VectorCode::run, of those for such blocks.
std::size_t first_of(const detail::VectorCode& code, dim3 block) {
  const std::size_t sets = std::size(kOfSet);
  if (code.block[0] == block.x && code.block[1] == block.y && code.block[2] == block.z)
    return 2 * sets;
  return block.x % kLanes == 0 ? 0 : sets;
}

ThreadAt failed_at(const detail::VectorCode& code, const detail::VectorBlock& block) {
  detail::VectorSite site{block.failed_file, block.failed_line};
  if (site.file == nullptr) site = code.sites[block.failed_line];
  return {block.failed_thread, {site.file, static_cast<int>(site.line)}};
}

std::string place_text(const ThreadAt& at, dim3 shape) {
  return compose("{} waits at {}:{}", thread_text(at.number, shape), at.site.file, at.site.line);
}

}  // namespace

bool is_vectors(std::string_view word) {
  return word == kAny || word == kOfSet[0] || word == kOfSet[1];
}

RunVectors vector_function(const detail::KernelRecord& kernel, dim3 block, std::string_view word) {
  if (kernel.vectors == nullptr || thread_sanitizer_present()) return nullptr;
  if (word == "fibers" || word == "plain") return nullptr;
  for (std::size_t set = std::size(kOfSet); set-- > 0;) {
    const bool wanted = word == kOfSet[set] || !is_vectors(word) || word == kAny;
    if (wanted && has_set(set)) return kernel.vectors->run[first_of(*kernel.vectors, block) + set];
  }
  return nullptr;
}

std::string vectors_text(int result, const detail::VectorCode& code,
                         const detail::VectorBlock& block, dim3 shape) {
  constexpr const char* kHint = "; LARDER_CPU=fibers in the environment shows where the others are";
  switch (static_cast<detail::VectorResult>(result)) {
    case detail::VectorResult::kTrapped:
      return trap_text(failed_at(code, block), shape);
    case detail::VectorResult::kDivergentBarrier:
      return "divergent barrier: " + place_text(failed_at(code, block), shape) +
             ", others of its warp do not" + kHint;
    case detail::VectorResult::kDivergentWarp:
      return "deadlock: " + place_text(failed_at(code, block), shape) +
             " in a warp operation, not all lanes of its mask do" + kHint;
    case detail::VectorResult::kDivergentWarps:
      return std::string("divergent barrier: warps wait at different places") + kHint;
    case detail::VectorResult::kEnded:
      break;
  }
  return {};
}

const std::uint32_t* ThreadIndexes::of(dim3 shape) {
  constexpr unsigned kMost = 1024;
  if (words_ == nullptr) words_.reset(new std::uint32_t[std::size_t{3} * kMost]());
  if (shape_.x == shape.x && shape_.y == shape.y && shape_.z == shape.z) return words_.get();
  shape_ = shape;
  for (unsigned number = 0; number < shape.x * shape.y * shape.z; ++number) {
    const uint3 index = thread_index(number, shape);
    words_[number] = index.x;
    words_[kMost + number] = index.y;
    words_[2 * kMost + number] = index.z;
  }
  return words_.get();
}

void WarpFrames::Free::operator()(void* memory) const {
  ::operator delete(memory, kFrameAlignment);
}

void* WarpFrames::of(std::size_t bytes) {
  if (bytes > bytes_) {
    memory_.reset(::operator new(bytes, kFrameAlignment));
    bytes_ = bytes;
  }
  return memory_.get();
}

}  // namespace larder::inline v1::simulator
