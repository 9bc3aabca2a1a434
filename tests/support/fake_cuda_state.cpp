#include "tests/support/fake_cuda_state.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace larder::fake {
namespace {

// Devices whose context this thread has pushed. Without a destructor: threads launch while they
// end.
struct Contexts {
  static constexpr std::size_t kMost = 16;
  int devices[kMost];
  std::size_t count;
};
thread_local Contexts contexts;

}  // namespace

void* address(Pointer number) {
  return reinterpret_cast<void*>(number);  // NOLINT(performance-no-int-to-ptr)
}

State& state() {
  // Never destroyed: programs launch kernels while they end.
  static State& instance = *new State;
  return instance;
}

State::State() {
  const char* text = std::getenv("LARDER_FAKE_CUDA");
  if (!script(text != nullptr ? text : "")) std::fputs("LARDER_FAKE_CUDA: bad script\n", stderr);
  const char* const kernels = std::getenv("LARDER_FAKE_KERNELS");
  if (kernels == nullptr) return;
  void* const library = dlopen(kernels, RTLD_NOW | RTLD_LOCAL);
  if (library != nullptr)
    run_kernel = reinterpret_cast<LarderFakeKernel>(dlsym(library, "larder_fake_kernel"));
  if (run_kernel == nullptr) std::fprintf(stderr, "LARDER_FAKE_KERNELS: %s\n", dlerror());
}

bool State::script(const std::string& text) {
  capabilities = {{9, 0}};
  driver_version = 13000;
  launch = nullptr;
  calls.clear();
  failures_.clear();
  counts_.clear();
  broken_ = kSuccess;
  std::istringstream words(text);
  bool understood = true;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    understood = understood && equals != std::string::npos &&
                 take_word(word.substr(0, equals), word.substr(equals + 1));
  }
  return understood;
}

bool State::take_word(const std::string& key, const std::string& value) {
  if (key == "fail") return take_failure(value);
  if (key == "capability") return take_capabilities(value);
  if (key == "driver") {
    driver_version = std::atoi(value.c_str());
    return true;
  }
  if (key != "devices") return false;
  capabilities.resize(static_cast<std::size_t>(std::atoi(value.c_str())), {9, 0});
  return true;
}

bool State::take_failure(const std::string& value) {
  char name[64];
  Failure failure;
  const int fields =
      std::sscanf(value.c_str(), "%63[^:]:%d:%d", name, &failure.code, &failure.at_call);
  if (fields >= 2) failures_[name] = failure;
  return fields >= 2;
}

bool State::take_capabilities(const std::string& value) {
  std::istringstream list(value);
  capabilities.clear();
  for (std::string each; std::getline(list, each, ',');) {
    int major = 0;
    int minor = 0;
    if (std::sscanf(each.c_str(), "%d.%d", &major, &minor) != 2) return false;
    capabilities.emplace_back(major, minor);
  }
  return true;
}

Result State::enter(const std::string& function, const std::string& details) {
  calls += function + (details.empty() ? "" : " ") + details + "\n";
  const int count = ++counts_[function];
  const auto found = failures_.find(function);
  if (found == failures_.end()) return kSuccess;
  const Failure& failure = found->second;
  if (failure.at_call != 0 && failure.at_call != count) return kSuccess;
  if (failure.code >= kFirstSticky) broken_ = failure.code;
  return failure.code;
}

Result State::enter_context(const std::string& function, const std::string& details) {
  const Result scripted = enter(function, details);
  if (scripted != kSuccess) return scripted;
  if (contexts.count == 0) return kInvalidContext;
  return broken_;
}

bool State::push_context(int device) {
  if (contexts.count == Contexts::kMost) return false;
  contexts.devices[contexts.count++] = device;
  return true;
}

bool State::pop_context() {
  if (contexts.count == 0) return false;
  --contexts.count;
  return true;
}

int State::device() const {
  return contexts.count == 0 ? 0 : contexts.devices[contexts.count - 1] - 1;
}

std::size_t State::depth() const { return contexts.count; }

int State::attribute(int attribute, int device) const {
  const auto [major, minor] = capabilities[static_cast<std::size_t>(device)];
  switch (attribute) {
    case 8:
      return 48 * 1024;  // shared memory of a block
    case 16:
      return 100 + device;  // multiprocessors
    case 75:
      return major;
    case 76:
      return minor;
    case 97:
      return 227 * 1024;  // shared memory of a block, on request
    case 115:             // memory pools
      return 1;
    case 119:  // those to be shared
      return 9;
    default:
      return 0;
  }
}

Pointer State::allocate(std::size_t bytes) {
  auto memory = std::make_unique<std::byte[]>(bytes);
  const auto pointer = reinterpret_cast<Pointer>(memory.get());
  memory_[pointer] = {std::move(memory), bytes};
  return pointer;
}

bool State::free(Pointer pointer) { return memory_.erase(pointer) == 1; }

bool State::valid(Pointer pointer, std::size_t bytes) const {
  auto after = memory_.upper_bound(pointer);
  if (after == memory_.begin()) return false;
  const auto& [start, block] = *--after;
  return pointer - start <= block.second && bytes <= block.second - (pointer - start);
}

Pool* State::make_pool(int device) {
  auto pool = std::make_unique<Pool>();
  pool->device = device;
  Pool* const handle = pool.get();
  pools_[handle] = std::move(pool);
  return handle;
}

Pool& State::default_pool(int device) {
  Pool& pool = default_pools_[device];
  pool.device = device;
  return pool;
}

bool State::destroy_pool(Pool* pool) {
  std::erase_if(current_pools, [&](const auto& each) { return each.second == pool; });
  return pools_.erase(pool) == 1;
}

bool State::is_pool(const Pool* pool) const {
  for (const auto& [device, each] : default_pools_) {
    if (&each == pool) return true;
  }
  return pools_.contains(const_cast<Pool*>(pool));
}

std::size_t State::alive() const {
  return memory_.size() + images_.size() + pools_.size() + static_cast<std::size_t>(streams) +
         static_cast<std::size_t>(retained) + static_cast<std::size_t>(links) +
         static_cast<std::size_t>(events) + static_cast<std::size_t>(objects);
}

}  // namespace larder::fake
