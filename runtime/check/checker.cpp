#include "runtime/check/checker.h"

#include <cstdlib>
#include <new>

namespace larder::inline v1::check {

__thread Thread* running = nullptr;
__thread Address own_variables = 0;
__thread std::size_t own_variable_bytes = 0;

namespace {

constexpr std::size_t kMostShadowBytes = std::size_t{16} << 30;
constexpr std::size_t kMostHeapBytes = std::size_t{1} << 40;
constexpr std::size_t kHeapMargin = 64;
constexpr std::uint32_t kManyMoments = 1u << 20;  // 24 MB

// The bytes of [at, at + bytes) in the word at `word`, as bits.
unsigned bytes_in(Address word, Address at, std::size_t bytes) {
  unsigned mask = 0xff;
  if (at > word) mask &= 0xffu << (at - word);
  const Address end = at + bytes;
  if (end < word + kWordBytes) mask &= 0xffu >> (word + kWordBytes - end);
  return mask & 0xffu;
}

KeptAccess with_bytes(KeptAccess access, unsigned bytes) {
  access.bits |= std::uint64_t{bytes} << AccessBits::kBytesAt;
  return access;
}

// Calls use(word, mask) for each word of the range.
template <class Each>
void for_each_word(Address at, std::size_t bytes, Each each) {
  for (Address word = at & ~Address{kWordBytes - 1}; word < at + bytes; word += kWordBytes) {
    each(word, bytes_in(word, at, bytes));
  }
}

// Whether unwritten bytes of a word in an access of this size are a mistake, not the padding of a
// structure that is copied as a whole: a byte, between a char and a short or behind them, or less
// than half of 8 bytes.
bool counts(unsigned unwritten, unsigned mask, std::size_t bytes) {
  if (bytes == 4) return (unwritten & (unwritten - 1)) != 0;
  if (bytes < 4) return unwritten != 0;
  if (unwritten == mask) return true;
  return bytes == 8 && ((unwritten & 0x0fu) == 0x0fu || (unwritten & 0xf0u) == 0xf0u);
}

}  // namespace

Checker* Checker::only = nullptr;

void Checker::make() {
  alignas(Checker) static std::byte memory[sizeof(Checker)];
  only = new (memory) Checker(kMostShadowBytes);
}

void Checker::check_shared_words(Thread& thread, Address at, std::size_t bytes, Use use,
                                 const void* pc) {
  Moments& moments = thread.block->moments;
  const KeptAccess access = access_of(moments, thread, 0, use, pc);
  for_each_word(at, bytes, [&](Address word, unsigned mask) {
    if (word - thread.block->shared_start >= thread.block->shared_bytes) return;
    Cell& cell = thread.block->cell(word);
    if ((mask & ~cell.inside) != 0) return report_outside(thread, at, bytes, use, pc, nullptr);
    check_written(cell, mask, bytes, thread, word, use, pc);
    if (access.moment() == 0) return report_incomplete();
    thread.block->forget_before_barrier(cell, thread);
    check_cell(cell, moments, with_bytes(access, mask), thread, word);
  });
}

void Checker::check_global_words(Thread& thread, Address at, std::size_t bytes, Use use,
                                 const void* pc) {
  const KeptAccess access = access_of(moments_, thread, 0, use, pc);
  for_each_word(at, bytes, [&](Address word, unsigned mask) {
    const Address first = word < at ? at : word;
    Cell* const cell =
        global_cell(thread, first, static_cast<unsigned>(__builtin_popcount(mask)), use, pc);
    if (cell == nullptr) return;
    check_written(*cell, mask, bytes, thread, word, use, pc);
    if (access.moment() == 0) return report_incomplete();
    enter_cell(*cell, with_bytes(access, mask), thread, word);
    check_cell(*cell, moments_, with_bytes(access, mask), thread, word);
  });
}

// Null if the bytes are not in one buffer, which is reported then.
Cell* Checker::global_cell(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc) {
  Page* page = pages_.find(at);
  if (page == nullptr || page->buffer == nullptr || !page->buffer->contains(at, bytes)) {
    Buffer* const buffer = buffers_.find(at);
    if (buffer == nullptr || !buffer->contains(at, bytes)) {
      report_outside(thread, at, bytes, use, pc, buffer);
      return nullptr;
    }
    if (page == nullptr) page = page_at(at, *buffer);
    if (page == nullptr) return nullptr;
    page->buffer = buffer;
  }
  return &page->cell(at);
}

void Checker::check_races(Cell& cell, const Moments& moments, KeptAccess kept, Thread& thread,
                          Address word) {
  Races races;
  thread.follows_updates = !kept.atomic() && thread.has_updated(word);
  check_word(cell, pool_, moments, kept, thread, races);
  const Access access = moments.access(kept);
  for (unsigned i = 0; i < races.count; ++i) {
    if (may_write_the_same(access, races.with[i])) {
      doubt(access, races.with[i], thread, word);
    } else {
      report_race(access, races.with[i], thread, word);
    }
  }
}

void Checker::doubt(const Access& now, const Access& earlier, const Thread& thread, Address word) {
  if (doubtful_.count == DoubtfulRaces::kMost) report_doubtful();
  doubtful_.list[doubtful_.count++] = {now, earlier, &thread, word, content_of(word)};
}

void Checker::report_doubtful() {
  for (unsigned i = 0; i < doubtful_.count; ++i) {
    const DoubtfulRace& race = doubtful_.list[i];
    if (race.changed()) report_race(race.now, race.earlier, *race.thread, race.word);
  }
  doubtful_.count = 0;
}

void Checker::check_written(Cell& cell, unsigned mask, std::size_t bytes, Thread& thread,
                            Address word, Use use, const void* pc) {
  const unsigned unwritten = mask & ~cell.written;
  if (unwritten == 0) return;
  if (use.read && counts(unwritten, mask, bytes)) {
    report_unwritten(thread, word, unwritten, use, pc);
  }
  cell.written |= mask & 0xffu;  // what was reported is reported once
}

// --- memory --------------------------------------------------------------------------------------

Page* Checker::page_at(Address at, const Buffer& buffer) {
  Page* const page = pages_.make(at);
  if (page == nullptr) {
    report_incomplete();
    return nullptr;
  }
  for (unsigned i = 0; i < kPageBytes; ++i) {
    const Buffer* const owner =
        buffer.contains(page->base + i, 1) ? &buffer : buffers_.find_known(page->base + i);
    const bool written = owner != nullptr && copied_there(*owner, page->base + i);
    if (written) page->cells[i / kWordBytes].written |= (1u << i % kWordBytes) & 0xffu;
  }
  return page;
}

bool Checker::copied_there(const Buffer& buffer, Address at) {
  return buffer.always_written || (at >= buffer.written_from && at < buffer.written_to);
}

bool Checker::is_written(const Buffer& buffer, Address at) const {
  const Page* const page = pages_.find(at);
  if (page == nullptr) return copied_there(buffer, at);
  return (page->cell(at).written >> at % kWordBytes & 1u) != 0;
}

bool Checker::release(void* memory) {
  const Buffer* const buffer = buffers_.release(memory);
  if (buffer == nullptr) return false;
  const Address end = buffer->start + buffer->bytes;
  for (Address page = buffer->start & ~Address{kPageBytes - 1}; page < end; page += kPageBytes) {
    pages_.remove(page, pool_);
  }
  return true;
}

void Checker::share_with_host(Address start, std::size_t bytes) {
  Buffer* const known = buffers_.find_known(start);
  if (known != nullptr && known->start == start && known->kind == BufferKind::kDevice) {
    known->always_written = true;
    return;
  }
  buffers_.add({start, start + bytes, start, bytes, 0, BufferKind::kHost, false, true, 0, 0});
}

// Some bytes around it belong to it, too, so that an access next to it is known as one. The
// allocator uses addresses again: what cells know of the last memory there is void.
void* Checker::allocate_heap(std::size_t bytes) {
  if (bytes > kMostHeapBytes) return nullptr;
  auto* const all = static_cast<std::byte*>(std::malloc(bytes + 2 * kHeapMargin));
  if (all == nullptr) return nullptr;
  const Address start = reinterpret_cast<Address>(all) + kHeapMargin;
  buffers_.add({start - kHeapMargin, start + bytes + kHeapMargin, start, bytes, 0,
                BufferKind::kHeap, false, false, 0, 0});
  for (Address word = start & ~Address{kWordBytes - 1}; word < start + bytes; word += kWordBytes) {
    Page* const page = pages_.find(word);
    if (page == nullptr) continue;
    Cell& cell = page->cell(word);
    cell.count = 0;
    cell.written = 0;
  }
  return all + kHeapMargin;
}

bool Checker::release_heap(Address start) {
  Buffer* const buffer = buffers_.find_known(start);
  const bool is_heap = buffer != nullptr && buffer->kind == BufferKind::kHeap;
  if (!is_heap || buffer->start != start || buffer->freed) return false;
  buffer->freed = true;
  Address& oldest = freed_heap_.starts[freed_heap_.next++ % FreedHeap::kMost];
  if (oldest != 0) {
    buffers_.remove(BufferKind::kHeap, oldest);
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    std::free(reinterpret_cast<void*>(oldest - kHeapMargin));
  }
  oldest = start;
  return true;
}

void Checker::write(Address to, std::size_t bytes) {
  use_in_stream(to, bytes, StreamUse::kWrites);
  note_written(to, bytes);
}

void Checker::write_by_host(Address to, std::size_t bytes) {
  const std::lock_guard lock(mutex);
  note_written(to, bytes);
}

// The part that was written is kept in the buffer, as long as it is one piece: there are no pages
// for memory that no kernel uses.
void Checker::note_written(Address to, std::size_t bytes) {
  mark_written(to, to + bytes);
  Buffer* const buffer = buffers_.find_known(to);
  if (buffer == nullptr || bytes == 0) return;
  if (buffer->written_from == buffer->written_to) {
    buffer->written_from = to;
    buffer->written_to = to + bytes;
  } else if (to <= buffer->written_to && to + bytes >= buffer->written_from) {
    if (to < buffer->written_from) buffer->written_from = to;
    if (to + bytes > buffer->written_to) buffer->written_to = to + bytes;
  } else {
    make_pages(to, bytes, *buffer);
    mark_written(to, to + bytes);
  }
}

// In the pages that there are.
void Checker::mark_written(Address from, Address to) {
  for (Address at = from; at < to;) {
    const Address behind = (at & ~Address{kPageBytes - 1}) + kPageBytes;
    const Address end = behind < to ? behind : to;
    if (Page* const page = pages_.find(at); page != nullptr) {
      for_each_word(at, end - at,
                    [&](Address word, unsigned mask) { page->cell(word).written |= mask & 0xffu; });
    }
    at = end;
  }
}

// What nobody wrote stays so in the copy.
void Checker::copy(Address to, Address from, std::size_t bytes) {
  use_in_stream(from, bytes, StreamUse::kReads);
  const Buffer* const source = buffers_.find_known(from);
  const Buffer* const target = buffers_.find_known(to);
  bool all = true;
  for (std::size_t i = 0; source != nullptr && all && i < bytes; ++i) {
    all = is_written(*source, from + i);
  }
  if (all || target == nullptr) return write(to, bytes);
  make_pages(to, bytes, *target);
  for (std::size_t i = 0; i < bytes; ++i) {
    Page* const page = pages_.find(to + i);
    if (page == nullptr) continue;
    std::uint8_t& written = page->cell(to + i).written;
    const unsigned bit = 1u << (to + i) % kWordBytes;
    written = (is_written(*source, from + i) ? written | bit : written & ~bit) & 0xffu;
  }
}

void Checker::make_pages(Address at, std::size_t bytes, const Buffer& buffer) {
  for (Address page = at & ~Address{kPageBytes - 1}; page < at + bytes; page += kPageBytes) {
    if (pages_.find(page) == nullptr) page_at(page, buffer);
  }
}

// --- launches ------------------------------------------------------------------------------------

void Checker::begin_launch(const simulator::GridLaunch& launch) {
  mutex.lock();
  launch_ = &launch;
  ++launches_;
  left.clear();
  EndedBlocks::begin_launch();
  begin_phase();
  note_launch();
}

void Checker::begin_phase() {
  // Those of earlier launches matter to other streams alone.
  const bool many_moments = moments_.count() > kManyMoments && !streams.several();
  if (++launch_tag_ != 0 && !many_moments) {
    past_.by_tag.resize(std::size_t{launch_tag_} + 1,
                        past_.by_tag.empty() ? 0 : past_.by_tag.back());
    return;
  }
  past_ = {};
  launch_tag_ = 1;  // numbers begin anew: no cell may look like one of this phase's
  moments_.clear();
  pages_.for_each([](Page& page) {
    for (std::size_t i = 0; i < Page::kCells; ++i) {
      Cell& cell = page.cells[i];
      cell.launch = cell.count = cell.past = 0;
    }
  });
}

void Checker::end_launch(const char* failure) {
  running = nullptr;
  decide_doubtful();
  tell_later();
  if (failure != nullptr) {
    if (const auto number = add(FindingKind::kFailure, 0, 0)) {
      findings_.tell(*number, finding(FindingKind::kFailure, failure, {}, ""));
    }
  }
  launch_ = nullptr;
  mutex.unlock();
}

// A read of memory that another thread writes later, or earlier in another order, is a race alone.
void Checker::tell_later() {
  for (const Later& each : later_) {
    const Place place = each.finding.accesses.front().place;
    if (!findings_.in_race(launch_->kernel->address, place))
      findings_.tell(each.number, each.finding);
  }
  later_.clear();
}

}  // namespace larder::inline v1::check
