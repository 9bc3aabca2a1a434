#include "tests/support/fake_cuda_state.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string_view>
#include <system_error>

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

namespace {

// "kind:symbol:number", as an image has it for each kernel and variable.
struct Entry {
  std::string_view kind;
  std::string symbol;
  int number = 0;
  bool has_number = false;
};

// The next word of `text`, which is taken from it.
std::string_view next_word(std::string_view& text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kSpace));
  text.remove_prefix(word.size());
  return word;
}

Entry parse_entry(std::string_view word) {
  Entry entry;
  const std::size_t first = std::min(word.find(':'), word.size());
  entry.kind = word.substr(0, first);
  word.remove_prefix(std::min(first + 1, word.size()));
  const std::size_t second = std::min(word.find(':'), word.size());
  entry.symbol = word.substr(0, second);
  word.remove_prefix(std::min(second + 1, word.size()));
  const char* const end = word.data() + word.size();
  entry.has_number = std::from_chars(word.data(), end, entry.number).ec == std::errc();
  return entry;
}

}  // namespace

// Tests open devices for very many kernels: no streams here.
Image* State::load(const char* text) {
  auto image = std::make_unique<Image>();
  std::string_view rest = text;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    const Entry entry = parse_entry(word);
    if (entry.symbol.empty()) continue;
    if (entry.kind == "kernel") {
      auto& kernel = image->kernels[entry.symbol] = std::make_unique<Kernel>();
      kernel->image = image.get();
      kernel->symbol = entry.symbol;
      kernel->static_shared = entry.number;
    } else if (entry.kind == "variable" && entry.has_number) {
      const auto size = static_cast<std::size_t>(entry.number);
      image->variables[entry.symbol] = {allocate(size), size};
      std::memset(address(image->variables[entry.symbol].address), 0, size);
    }
  }
  Image* handle = image.get();
  images_[handle] = std::move(image);
  return handle;
}

bool State::unload(Image* image) {
  const auto found = images_.find(image);
  if (found == images_.end()) return false;
  for (const auto& [symbol, variable] : found->second->variables) free(variable.address);
  images_.erase(found);
  return true;
}

std::size_t State::alive() const {
  return memory_.size() + images_.size() + pools_.size() + static_cast<std::size_t>(streams) +
         static_cast<std::size_t>(retained) + static_cast<std::size_t>(links) +
         static_cast<std::size_t>(events) + static_cast<std::size_t>(objects);
}

}  // namespace larder::fake
