#include "runtime/check/install.h"

#include <link.h>

#include <cstdlib>
#include <mutex>
#include <new>

#include "runtime/check/checker.h"

namespace larder::inline v1::check {
namespace {

using simulator::BlockChecks;
using simulator::Bytes;

// Variables of the program, which its libraries' code uses too.
void find_own_variables() {
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void*) {
        own_variables = reinterpret_cast<Address>(info->dlpi_tls_data);
        for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
          if (info->dlpi_phdr[i].p_type == PT_TLS) own_variable_bytes = info->dlpi_phdr[i].p_memsz;
        }
        return 1;  // the program is the first
      },
      nullptr);
  if (own_variables == 0) own_variable_bytes = 0;
}

std::uint32_t number_of(const simulator::GridLaunch& launch, uint3 index) {
  return (index.z * launch.grid.y + index.y) * launch.grid.x + index.x;
}

class LinkedChecks final : public simulator::Checks {
 public:
  void begin_launch(const simulator::GridLaunch& launch) override {
    if (own_variables == 0) find_own_variables();
    checker_.begin_launch(launch);
  }
  void end_launch(const char* failure) override { checker_.end_launch(failure); }

  BlockChecks* begin_block(BlockChecks* used, const simulator::GridLaunch& launch, uint3 index,
                           Bytes shared) override {
    if (used == nullptr) used = new BlockChecks;
    used->begin(checker_.launches(), number_of(launch, index), index,
                launch.block.x * launch.block.y * launch.block.z, shared);
    return used;
  }
  void discard(BlockChecks* block) noexcept override { delete block; }
  void add_shared(BlockChecks& block, const simulator::SharedObject& object) override {
    block.add_shared(object);
  }

  void run(BlockChecks& block, unsigned number, const simulator::Fiber& fiber) override {
    checker_.decide_doubtful();
    Thread& thread = block.threads[number];
    thread.stack_low = reinterpret_cast<Address>(fiber.stack_low);
    thread.stack_bytes = fiber.stack_bytes;
    running = &thread;
  }
  void pause() override {
    checker_.decide_doubtful();
    running = nullptr;
  }

  void pass_grid_barrier() override { checker_.begin_phase(); }

  void arrive_at_barrier() override { check::arrive_at_barrier(*running); }
  void leave_barrier() override { check::leave_barrier(*running); }
  void arrive_early() override { check::arrive_early(*running); }
  void arrive_in_warp(unsigned meeting, bool first) override {
    check::arrive_in_warp(*running, running->block->meeting(running->number / kLanes, meeting),
                          first);
  }
  void leave_warp(unsigned meeting) override {
    check::leave_warp(*running, running->block->meeting(running->number / kLanes, meeting));
  }
  void fence(simulator::AtomicUse use) override {
    if (running != nullptr)
      check::fence(*running, use.scope == simulator::Scope::kBlock, use.order);
  }

  void release_at(const void* address) override {
    checker_.left.release(*running, reinterpret_cast<Address>(address), false, true);
  }
  void acquire_at(const void* address) override {
    checker_.left.acquire(*running, reinterpret_cast<Address>(address), false);
  }

  void add_stream(const void* stream, simulator::StreamKind kind) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.add(stream, kind);
  }
  void enter_stream(const void* stream, simulator::StreamKind kind) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.enter(stream, kind);
  }
  void record_event(const void* event) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.record(event);
  }
  void wait_for_event(const void* event, bool on_host) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.wait_for(event, on_host);
  }
  void wait_for_stream() override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.wait_for_present();
  }
  void wait_for_all() override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.wait_for_all();
  }

  void begin_graph() override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.begin_graph();
  }
  void begin_node(std::uint32_t node, std::span<const std::uint32_t> dependencies) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.begin_node(node, dependencies);
  }
  void end_graph() override {
    const std::lock_guard lock(checker_.mutex);
    checker_.streams.end_graph();
  }

  void* allocate(std::size_t bytes) override {
    const std::lock_guard lock(checker_.mutex);
    return checker_.allocate(bytes);
  }
  void release(void* memory) noexcept override {
    const std::lock_guard lock(checker_.mutex);
    checker_.release(memory);
  }
  void allocate_in_stream(Bytes bytes) override { use_in_stream(bytes, StreamUse::kAllocates); }
  void release_in_stream(Bytes bytes) override { use_in_stream(bytes, StreamUse::kReleases); }
  void share_with_host(Bytes bytes) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.share_with_host(reinterpret_cast<Address>(bytes.start), bytes.count);
  }
  void forget_shared_with_host(const void* start) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.forget_shared_with_host(reinterpret_cast<Address>(start));
  }
  void write(Bytes to) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.write(reinterpret_cast<Address>(to.start), to.count);
  }
  void copy(Bytes to, const void* from) override {
    const std::lock_guard lock(checker_.mutex);
    checker_.copy(reinterpret_cast<Address>(to.start), reinterpret_cast<Address>(from), to.count);
  }

 private:
  void use_in_stream(Bytes bytes, StreamUse use) {
    const std::lock_guard lock(checker_.mutex);
    checker_.use_in_stream(reinterpret_cast<Address>(bytes.start), bytes.count, use);
  }

  Checker& checker_ = Checker::instance();
};

}  // namespace

void install() {
  if (simulator::checks != nullptr) return;
  find_program();
  Checker::make();
  alignas(LinkedChecks) static std::byte memory[sizeof(LinkedChecks)];
  simulator::checks = new (memory) LinkedChecks;  // never destroyed
  Checker::instance().write_counts();             // so that it shows that there are checks
  std::atexit([] { Checker::instance().write_counts(); });
}

}  // namespace larder::inline v1::check
