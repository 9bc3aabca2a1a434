// Races between launches, copies and the like in different streams.
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

const char* text_of(StreamUse use) {
  switch (use) {
    case StreamUse::kReads:
      return "a copy that reads there";
    case StreamUse::kWrites:
      return "a copy or fill that writes there";
    case StreamUse::kAllocates:
      return "the allocation of this memory";
    case StreamUse::kReleases:
      return "the release of this memory";
  }
  return "";
}

std::string advice(const char* one, StreamUse other) {
  return compose("nothing orders {} and {}, in another stream: {}", one, text_of(other), kOrder);
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
    if (!copy.touches(word, kWordBytes) || (!copy.write() && !access.write())) continue;
    const Address at = word + static_cast<unsigned>(__builtin_ctz(access.bytes()));
    const auto bytes = static_cast<unsigned>(__builtin_popcount(access.bytes()));
    if (!copy.touches(at, bytes)) continue;
    const auto number = add(FindingKind::kRace, access.place, 0);
    if (!number) continue;
    findings_.tell(*number, finding(FindingKind::kRace, memory_text(thread, at, bytes),
                                    {shown(access)}, advice("this launch", copy.use)));
  }
}

// Of an earlier launch's accesses, those that tell more than others of it.
void Checker::keep_past(Cell& cell, Address word) {
  const Paused paused;
  const std::uint32_t launch = past_.by_tag[cell.launch];
  if (streams.is_done(past_.launches[launch].operation)) return;
  std::vector<PastAccess>& kept = past_.accesses[word];
  std::erase_if(kept, [this](const PastAccess& each) {
    return streams.is_done(past_.launches[each.launch].operation);
  });
  for (unsigned i = 0; i < cell.count; ++i) {
    const Access access = moments_.access(pool_.access(cell, i));
    const auto tells_more = [&](const Access& one, const Access& other) {
      return as_strict(one, other) && covers(one, other);
    };
    if (std::ranges::any_of(kept, [&](const PastAccess& each) {
          return each.launch == launch && tells_more(each.access, access);
        }))
      continue;
    std::erase_if(kept, [&](const PastAccess& each) {
      return each.launch == launch && tells_more(access, each.access);
    });
    kept.push_back({access, launch});
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

void Checker::use_in_stream(Address start, std::size_t bytes, StreamUse use) {
  if (!streams.several() || bytes == 0) return;
  const PastCopy copy{start, bytes, use, streams.present()};
  for (Address word = start & ~Address{kWordBytes - 1}; word < start + bytes; word += kWordBytes) {
    Page* const page = pages_.find(word);
    if (page == nullptr) {
      word = (word & ~Address{kPageBytes - 1}) + kPageBytes - kWordBytes;
    } else {
      check_word_of_copy(copy, page->cell(word), word);
    }
  }
  std::erase_if(past_.copies,
                [this](const PastCopy& each) { return streams.is_done(each.operation); });
  for (const PastCopy& past : past_.copies) check_copies(copy, past);
  past_.copies.push_back(copy);
}

void Checker::check_word_of_copy(const PastCopy& copy, Cell& cell, Address word) {
  for (unsigned i = 0; i < cell.count; ++i) {
    check_copied(copy, {moments_.access(pool_.access(cell, i)), past_.by_tag[cell.launch]}, word);
  }
  if (cell.past == 0) return;
  for (const PastAccess& each : past_.accesses[word]) check_copied(copy, each, word);
}

void Checker::check_copied(const PastCopy& copy, const PastAccess& past, Address word) {
  const PastLaunch& launch = past_.launches[past.launch];
  if ((!copy.write() && !past.access.write()) || streams.is_before(launch.operation)) return;
  const Address at = word + static_cast<unsigned>(__builtin_ctz(past.access.bytes()));
  if (!copy.touches(at, static_cast<unsigned>(__builtin_popcount(past.access.bytes())))) return;
  const auto number =
      findings_.add(FindingKind::kRace, launch.kernel->address, past.access.place, 0);
  if (!number) return;
  findings_.tell(*number, {FindingKind::kRace,
                           launch.kernel->name,
                           launch.kernel->location,
                           launch.number,
                           allocation_text(at),
                           {shown(past.access, launch.grid, launch.block)},
                           advice("this launch", copy.use)});
}

// A pair is one for each allocation.
void Checker::check_copies(const PastCopy& copy, const PastCopy& past) {
  if ((!copy.write() && !past.write()) || streams.is_before(past.operation)) return;
  if (!copy.touches(past.start, past.bytes)) return;
  const Buffer* const buffer = buffers_.find_known(std::max(copy.start, past.start));
  const auto number = findings_.add(FindingKind::kRace, buffer, 0, 0);
  if (!number) return;
  findings_.tell(*number, {FindingKind::kRace,
                           "",
                           "",
                           launches_,
                           allocation_text(std::max(copy.start, past.start)),
                           {},
                           advice(text_of(copy.use), past.use)});
}

std::string Checker::allocation_text(Address at) const {
  const Buffer* const buffer = buffers_.find_known(at);
  return buffer == nullptr ? "" : compose("allocation {}", buffer->number);
}

}  // namespace larder::inline v1::check
