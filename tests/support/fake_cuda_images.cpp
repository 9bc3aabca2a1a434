// The images of the stand-in for libcuda: its own text, and what nvcc made.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include "tests/support/fake_cuda_code.h"
#include "tests/support/fake_cuda_state.h"

namespace larder::fake {
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

void add_kernel(Image& image, const std::string& symbol, int static_shared) {
  auto& kernel = image.kernels[symbol] = std::make_unique<Kernel>();
  kernel->image = &image;
  kernel->symbol = symbol;
  kernel->static_shared = static_shared;
}

}  // namespace

// Tests open devices for very many kernels: no streams here.
void State::read_text(Image& image, std::string_view rest) {
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    const Entry entry = parse_entry(word);
    if (entry.symbol.empty()) continue;
    if (entry.kind == "kernel") {
      add_kernel(image, entry.symbol, entry.number);
    } else if (entry.kind == "variable" && entry.has_number) {
      const auto size = static_cast<std::size_t>(entry.number);
      image.variables[entry.symbol] = {allocate(size), size};
      std::memset(address(image.variables[entry.symbol].address), 0, size);
    }
  }
}

Result State::read_cubin(Image& image, const char* bytes) {
  const std::optional<Code> code = fake::read_cubin(bytes);
  if (!code) return kInvalidImage;
  const auto [major, minor] = capabilities[static_cast<std::size_t>(device())];
  if (code->major != major || code->minor > minor) return kNoBinary;
  take(image, *code);
  return kSuccess;
}

Result State::read_ptx(Image& image, std::string_view text) {
  const std::optional<Code> code = fake::read_ptx(text);
  if (!code) return kInvalidImage;
  const std::pair<int, int> made_for(code->major, code->minor);
  if (made_for > capabilities[static_cast<std::size_t>(device())]) return kNoBinary;
  take(image, *code);
  for (auto& [symbol, program] : read_programs(text)) image.kernels[symbol]->program = program;
  return kSuccess;
}

void State::take(Image& image, const Code& code) {
  image.is_real = true;
  for (const CodeKernel& each : code.kernels)
    add_kernel(image, each.symbol, static_cast<int>(each.static_shared));
  for (const CodeVariable& each : code.variables) {
    const Variable made{allocate(each.value.size()), each.value.size()};
    std::memcpy(address(made.address), each.value.data(), made.size);
    image.variables[each.symbol] = made;
  }
  for (const CodeVariable& each : code.variables) {
    for (const auto& [offset, symbol, byte] : each.addresses) {
      const Pointer there = image.variables[symbol].address + byte;
      std::memcpy(address(image.variables[each.symbol].address + offset), &there, sizeof there);
    }
  }
}

Result State::read(Image& image, const char* code) {
  if (is_cubin(code)) return read_cubin(image, code);
  std::string_view text = code;
  if (text.starts_with(kCompiled)) text.remove_prefix(kCompiled.size());
  if (is_ptx(text)) return read_ptx(image, text);
  read_text(image, text);
  return kSuccess;
}

Result State::load(const char* code, void** handle) {
  auto image = std::make_unique<Image>();
  if (const Result result = read(*image, code); result != kSuccess) return result;
  Image* const made = image.get();
  images_[made] = std::move(image);
  *handle = made;
  return kSuccess;
}

bool State::unload(Image* image) {
  const auto found = images_.find(image);
  if (found == images_.end()) return false;
  for (const auto& [symbol, variable] : found->second->variables) free(variable.address);
  images_.erase(found);
  return true;
}

}  // namespace larder::fake
