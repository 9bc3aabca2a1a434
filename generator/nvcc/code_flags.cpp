#include "generator/nvcc/code_flags.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace larder::nvcc {
namespace {

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

bool starts_with_any(std::string_view word, std::span<const std::string_view> list) {
  return std::ranges::any_of(list, [&](std::string_view start) { return word.starts_with(start); });
}

/// The next word is a name.
constexpr std::array<std::string_view, 10> kNames = {
    "--orig_src_file_name",   "--orig_src_path_name",
    "--include_file_name",    "--module_id_file_name",
    "--gen_c_file_name",      "--stub_file_name",
    "--gen_device_file_name", "-o",
    "--output-file",          "-arch"};
constexpr std::array<std::string_view, 4> kNameStarts = {
    "-arch=", "--gpu-name=", "-o=", "--gen_module_id_file"};
constexpr std::array<std::string_view, 7> kFloatStarts = {
    "-ftz", "-prec_div", "-prec_sqrt", "-fmad", "-fast-math", "--gen_div_approx_ftz", "--fmad"};
constexpr std::array<std::string_view, 3> kLines = {"-generate-line-info", "--generate-line-info",
                                                    "-lineinfo"};
constexpr std::array<std::string_view, 3> kDebug = {"-g", "--device-debug", "--debug_mode"};
/// An image is not linked with anything.
constexpr std::array<std::string_view, 4> kToLink = {"--compile-only", "-c", "-ewp",
                                                     "--extensible-whole-program"};
constexpr std::array<std::string_view, 4> kOwnMacros = {"__CUDA", "__NV", "CUDA_DOUBLE_MATH",
                                                        "__CUDACC"};

/// The words without the program, the architecture and names of files, including `input`.
Words without_names(const Words& command, const std::string& input) {
  Words out;
  for (std::size_t i = 1; i < command.size(); ++i) {
    const std::string& word = command[i];
    if (is_one_of(word, kNames))
      ++i;
    else if (word != input && !starts_with_any(word, kNameStarts))
      out.push_back(word);
  }
  return out;
}

void add(CodeFlags& out, const std::string& tool, const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool floating = starts_with_any(words[i], kFloatStarts);
    if (is_one_of(words[i], kLines)) out.lines = true;
    if (is_one_of(words[i], kDebug)) out.debug = out.lines = true;
    std::string text = tool + " " + words[i];
    // "--fmad false"
    if (floating && i + 1 < words.size() && !words[i + 1].starts_with('-'))
      text += " " + words[++i];
    if (floating) out.floating_point.push_back(text);
    out.all.push_back(std::move(text));
  }
}

}  // namespace

CodeFlags code_flags(const DryRun& run) {
  CodeFlags out;
  add(out, "cicc", without_names(run.cicc, output_of(run.preprocessor)));
  add(out, "ptxas", ptxas_flags(run));
  return out;
}

Words ptxas_flags(const DryRun& run) {
  Words out;
  for (const std::string& word : without_names(run.ptxas, output_of(run.cicc)))
    if (!is_one_of(word, kToLink)) out.push_back(word);
  return out;
}

Words definitions(const DryRun& run) {
  Words out;
  for (std::size_t i = 1; i < run.preprocessor.size(); ++i) {
    const std::string_view word = run.preprocessor[i];
    if (!word.starts_with("-D") && !word.starts_with("-U")) continue;
    const bool separate = word.size() == 2 && i + 1 < run.preprocessor.size();
    const std::string_view macro = separate ? run.preprocessor[++i] : word.substr(2);
    if (starts_with_any(macro, kOwnMacros)) continue;
    out.push_back(std::string(word.substr(0, 2)) + std::string(macro));
  }
  return out;
}

}  // namespace larder::nvcc
