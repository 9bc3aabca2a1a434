// How a block begins.
#include <larder/detail/threads.h>

#include <algorithm>
#include <iterator>

#include "runtime/simulator/block.h"

namespace larder::inline v1::simulator {

void Block::begin(const GridLaunch& launch, uint3 index) {
  launch_ = &launch;
  count_ = launch.block.x * launch.block.y * launch.block.z;
  started_ = 0;
  alive_ = count_;
  next_index_ = {0, 0, 0};
  ready_.head = nullptr;
  barrier_ = {};
  spinner_ = kNobody;
  changed_ = false;
  slice_began_ = 0;
  turns_ = 0;
  failure_code_ = Code::kOk;
  cuda_error_ = 0;
  shared_.reset(launch.dynamic_shared_bytes);
  const unsigned warps = (count_ + kLanes - 1) / kLanes;
  if (warps > room_) make_room(warps);
  for (unsigned i = 0; i < warps; ++i) warps_[i].reset(0);
  if (count_ % kLanes != 0) warps_[warps - 1].reset(kAllLanes << count_ % kLanes);
  // Here, because for ThreadSanitizer the creation of a fiber orders its creator's earlier actions
  // before those of the fiber.
  if (fiber_per_thread_) pool_.prepare_all(count_, &Block::enter);
  main_.stack_low = nullptr;  // the caller may be on another stack than last time
  adopt_thread(main_);
  index_ = index;
  thread_index_ = &threadIdx;
  whole_block_ = &whole_block;
  offered_ = false;
  blockIdx = index;
  blockDim = launch.block;
  gridDim = launch.grid;
  if (launch.vectors != nullptr) begin_vectors(warps);
  if (checks != nullptr) begin_checks();
}

void Block::begin_checks() {
  checks_ = checks->begin_block(checks_, *launch_, index_, shared_.all());
  // Blocks that rest take up memory, and those that wait for them time.
  constexpr std::uint64_t kMostThatRest = 8;
  constexpr unsigned kMostRests = 2;
  const std::uint64_t blocks = std::uint64_t{launch_->grid.x} * launch_->grid.y * launch_->grid.z;
  const bool rests =
      launch_->order.kind == OrderKind::kSeeded && blocks > 1 && block_number() < kMostThatRest;
  rests_left_ = rests ? kMostRests : 0;
  if (launch_->dynamic_shared_bytes == 0) return;
  checks->add_shared(*checks_, {nullptr, {shared_.dynamic(), launch_->dynamic_shared_bytes}});
}

std::uint64_t Block::block_number() const {
  const dim3 grid = launch_->grid;
  return (std::uint64_t{index_.z} * grid.y + index_.y) * grid.x + index_.x;
}

void Block::make_room(unsigned warps) {
  room_ = 0;
  warp_memory_.reset(new Warp[warps]);
  thread_memory_.reset(new Thread[std::size_t{warps} * kLanes]);
  warps_ = warp_memory_.get();
  threads_ = thread_memory_.get();
  room_ = warps;
}

void Block::begin_vectors(unsigned warps) {
  vector_block_.frames = frames_.of(warps * launch_->kernel->vectors->frame_bytes);
  vector_block_.thread_index = indexes_.of(launch_->block);
  vector_block_.arguments = launch_->arguments;
  const dim3 block = launch_->block;
  const dim3 grid = launch_->grid;
  const unsigned extents[] = {block.x, block.y, block.z, grid.x, grid.y, grid.z};
  std::copy(std::begin(extents), std::end(extents), vector_block_.index + 6);
  vector_block_.threads = count_;
  vector_block_.warps = warps;
}

}  // namespace larder::inline v1::simulator
