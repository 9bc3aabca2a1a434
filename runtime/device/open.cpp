#include "runtime/device/open.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>
#include <vector>

#include "runtime/choose/choose.h"
#include "runtime/compose.h"
#include "runtime/device/catalogue.h"
#include "runtime/device/cpu_engine.h"
#include "runtime/device/cpu_records.h"
#include "runtime/device/environment.h"
#include "runtime/device/gpu_engine.h"
#include "runtime/device/gpu_images.h"
#include "runtime/device/log.h"
#include "runtime/device/look_ups.h"
#include "runtime/driver/driver.h"

namespace larder::inline v1::detail {
namespace {

struct Gpus {
  std::shared_ptr<const driver::Driver> driver;
  std::vector<driver::DeviceInfo> devices;  ///< those to try, best first
};

/// The newest architecture first, then the one with the most multiprocessors.
bool better(const driver::DeviceInfo& left, const driver::DeviceInfo& right) {
  return std::tuple(left.major, left.minor, left.multiprocessors, -left.ordinal) >
         std::tuple(right.major, right.minor, right.multiprocessors, -right.ordinal);
}

Result<Gpus> find_gpus(int ordinal) {
  Result<std::shared_ptr<const driver::Driver>> driver = driver::Driver::open();
  if (!driver.ok()) return driver.status();
  Result<std::vector<driver::DeviceInfo>> devices = (*driver)->devices();
  if (!devices.ok()) return devices.status();
  if (ordinal < 0) {
    std::sort(devices->begin(), devices->end(), better);
    return Gpus{*driver, *std::move(devices)};
  }
  const auto count = static_cast<int>(devices->size());
  if (ordinal < count) return Gpus{*driver, {(*devices)[static_cast<std::size_t>(ordinal)]}};
  return Status(Code::kUnavailable,
                compose("device {} was asked for, and the driver has {}: 0 to {}", ordinal, count,
                        count - 1));
}

choose::DeviceFacts facts_of(const driver::DeviceInfo& device, int driver_version) {
  return {device.ordinal, device.name, device.major, device.minor, driver_version};
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Opened on_cpu(std::vector<std::string> reasons, const Options& options) {
  Opened opened;
  opened.engine = std::make_unique<CpuEngine>(reasons.front(), options.watchdog);
  opened.report = {Backend::kCpu, std::move(reasons)};
  return opened;
}

Opened refused(Status status, std::vector<std::string> reasons) {
  Opened opened;
  opened.status = std::move(status);
  opened.report = {Backend::kGpu, std::move(reasons), false};
  opened.name = "none";
  return opened;
}

/// Tells what was found. Under Options::strict, what was not ready is an error.
Opened strictly(Opened opened, const LookUps& look_ups, const Options& options) {
  look_ups.tell();
  const Status status = options.strict ? look_ups.strict_status() : Status();
  return status.ok() ? std::move(opened) : refused(status, {status.message()});
}

/// One attempt to open one GPU.
struct Attempt {
  choose::Decision decision;
  Result<std::unique_ptr<Engine>> engine;
  LookUps look_ups;
};

/// What an opening works with.
struct Opening {
  const Options& options;
  const CacheNames& names;
  const std::vector<RegisteredModule>& modules;
  const Catalogue& catalogue;
  UserStore& store;
};

/// The kernels of libraries that come after the device was opened. `facts` has the device.
LoadModules loader(const std::shared_ptr<const driver::PrimaryContext>& context,
                   const Opening& opening, const choose::Facts& chosen) {
  choose::Facts facts;
  facts.policy = chosen.policy;
  facts.policy_origin = chosen.policy_origin;
  facts.device = chosen.device;
  return [context, facts, options = opening.options, names = opening.names](
             const std::vector<std::uint64_t>& modules) -> Result<LoadedKernels> {
    const Catalogue catalogue = Catalogue::collect(names, registered_modules(modules));
    choose::Facts all = facts;
    all.kernels = catalogue.facts();
    UserStore& store = UserStore::of(options.store);
    LookUps look_ups(store);
    Result<LoadedKernels> loaded = load_kernels(context, catalogue, all, choose::choose_images(all),
                                                {store, look_ups, options.refresh});
    look_ups.tell();
    const Status strict = options.strict ? look_ups.strict_status() : Status();
    return strict.ok() ? std::move(loaded) : strict;
  };
}

std::string images_text(std::size_t count) {
  return compose("{} {}", count, count == 1 ? "image" : "images");
}

/// What the driver had to compile, now or at an earlier start.
std::vector<std::string> driver_reasons(const LoadedKernels& loaded, const UserStore& store) {
  std::vector<std::string> reasons;
  const std::string place = store.folder().empty() ? "memory" : store.folder();
  if (loaded.compiled > 0) {
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(loaded.compiling);
    reasons.push_back(compose("the driver compiled {} in {} ms{}", images_text(loaded.compiled),
                              time.count(), loaded.kept ? ", kept in " + place : ""));
  }
  if (loaded.from_store > 0) {
    reasons.push_back(compose("machine code that the driver made before: {} of {}",
                              images_text(loaded.from_store), place));
  }
  return reasons;
}

Attempt try_device(const Gpus& gpus, const driver::DeviceInfo& device, const Opening& opening,
                   const choose::Facts& facts) {
  Attempt attempt{choose::choose(facts), Status(Code::kNotFound, "not chosen"),
                  LookUps(opening.store)};
  if (attempt.decision.backend == Backend::kCpu || !attempt.decision.status.ok()) return attempt;
  const auto context = driver::PrimaryContext::retain(gpus.driver, device);
  if (!context.ok()) {
    attempt.engine = context.status();
    return attempt;
  }
  Result<LoadedKernels> loaded = load_kernels(
      *context, opening.catalogue, facts, attempt.decision,
      {opening.store, attempt.look_ups, opening.options.refresh, !opening.options.strict});
  if (loaded.ok()) {
    append(attempt.decision.reasons, driver_reasons(*loaded, opening.store));
    attempt.engine = std::unique_ptr<Engine>(std::make_unique<GpuEngine>(
        *context, *std::move(loaded), opening.modules, loader(*context, opening, facts)));
  } else {
    attempt.engine = loaded.status();
  }
  return attempt;
}

Opened on_gpu(Attempt attempt, const driver::DeviceInfo& device, const Opening& opening) {
  Opened opened;
  opened.engine = *std::move(attempt.engine);
  opened.report = {Backend::kGpu, std::move(attempt.decision.reasons)};
  append(opened.report.reasons, opening.catalogue.notes());
  opened.name = device.name;
  opened.ordinal = device.ordinal;
  return strictly(std::move(opened), attempt.look_ups, opening.options);
}

/// Why an attempt gave no engine: the decision's reasons, or what failed after it.
std::vector<std::string> reasons_of(const Attempt& attempt, const choose::Facts& facts) {
  const choose::Decision& decision = attempt.decision;
  if (decision.backend == Backend::kCpu || !decision.status.ok()) return decision.reasons;
  return {attempt.engine.status().message(), "not used: " + choose::device_text(*facts.device)};
}

Status error_of(const Attempt& attempt, const choose::Facts& facts) {
  if (!attempt.decision.status.ok()) return attempt.decision.status;
  return attempt.engine.status().with_context(
      compose("a GPU is required ({})", facts.policy_origin));
}

Opened try_devices(const Gpus& gpus, const Opening& opening, choose::Facts facts) {
  std::vector<std::string> reasons;
  Status first_error;
  for (const driver::DeviceInfo& device : gpus.devices) {
    facts.device = facts_of(device, gpus.driver->version());
    Attempt attempt = try_device(gpus, device, opening, facts);
    if (attempt.engine.ok()) return on_gpu(std::move(attempt), device, opening);
    append(reasons, reasons_of(attempt, facts));
    if (first_error.ok()) first_error = error_of(attempt, facts);
  }
  append(reasons, opening.catalogue.notes());
  if (facts.policy == Policy::kRequireGpu) return refused(first_error, std::move(reasons));
  return on_cpu(std::move(reasons), opening.options);
}

/// A GPU, or what takes its place.
Opened open_wanted_gpu(const Opening& opening, choose::Facts facts) {
  const Result<Gpus> gpus = find_gpus(opening.options.ordinal);
  if (!gpus.ok()) {
    facts.why_no_device = gpus.status();
    choose::Decision decision = choose::choose(facts);
    if (!decision.status.ok()) return refused(decision.status, std::move(decision.reasons));
    return on_cpu(std::move(decision.reasons), opening.options);
  }
  facts.kernels = opening.catalogue.facts();
  return try_devices(*gpus, opening, std::move(facts));
}

/// What runs on the CPU is looked up as what runs on a GPU is.
Opened with_records(Opened opened, const Opening& opening) {
  if (opened.report.backend != Backend::kCpu || !opened.status.ok()) return opened;
  LookUps look_ups(opening.store);
  // CPU variants need no compiling: strict asks whether the caches that ship are complete, and what
  // an earlier start has noted in the store must not answer for them.
  find_cpu_records(opening.catalogue, opening.options.strict ? nullptr : &opening.store, look_ups);
  return strictly(std::move(opened), look_ups, opening.options);
}

Options with_environment(Options options) {
  options.strict = options.strict || environment_flag("LARDER_STRICT");
  options.refresh = options.refresh || environment_flag("LARDER_REFRESH");
  options.watchdog = environment_seconds("LARDER_WATCHDOG").value_or(options.watchdog);
  return options;
}

}  // namespace

Asked asked_policy(const Options& options) {
  const std::string word = environment("LARDER_DEVICE");
  const std::string origin = compose("LARDER_DEVICE={}", word);
  if (word == "auto") return {Policy::kPreferGpu, origin};
  if (word == "gpu") return {Policy::kRequireGpu, origin};
  if (word == "cpu") return {Policy::kCpu, origin};
  if (!word.empty()) warn_once(origin + " is not auto, gpu or cpu: it is ignored");
  return {options.policy, "Options::policy"};
}

Opened open_engine(const Options& given) {
  check_environment();
  const Options options = with_environment(given);
  const Asked asked = asked_policy(options);
  choose::Facts facts;
  facts.policy = asked.policy;
  facts.policy_origin = asked.origin;
  const CacheNames names{environment("LARDER_CACHE"), options.cache};
  const std::vector<RegisteredModule> modules = registered_modules();
  const Catalogue catalogue = Catalogue::collect(names, modules);
  for (const std::string& each : catalogue.attempts()) log::write(log::Level::kDebug, each);
  UserStore& store = UserStore::of(options.store);
  if (store.flushes_on_change()) store.begin(digest_of_keys("program", catalogue.kernels()));
  const Opening opening{options, names, modules, catalogue, store};
  if (asked.policy == Policy::kCpu) {
    return with_records(on_cpu(choose::choose(facts).reasons, options), opening);
  }
  Opened opened = open_wanted_gpu(opening, std::move(facts));
  opened.fallback = opened.report.backend == Backend::kCpu;
  return with_records(std::move(opened), opening);
}

}  // namespace larder::inline v1::detail
