#include "runtime/device/open.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/choose/choose.h"
#include "runtime/choose/devices.h"
#include "runtime/compose.h"
#include "runtime/device/environment.h"
#include "runtime/device/gpus.h"
#include "runtime/driver/context.h"
#include "runtime/engine/cpu_engine.h"
#include "runtime/engine/gpu_engine.h"
#include "runtime/images/catalogue.h"
#include "runtime/images/cpu_records.h"
#include "runtime/images/gpu_images.h"
#include "runtime/images/readiness.h"
#include "runtime/log.h"

namespace larder::inline v1::device {
namespace {

using detail::UserStore;
using engine::Engine;
using images::CacheNames;
using images::Catalogue;
using images::LoadedKernels;
using images::Readiness;
using kernels::RegisteredModule;

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Opened on_cpu(std::vector<std::string> reasons, const Options& options) {
  Opened opened;
  opened.engine = std::make_unique<engine::CpuEngine>(reasons.front(), options.watchdog);
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

/// Logs the results. Under Options::strict, a kernel that was not ready is an error.
Opened apply_strict(Opened opened, const Readiness& readiness, const Options& options) {
  readiness.log();
  const Status status = options.strict ? readiness.strict_status() : Status();
  return status.ok() ? std::move(opened) : refused(status, {status.message()});
}

/// The data of an opening.
struct Opening {
  const Options& options;
  const CacheNames& names;
  const std::vector<RegisteredModule>& modules;
  const Catalogue& catalogue;
  UserStore& store;
};

/// Loads the kernels of libraries that are loaded after the device was opened. `facts` has the
/// device.
engine::LoadModules loader(const std::shared_ptr<const driver::PrimaryContext>& context,
                           const Opening& opening, const choose::Facts& chosen) {
  choose::Facts facts;
  facts.policy = chosen.policy;
  facts.policy_origin = chosen.policy_origin;
  facts.device = chosen.device;
  return [context, facts, options = opening.options, names = opening.names](
             const std::vector<std::uint64_t>& modules) -> Result<LoadedKernels> {
    const Catalogue catalogue = Catalogue::collect(names, kernels::registered_modules(modules));
    choose::Facts all = facts;
    all.kernels = catalogue.facts();
    UserStore& store = UserStore::of(options.store);
    Readiness readiness(store);
    Result<LoadedKernels> loaded = images::load_kernels(
        context, catalogue, all, choose::choose_images(all), {store, readiness, options.refresh});
    readiness.log();
    const Status strict = options.strict ? readiness.strict_status() : Status();
    return strict.ok() ? std::move(loaded) : strict;
  };
}

std::string images_text(std::size_t count) {
  return compose("{} {}", count, count == 1 ? "image" : "images");
}

/// Sentences about images that the driver had to compile, now or at an earlier start.
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

Result<std::unique_ptr<Engine>> gpu_engine(const Gpus& gpus, std::size_t device,
                                           const Opening& opening, const choose::Facts& facts,
                                           choose::Decision& decision, Readiness& readiness) {
  const auto context = driver::PrimaryContext::retain(gpus.driver, gpus.devices[device]);
  if (!context.ok()) return context.status();
  Result<LoadedKernels> loaded = images::load_kernels(
      *context, opening.catalogue, facts, decision,
      {opening.store, readiness, opening.options.refresh, !opening.options.strict});
  if (!loaded.ok()) return loaded.status();
  append(decision.reasons, driver_reasons(*loaded, opening.store));
  return std::unique_ptr<Engine>(std::make_unique<engine::GpuEngine>(
      *context, *std::move(loaded), opening.modules, loader(*context, opening, facts)));
}

/// Makes the engine of the first usable GPU.
class EngineMaker final : public choose::DeviceUser {
 public:
  EngineMaker(const Result<Gpus>& gpus, const Opening& opening) : gpus_(gpus), opening_(opening) {}

  Status use(std::size_t device, const choose::Facts& facts, choose::Decision& decision) override {
    readiness.emplace(opening_.store);
    auto made = gpu_engine(*gpus_, device, opening_, facts, decision, *readiness);
    if (!made.ok()) return made.status();
    engine = *std::move(made);
    return {};
  }

  std::unique_ptr<Engine> engine;
  std::optional<Readiness> readiness;

 private:
  const Result<Gpus>& gpus_;
  const Opening& opening_;
};

/// A GPU, or its replacement.
Opened open_wanted_gpu(const Opening& opening, choose::Facts facts) {
  const Result<Gpus> gpus = find_gpus(opening.options.ordinal);
  if (gpus.ok()) facts.kernels = opening.catalogue.facts();
  EngineMaker maker(gpus, opening);
  auto [decision, device] = choose::choose_device(std::move(facts), facts_of(gpus), maker);
  if (gpus.ok()) append(decision.reasons, opening.catalogue.notes());
  if (!decision.status.ok()) return refused(decision.status, std::move(decision.reasons));
  if (!device) return on_cpu(std::move(decision.reasons), opening.options);
  Opened opened;
  opened.engine = std::move(maker.engine);
  opened.report = {Backend::kGpu, std::move(decision.reasons)};
  opened.name = gpus->devices[*device].name;
  opened.ordinal = gpus->devices[*device].ordinal;
  return apply_strict(std::move(opened), *maker.readiness, opening.options);
}

/// CPU variants are looked up as images for a GPU are.
Opened record_cpu_variants(Opened opened, const Opening& opening) {
  if (opened.report.backend != Backend::kCpu || !opened.status.ok()) return opened;
  Readiness readiness(opening.store);
  // CPU variants need no compiling: strict mode checks whether shipped caches are complete, so
  // records that an earlier start has saved in the store must not count.
  images::find_cpu_records(opening.catalogue, opening.options.strict ? nullptr : &opening.store,
                           readiness);
  return apply_strict(std::move(opened), readiness, opening.options);
}

/// A program that opens devices repeatedly warns only once that it runs on the CPU.
log::Level level_of(const Opened& opened) {
  static std::atomic_flag told = ATOMIC_FLAG_INIT;
  if (!opened.status.ok()) return log::Level::kWarn;
  return opened.fallback && !told.test_and_set() ? log::Level::kWarn : log::Level::kInfo;
}

Options with_environment(Options options) {
  options.strict = options.strict || environment_flag("LARDER_STRICT");
  options.refresh = options.refresh || environment_flag("LARDER_REFRESH");
  options.watchdog = environment_seconds("LARDER_WATCHDOG").value_or(options.watchdog);
  return options;
}

}  // namespace

choose::PolicyChoice policy_of(const Options& options) {
  const std::string value = environment("LARDER_DEVICE");
  if (auto asked = choose::parse_policy(value)) return *std::move(asked);
  if (!value.empty())
    log::warn_once(compose("LARDER_DEVICE={} is not auto, gpu or cpu: it is ignored", value));
  return {options.policy, "Options::policy"};
}

void tell(const Opened& opened) {
  log::write(level_of(opened), opened.status.ok() ? opened.report.text() : opened.status.text());
}

Opened open_engine(const Options& given) {
  check_environment();
  const Options options = with_environment(given);
  const choose::PolicyChoice asked = policy_of(options);
  choose::Facts facts;
  facts.policy = asked.policy;
  facts.policy_origin = asked.origin;
  const CacheNames names{environment("LARDER_CACHE"), options.cache};
  const std::vector<RegisteredModule> modules = kernels::registered_modules();
  const Catalogue catalogue = Catalogue::collect(names, modules);
  for (const std::string& each : catalogue.attempts()) log::write(log::Level::kDebug, each);
  UserStore& store = UserStore::of(options.store);
  if (store.flushes_on_change())
    store.begin(images::digest_of_keys("program", catalogue.kernels()));
  const Opening opening{options, names, modules, catalogue, store};
  if (asked.policy == Policy::kCpu) {
    return record_cpu_variants(on_cpu(choose::choose(facts).reasons, options), opening);
  }
  Opened opened = open_wanted_gpu(opening, std::move(facts));
  opened.fallback = opened.report.backend == Backend::kCpu;
  return record_cpu_variants(std::move(opened), opening);
}

}  // namespace larder::inline v1::device
