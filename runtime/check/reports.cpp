// How the checker words what it found.
#include <utility>

#include "runtime/check/checker.h"
#include "runtime/check/paused.h"
#include "runtime/compose.h"
#include "runtime/simulator/report.h"

namespace larder::inline v1::check {
namespace {

std::string what(const Access& access) {
  if (!access.atomic()) return access.write() ? "write" : "read";
  if (access.is_volatile()) return access.write() ? "volatile write" : "volatile read";
  const std::string scope = access.in_block() ? " in block scope" : "";
  return (access.write() ? "atomic update" : "atomic read") + scope;
}

std::string bytes_text(std::size_t first, std::size_t bytes) {
  return bytes == 1 ? compose("byte {}", first)
                    : compose("bytes {} to {}", first, first + bytes - 1);
}

// "bytes 132 to 135 of 256 (element 33 of 4 bytes each)"
std::string range_text(std::size_t first, std::size_t bytes, std::size_t all) {
  std::string text = bytes_text(first, bytes) + compose(" of {}", all);
  const bool element = (bytes == 2 || bytes == 4 || bytes == 8) && first % bytes == 0;
  if (element) text += compose(" (element {} of {} bytes each)", first / bytes, bytes);
  return text;
}

// Where it lies relative to what it should be in.
std::string outside_text(Address at, std::size_t bytes, Address start, std::size_t all) {
  if (at < start) return compose("{} bytes before its {} bytes", start - at, all);
  const std::size_t first = at - start;
  if (first >= all) return compose("{} bytes past the end of its {} bytes", first - all, all);
  return bytes_text(first, bytes) + compose(" of {}", all);
}

std::string order_advice(const Access& one, const Access& other, bool shared) {
  if (one.block != other.block) {
    return "nothing orders blocks of one launch: make both accesses atomic, launch two kernels, or "
           "order them by a flag with __threadfence() and atomics";
  }
  const bool same_warp = one.thread() / kLanes == other.thread() / kLanes;
  return std::string("no barrier is between them: they need a __syncthreads()") +
         (same_warp ? " or, in one warp, a __syncwarp()" : "") +
         (shared ? "" : ", or both must be atomic");
}

bool saw_without_fence(const Thread& thread, const Access& earlier) {
  const auto knows = [&earlier](const Clock& clock) {
    return clock.knows(earlier.block, earlier.thread(), earlier.step(), earlier.barrier());
  };
  return knows(thread.read) || knows(thread.read_in_block);
}

constexpr Address kFirstPage = 4096;

bool is_local(const simulator::BlockChecks& block, Address at) {
  for (unsigned i = 0; i < block.thread_count; ++i) {
    if (at - block.threads[i].stack_low < block.threads[i].stack_bytes) return true;
  }
  return false;
}

struct Verdict {
  FindingKind kind;
  std::string advice;
};

// What kind of race it is, and what would order the two accesses.
Verdict judge(const Access& now, const Access& earlier, const Thread& thread, bool shared) {
  if (now.atomic() && earlier.atomic() && now.bytes() != earlier.bytes()) {
    return {FindingKind::kRace,
            "atomic operations on the same memory must have the same size and address"};
  }
  if (now.atomic() && earlier.atomic()) {
    return {
        FindingKind::kScope,
        "atomics of different blocks need device scope: cuda::thread_scope_device, .gpu in PTX, or "
        "the function without _block"};
  }
  if (saw_without_fence(thread, earlier)) {
    return {FindingKind::kNoFence,
            "an atomic read saw that the other thread was done, but no fence follows it: put a "
            "__threadfence() between that read and this access"};
  }
  if (now.atomic() || earlier.atomic()) {
    return {FindingKind::kRace,
            "one is atomic and the other is not: make both atomic, or put a barrier between them"};
  }
  return {FindingKind::kRace, order_advice(now, earlier, shared)};
}

}  // namespace

Shown Checker::shown(const Access& access, dim3 grid, dim3 block) {
  const uint3 index{access.block % grid.x, access.block / grid.x % grid.y,
                    access.block / grid.x / grid.y};
  return {what(access), index, simulator::thread_index(access.thread(), block), access.place};
}

Shown Checker::shown(const Access& access) const {
  return shown(access, launch_->grid, launch_->block);
}

void Checker::report_race(const Access& now, const Access& earlier, const Thread& thread,
                          Address word) {
  const Paused paused;
  const bool shared = word - thread.block->shared_start < thread.block->shared_bytes;
  const Verdict verdict = judge(now, earlier, thread, shared);
  const auto number = add(verdict.kind, now.place, earlier.place);
  if (!number) return;
  const unsigned both = now.bytes() & earlier.bytes();
  const Address first = word + static_cast<unsigned>(__builtin_ctz(both));
  Shown before = shown(earlier);
  before.what = "earlier " + before.what;
  const auto bytes = static_cast<unsigned>(__builtin_popcount(both));
  findings_.tell(*number, finding(verdict.kind, memory_text(thread, first, bytes),
                                  {shown(now), before}, verdict.advice));
}

void Checker::report_outside(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc,
                             const Buffer* buffer) {
  const Paused paused;
  const bool shared = at - thread.block->shared_start < thread.block->shared_bytes;
  if (buffer == nullptr && !shared) return report_nowhere(thread, at, bytes, use, pc);
  const bool freed = buffer != nullptr && buffer->freed;
  report(freed ? FindingKind::kFreed : FindingKind::kOutOfBounds, thread, use, pc,
         memory_text(thread, at, bytes),
         freed ? "this memory was freed before" : "check the index against the size of the array");
}

void Checker::report_nowhere(Thread& thread, Address at, std::size_t bytes, Use use,
                             const void* pc) {
  if (at < kFirstPage) {
    return report(FindingKind::kOutOfBounds, thread, use, pc,
                  compose("{} bytes at {}: a null pointer", bytes, at), "check the pointer");
  }
  if (is_local(*thread.block, at)) {
    return report(FindingKind::kHostMemory, thread, use, pc,
                  compose("{} bytes of another thread's local variable", bytes),
                  "a thread can't use another one's: exchange the value by a shuffle or memory");
  }
  report(FindingKind::kHostMemory, thread, use, pc,
         compose("{} bytes of no memory that kernels can use", bytes),
         "copy the data to device memory, and pass its address");
}

void Checker::report_misaligned(Thread& thread, Address at, std::size_t bytes, Use use,
                                const void* pc) {
  const Paused paused;
  report(FindingKind::kMisaligned, thread, use, pc, memory_text(thread, at, bytes),
         compose("a GPU needs a multiple of {} as the address of these {} bytes", bytes, bytes));
}

void Checker::report_wrong_free(Thread& thread, Address at, const void* pc) {
  const Paused paused;
  const Buffer* const buffer = buffers_.find_known(at);
  report(FindingKind::kWrongFree, thread, {false, true, false}, pc,
         buffer == nullptr || buffer->freed
             ? "memory that malloc() has not given, or that was freed before"
             : buffer_text(*buffer, at, 1),
         "free() takes what malloc() in a kernel has given, once");
}

void Checker::report_unwritten(Thread& thread, Address word, unsigned mask, Use use,
                               const void* pc) {
  const Paused paused;
  const Address first = word + static_cast<unsigned>(__builtin_ctz(mask));
  report(FindingKind::kUnwritten, thread, use, pc,
         memory_text(thread, first, static_cast<unsigned>(__builtin_popcount(mask))),
         "nothing has written these bytes");
}

void Checker::report_incomplete() {
  const Paused paused;
  const auto number = add(FindingKind::kIncomplete, 0, 0);
  if (!number) return;
  findings_.tell(
      *number, finding(FindingKind::kIncomplete, "the checks' own memory has reached its limit", {},
                       "use smaller data: accesses to more memory are not checked"));
}

void Checker::report(FindingKind kind, Thread& thread, Use use, const void* pc, std::string memory,
                     std::string advice) {
  const Paused paused;
  const Access access{{thread.time | use_bits(use)}, place_of(pc), thread.block->number};
  const auto number = add(kind, access.place, 0);
  if (!number) return;
  Finding found = finding(kind, std::move(memory), {shown(access)}, std::move(advice));
  if (kind == FindingKind::kUnwritten) {
    later_.push_back({*number, std::move(found)});
  } else {
    findings_.tell(*number, found);
  }
}

Finding Checker::finding(FindingKind kind, std::string memory, std::vector<Shown> accesses,
                         std::string advice) const {
  const detail::KernelRecord& kernel = *launch_->kernel;
  return {kind,
          kernel.name,
          kernel.location,
          launches_,
          std::move(memory),
          std::move(accesses),
          std::move(advice)};
}

std::string Checker::memory_text(const Thread& thread, Address at, std::size_t bytes) const {
  if (at - thread.block->shared_start >= thread.block->shared_bytes) {
    const Buffer* const buffer = buffers_.find_known(at);
    return buffer == nullptr ? compose("{} bytes at {:#x}", bytes, at)
                             : buffer_text(*buffer, at, bytes);
  }
  const simulator::SharedObject* const object = thread.block->object_at(at);
  if (object == nullptr) return "shared memory, before all variables";
  const std::string name = object->id == nullptr
                               ? "dynamic shared memory"
                               : "shared memory `" + shared_name(object->id) + "`";
  const auto start = reinterpret_cast<Address>(object->bytes.start);
  const bool inside =
      at - start < object->bytes.count && bytes <= object->bytes.count - (at - start);
  return name + ", " +
         (inside ? range_text(at - start, bytes, object->bytes.count)
                 : outside_text(at, bytes, start, object->bytes.count));
}

std::string Checker::buffer_text(const Buffer& buffer, Address at, std::size_t bytes) const {
  if (buffer.kind == BufferKind::kStatic) {
    const Variable variable = variable_at(at);
    if (variable.name.empty()) return "a variable of the program";
    return "variable `" + variable.name + "`, " +
           range_text(at - variable.start, bytes, variable.bytes);
  }
  std::string name = "registered host memory";
  if (buffer.kind == BufferKind::kDevice) name = compose("allocation {}", buffer.number);
  if (buffer.kind == BufferKind::kHeap) name = "memory of malloc() in a kernel";
  // Which of the kernel's arguments it is.
  const detail::ParameterList* const list = launch_->kernel->parameters;
  for (unsigned i = 0; list != nullptr && i < list->count; ++i) {
    if (list->parameters[i].size != sizeof(Address)) continue;
    const Address value = *static_cast<const Address*>(launch_->arguments[i]);
    if (value - buffer.start >= buffer.bytes) continue;
    name += compose(" (argument {} of the kernel)", i + 1);
    break;
  }
  const bool inside = at >= buffer.start && at - buffer.start < buffer.bytes &&
                      bytes <= buffer.bytes - (at - buffer.start);
  return name + ", " +
         (inside ? range_text(at - buffer.start, bytes, buffer.bytes)
                 : outside_text(at, bytes, buffer.start, buffer.bytes));
}

}  // namespace larder::inline v1::check
