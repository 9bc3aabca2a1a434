// What the simulator, the engines and CUDA's runtime API tell a library that checks kernels
// (runtime/check), if one is linked in. Without one, each of these places tests a pointer for null.
//
// With checks, one OS thread runs all blocks of a launch, and launches wait for each other: then
// the same program has the same findings each time.
#ifndef LARDER_SIMULATOR_CHECKS_H
#define LARDER_SIMULATOR_CHECKS_H

#include <larder/cuda/types.h>
#include <larder/simulator.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace larder::inline v1::simulator {

struct Fiber;
struct GridLaunch;

/// The checks' data about one block.
class BlockChecks;

/// A range of bytes.
struct Bytes {
  const void* start;
  std::size_t count;
};

/// A variable or an array in a block's shared memory.
struct SharedObject {
  const void* id;  ///< of its declaration; null: the dynamic shared memory
  Bytes bytes;
};

/// How a stream is ordered with the legacy default stream.
enum class StreamKind : std::uint8_t {
  kLegacy,    ///< it is that
  kBlocking,  ///< they wait for each other
  kFree,      ///< not at all
};

class Checks {
 public:
  Checks() = default;
  Checks(const Checks&) = delete;
  Checks& operator=(const Checks&) = delete;
  virtual ~Checks() = default;

  /// Waits until no other launch is in progress.
  virtual void begin_launch(const GridLaunch& launch) = 0;
  /// `failure`: what ended it early, or null.
  virtual void end_launch(const char* failure) = 0;

  /// Data for a block that begins; `shared` is all of its shared memory. `used` is from an earlier
  /// block, or null.
  virtual BlockChecks* begin_block(BlockChecks* used, const GridLaunch& launch, uint3 index,
                                   Bytes shared) = 0;
  virtual void discard(BlockChecks* block) noexcept = 0;
  virtual void add_shared(BlockChecks& block, const SharedObject& object) = 0;

  /// This CUDA thread runs from now on.
  virtual void run(BlockChecks& block, unsigned thread, const Fiber& fiber) = 0;
  /// None runs until the next run().
  virtual void pause() = 0;

  /// All blocks of the launch have come to a barrier, and none has left it.
  virtual void pass_grid_barrier() = 0;

  // The rest is for the CUDA thread that runs.
  virtual void arrive_at_barrier() = 0;
  virtual void leave_barrier() = 0;
  /// It has arrived at the block's next barrier, where it will wait later: what it does until then
  /// is not ordered by the barrier.
  virtual void arrive_early() = 0;
  /// `meeting` is the number of a __syncwarp() of the warp; many others come before its next use.
  virtual void arrive_in_warp(unsigned meeting, bool first) = 0;
  virtual void leave_warp(unsigned meeting) = 0;
  virtual void fence(AtomicUse use) = 0;
  /// Of what is neither: it leaves what it knows at an address, or takes what was left there.
  virtual void release_at(const void* address) = 0;
  virtual void acquire_at(const void* address) = 0;

  /// There is a further stream.
  virtual void add_stream(const void* stream, StreamKind kind) = 0;
  // Streams and events, by their handles. The host issues work in the stream that it entered last.
  virtual void enter_stream(const void* stream, StreamKind kind) = 0;
  virtual void record_event(const void* event) = 0;
  /// That stream waits, or the host does.
  virtual void wait_for_event(const void* event, bool on_host) = 0;
  /// The host has waited for the stream that it entered last.
  virtual void wait_for_stream() = 0;
  virtual void wait_for_all() = 0;

  // Work that is issued until end_graph() belongs to the node that began last, whatever stream is
  // entered. Numbers of nodes are not 0. A node may be a graph.
  virtual void begin_graph() = 0;
  virtual void begin_node(std::uint32_t node, std::span<const std::uint32_t> dependencies) = 0;
  virtual void end_graph() = 0;

  // Device memory.
  /// Null if there is none left.
  virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* memory) noexcept = 0;
  /// Allocated, or about to be released, in the order of the stream that was entered last.
  virtual void allocate_in_stream(Bytes bytes) = 0;
  virtual void release_in_stream(Bytes bytes) = 0;
  /// The host, which the checks don't watch, may write it: all of it counts as written.
  virtual void share_with_host(Bytes bytes) = 0;
  virtual void forget_shared_with_host(const void* start) = 0;
  virtual void write(Bytes to) = 0;
  /// As many bytes as `to` has.
  virtual void copy(Bytes to, const void* from) = 0;
};

/// Null: none.
extern Checks* checks;

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_CHECKS_H
