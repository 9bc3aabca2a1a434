#include "runtime/device/environment.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "runtime/compose.h"
#include "runtime/log.h"
#include "runtime/simulator/executor.h"
#include "runtime/simulator/fiber_pool.h"
#include "runtime/simulator/order.h"

namespace larder::inline v1::device {
namespace {

namespace fs = std::filesystem;

void check_log() {
  const std::string word = environment("LARDER_LOG");
  if (log::parse_level(word)) return;
  log::warn_once(compose("LARDER_LOG={} is not off, warn, info or debug: warn is taken", word));
}

void check_lowering() {
  const std::string word = environment("LARDER_CPU");
  if (word.empty() || simulator::parse_lowering(word)) return;
  log::warn_once(
      compose("LARDER_CPU={} is not fibers, plain, vectors, vectors-v3 or vectors-v4: "
              "vectors is taken",
              word));
}

void check_order() {
  const std::string word = environment("LARDER_CPU_ORDER");
  if (word.empty() || simulator::parse_order(word)) return;
  log::warn_once(
      compose("LARDER_CPU_ORDER={} is not forward, reverse or a number: forward is taken", word));
}

void check_stack() {
  const std::string text = environment("LARDER_STACK_KIB");
  if (text.empty() || simulator::parse_stack_kib(text)) return;
  log::warn_once(compose("LARDER_STACK_KIB={} is not a number of {} to {} (KiB): {} is taken", text,
                         simulator::kMinStackKib, simulator::kMaxStackKib,
                         simulator::kDefaultStackKib));
}

// Whether it can hold caches. An index may be a link to one, or unreadable: the code that opens it
// reports that.
bool may_hold_caches(const std::string& element) {
  std::error_code error;
  const fs::file_status found = fs::status(element, error);
  return fs::path(element).extension() == ".larder" ? fs::exists(found) : fs::is_directory(found);
}

void check_cache() {
  const std::string value = environment("LARDER_CACHE");
  std::string wrong;
  for (std::string_view rest = value; !rest.empty();) {
    const std::string element(rest.substr(0, rest.find(':')));
    rest.remove_prefix(std::min(element.size() + 1, rest.size()));
    if (element.empty() || may_hold_caches(element)) continue;
    wrong += (wrong.empty() ? "" : ", ") + element;
  }
  if (wrong.empty()) return;
  log::warn_once(
      compose("LARDER_CACHE names no index and no folder by {}; it takes index files, whose names "
              "end in .larder, and folders, separated by ':'",
              wrong));
}

}  // namespace

bool environment_flag(const char* name) {
  const std::string word = environment(name);
  if (word == "1") return true;
  if (!word.empty() && word != "0") {
    log::warn_once(compose("{}={} is not 0 or 1: 0 is taken", name, word));
  }
  return false;
}

std::optional<double> environment_seconds(const char* name) {
  const std::string text = environment(name);
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && seconds >= 0) return seconds;
  if (!text.empty()) {
    log::warn_once(compose("{}={} is not a number of seconds: it is ignored", name, text));
  }
  return std::nullopt;
}

void check_environment() {
  check_log();
  check_lowering();
  check_order();
  check_stack();
  check_cache();
}

}  // namespace larder::inline v1::device
