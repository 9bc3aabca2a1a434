// The printf of kernels that the stand-in runs.
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "tests/support/fake_cuda_program.h"

namespace larder::fake {
namespace {

// Reads arguments one after the other.
class Arguments {
 public:
  explicit Arguments(const std::byte* at) : at_(at) {}

  template <class T>
  T next() {
    const auto address = reinterpret_cast<std::uintptr_t>(at_);
    at_ += (sizeof(T) - address % sizeof(T)) % sizeof(T);
    T made;
    std::memcpy(&made, at_, sizeof made);
    at_ += sizeof made;
    return made;
  }

 private:
  const std::byte* at_;
};

template <class T>
std::string formatted(const std::string& directive, T value) {
  char text[1024];
  std::snprintf(text, sizeof text, directive.c_str(), value);
  return text;
}

// One that begins with "%" and ends with its letter.
std::string formatted(const std::string& directive, Arguments& arguments) {
  const char letter = directive.back();
  const auto is_one_of = [&](const char* letters) {
    return std::strchr(letters, letter) != nullptr;
  };
  if (letter == 's') return formatted(directive, arguments.next<const char*>());
  if (letter == 'p') return formatted(directive, arguments.next<const void*>());
  if (is_one_of("eEfFgGaA")) return formatted(directive, arguments.next<double>());
  if (directive.find('l') != std::string::npos)
    return formatted(directive, arguments.next<long long>());
  return formatted(directive, arguments.next<int>());
}

}  // namespace

std::string printed(const char* format, const std::byte* arguments, int& count) {
  Arguments rest(arguments);
  std::string made;
  for (const char* at = format; *at != '\0'; ++at) {
    if (*at != '%' || at[1] == '%') {
      made += *at;
      if (*at == '%') ++at;
      continue;
    }
    const std::size_t length = std::strcspn(at, "diouxXcspeEfFgGaA") + 1;
    made += formatted(std::string(at, length), rest);
    ++count;
    at += length - 1;
  }
  return made;
}

}  // namespace larder::fake
