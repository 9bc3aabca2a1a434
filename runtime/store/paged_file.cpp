#include "runtime/store/paged_file.h"

#include <algorithm>
#include <utility>

namespace larder::inline v1::store {

PagedFile::PagedFile(std::span<std::byte> memory, std::shared_ptr<const void> owner,
                     std::unique_ptr<PageSource> source, std::uint64_t piece, std::uint64_t lead)
    : bytes_(memory), owner_(std::move(owner)) {
  state_.reset(new State{memory,
                         std::move(source),
                         piece,
                         lead,
                         Bits(memory.size() / piece + 1),
                         Bits((lead + memory.size()) / kPage + 1),
                         {}});
}

// Announces the pieces from the first to the last new one: those between are few.
void PagedFile::tell(format::Bytes part) const {
  const Range pieces = units(part, state_->piece, 0);
  std::uint64_t first_new = pieces.last + 1;
  std::uint64_t end_new = 0;
  for (std::uint64_t i = pieces.first; i <= pieces.last; ++i) {
    // Tested first: most are known, and a plain read is cheaper than an atomic update.
    if (state_->told.has(i) || !state_->told.add(i)) continue;
    first_new = std::min(first_new, i);
    end_new = i + 1;
  }
  if (end_new == 0) return;
  const std::uint64_t begin = first_new * state_->piece;
  const std::uint64_t end = std::min<std::uint64_t>(end_new * state_->piece, bytes_.size());
  state_->source->prefetch(begin, end - begin);
}

Status PagedFile::read_missing(format::Bytes part) const {
  State& state = *state_;
  const Range pages = units(part, kPage, state.lead);
  const std::lock_guard lock(state.mutex);
  for (std::uint64_t first = pages.first; first <= pages.last; ++first) {
    std::uint64_t end = first;
    while (end <= pages.last && !state.pages.has(end)) ++end;
    if (end == first) continue;
    const std::uint64_t begin = std::max(first * kPage, state.lead) - state.lead;
    const std::uint64_t stop = std::min<std::uint64_t>(end * kPage - state.lead, bytes_.size());
    Status status = state.source->read(begin, state.memory.subspan(begin, stop - begin));
    if (!status.ok()) return status;
    for (; first < end; ++first) state.pages.add(first);
  }
  return {};
}

}  // namespace larder::inline v1::store
