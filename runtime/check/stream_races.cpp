// Races between launches and copies in different streams.
#include <algorithm>

#include "runtime/check/checker.h"
#include "runtime/check/paused.h"
#include "runtime/compose.h"

namespace larder::inline v1::check {
namespace {

constexpr const char* kOrder =
    "put both in one stream, let one stream wait for an event of the other (cudaStreamWaitEvent), "
    "or wait on the host in between";

// Both atomic: blocks of different launches are different.
bool conflict_of_launches(const Access& one, const Access& other) {
  if ((one.bytes() & other.bytes()) == 0 || (!one.write() && !other.write())) return false;
  return !(one.atomic() && other.atomic() && !one.in_block() && !other.in_block());
}

std::string copy_text(const PastCopy& copy) {
  return copy.write ? "a copy or fill that writes there" : "a copy that reads there";
}

}  // namespace

void Checker::note_launch() {
  past_.by_tag.resize(std::size_t{launch_tag_} + 1);
  past_.by_tag[launch_tag_] = static_cast<std::uint32_t>(past_.launches.size());
  past_.launches.push_back(
      {launch_->kernel, launch_->grid, launch_->block, launches_, streams.present()});
  several_streams_ = streams.several();
  past_.beside.clear();
  for (const PastCopy& copy : past_.copies) {
    if (!streams.is_before(copy.operation)) past_.beside.push_back(copy);
  }
}

void Checker::check_streams(Cell& cell, const Access& access, Thread& thread, Address word) {
  if (cell.launch != launch_tag_ && cell.count != 0) keep_past(cell, word);
  if (cell.past == 0 && past_.beside.empty()) return;
  const Paused paused;
  if (cell.past != 0) check_past(cell, access, thread, word);
  for (const PastCopy& copy : past_.beside) {
    if (!copy.touches(word, kWordBytes) || (!copy.write && !access.write())) continue;
    const Address at = word + static_cast<unsigned>(__builtin_ctz(access.bytes()));
    const auto bytes = static_cast<unsigned>(__builtin_popcount(access.bytes()));
    if (!copy.touches(at, bytes)) continue;
    const auto number = add(FindingKind::kRace, access.place, 0);
    if (!number) continue;
    findings_.tell(*number,
                   finding(FindingKind::kRace, memory_text(thread, at, bytes), {shown(access)},
                           "nothing orders this launch and " + copy_text(copy) +
                               ", in another stream: " + kOrder));
  }
}

// Of the accesses of an earlier launch two suffice: one that writes, if there is one.
void Checker::keep_past(Cell& cell, Address word) {
  const Paused paused;
  const std::uint32_t launch = past_.by_tag[cell.launch];
  if (streams.is_done(past_.launches[launch].operation)) return;
  std::vector<PastAccess>& kept = past_.accesses[word];
  std::erase_if(kept, [this](const PastAccess& each) {
    return streams.is_done(past_.launches[each.launch].operation);
  });
  const unsigned count = std::min<unsigned>(cell.count, kFewAccesses);
  for (const bool write : {true, false}) {
    for (unsigned i = 0; i < count; ++i) {
      if (cell.few[i].write() != write) continue;
      kept.push_back({cell.few[i], launch});
      break;
    }
  }
  cell.past = 1;
}

void Checker::check_past(Cell& cell, const Access& access, Thread& thread, Address word) {
  const auto kept = past_.accesses.find(word);
  if (kept == past_.accesses.end()) {
    cell.past = 0;
    return;
  }
  for (const PastAccess& each : kept->second) {
    const PastLaunch& launch = past_.launches[each.launch];
    if (!conflict_of_launches(access, each.access) || streams.is_before(launch.operation)) continue;
    const auto number = add(FindingKind::kRace, access.place, each.access.place);
    if (!number) continue;
    const unsigned both = access.bytes() & each.access.bytes();
    const Address first = word + static_cast<unsigned>(__builtin_ctz(both));
    Shown before = shown(each.access, launch.grid, launch.block);
    before.what = compose("{} in launch {} of {}", before.what, launch.number, launch.kernel->name);
    findings_.tell(
        *number,
        finding(FindingKind::kRace,
                memory_text(thread, first, static_cast<unsigned>(__builtin_popcount(both))),
                {shown(access), before},
                std::string("nothing orders the two launches, which are in different "
                            "streams: ") +
                    kOrder));
  }
}

// --- copies --------------------------------------------------------------------------------------

void Checker::check_copy(Address start, std::size_t bytes, bool write) {
  if (!streams.several() || bytes == 0) return;
  const PastCopy copy{start, bytes, write, streams.present()};
  for (Address word = start & ~Address{kWordBytes - 1}; word < start + bytes; word += kWordBytes) {
    Page* const page = pages_.find(word);
    if (page == nullptr) {
      word = (word & ~Address{kPageBytes - 1}) + kPageBytes - kWordBytes;
      continue;
    }
    const Cell& cell = page->cells[word % kPageBytes / kWordBytes];
    for (unsigned i = 0; i < std::min<unsigned>(cell.count, kFewAccesses); ++i) {
      check_copied(copy, {cell.few[i], past_.by_tag[cell.launch]}, word);
    }
    if (cell.past == 0) continue;
    for (const PastAccess& each : past_.accesses[word]) check_copied(copy, each, word);
  }
  std::erase_if(past_.copies,
                [this](const PastCopy& each) { return streams.is_done(each.operation); });
  past_.copies.push_back(copy);
}

void Checker::check_copied(const PastCopy& copy, const PastAccess& past, Address word) {
  const PastLaunch& launch = past_.launches[past.launch];
  if ((!copy.write && !past.access.write()) || streams.is_before(launch.operation)) return;
  const Address at = word + static_cast<unsigned>(__builtin_ctz(past.access.bytes()));
  if (!copy.touches(at, static_cast<unsigned>(__builtin_popcount(past.access.bytes())))) return;
  const auto number =
      findings_.add(FindingKind::kRace, launch.kernel->address, past.access.place, 0);
  if (!number) return;
  const Buffer* const buffer = buffers_.find_known(at);
  findings_.tell(*number, {FindingKind::kRace,
                           launch.kernel->name,
                           launch.kernel->location,
                           launch.number,
                           buffer == nullptr ? "" : compose("allocation {}", buffer->number),
                           {shown(past.access, launch.grid, launch.block)},
                           "nothing orders this launch and " + copy_text(copy) +
                               ", in another stream: " + kOrder});
}

}  // namespace larder::inline v1::check
