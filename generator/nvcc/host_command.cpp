#include "generator/nvcc/host_command.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace larder::nvcc {
namespace {

/// Flags whose value is the next word, and which define no macro: both are left out.
constexpr std::array<std::string_view, 10> kDropped = {
    "-o", "-MF", "-MT", "-MQ", "-x", "-include", "-include-pch", "-l", "-L", "-Xlinker"};
constexpr std::array<std::string_view, 13> kWithValue = {
    "-D",        "-U",      "-I",      "-isystem",       "-iquote", "-idirafter", "-imacros",
    "-isysroot", "-target", "--param", "-Xpreprocessor", "-Xclang", "-arch"};
constexpr std::array<std::string_view, 10> kAlone = {"-c",  "-S",  "-E", "-MD", "-MMD",
                                                     "-MP", "-MG", "-M", "-MM", "-fsyntax-only"};

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace

Words host_preprocessor(const Words& command) {
  Words out;
  std::size_t i = 0;
  for (; i < command.size() && !command[i].starts_with('-'); ++i) out.push_back(command[i]);
  if (out.empty()) return out;
  for (; i < command.size(); ++i) {
    const std::string& word = command[i];
    const bool has_value = i + 1 < command.size();
    if (is_one_of(word, kDropped)) {
      ++i;
    } else if (is_one_of(word, kWithValue) && has_value) {
      out.push_back(word);
      out.push_back(command[++i]);
    } else if (word.starts_with('-') && word != "--" && !is_one_of(word, kAlone)) {
      out.push_back(word);
    }
  }
  out.insert(out.end(), {"-E", "-dD", "-x", "c++"});
  return out;
}

}  // namespace larder::nvcc
