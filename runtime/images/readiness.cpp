#include "runtime/images/readiness.h"

#include "runtime/compose.h"
#include "runtime/log.h"

namespace larder::inline v1::images {
namespace {

void tell_each(const char* what, const choose::Groups& groups) {
  for (const auto& [words, names] : groups.all()) {
    log::write(log::Level::kInfo, compose("{}: {}: {}", what, choose::name_list(names), words));
  }
}

}  // namespace

void Readiness::hit(const std::string& kernel, const std::string& where) {
  store_.count_hit();
  hits_.add(where, kernel);
}

void Readiness::miss(const std::string& kernel, const std::string& reason) {
  store_.count_miss({kernel, reason});
  misses_.push_back({kernel, reason});
}

void Readiness::log() const {
  tell_each("hit", hits_);
  choose::Groups missed;
  for (const StoreMiss& miss : misses_) missed.add(miss.reason, miss.kernel);
  tell_each("miss", missed);
}

Status Readiness::strict_status() const {
  if (misses_.empty()) return {};
  choose::Groups by_reason;
  for (const StoreMiss& miss : misses_) by_reason.add(miss.reason, miss.kernel);
  std::string list;
  for (const auto& [reason, names] : by_reason.all()) {
    list += compose("{}{} ({})", list.empty() ? "" : "; ", joined(names, ", "), reason);
  }
  return {Code::kNotFound,
          compose("strict: {} of the program's kernels {} not ready in a cache: {}", misses_.size(),
                  misses_.size() == 1 ? "was" : "were", list)};
}

}  // namespace larder::inline v1::images
