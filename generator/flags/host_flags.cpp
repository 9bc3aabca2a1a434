#include "generator/flags/host_flags.h"

#include <filesystem>
#include <memory>
#include <optional>

#include "generator/flags/treatment.h"

namespace larder::generate {
namespace {

namespace fs = std::filesystem;

/// These make the standard library and glibc call a host function, which device code can't do:
/// neither Clang nor nvcc would accept std::array in a kernel.
bool is_host_check(std::string_view macro) {
  return macro.starts_with("_GLIBCXX_ASSERTIONS") || macro.starts_with("_FORTIFY_SOURCE");
}

/// Macros that larder-nvcc passes to the host compiler, as nvcc does. nvcc itself defines them
/// anyway.
bool is_nvccs_own(std::string_view macro) {
  return macro.starts_with("__CUDACC_") || macro.starts_with("__NVCC__") ||
         macro.starts_with("__CUDA_ARCH_LIST__") || macro.starts_with("LARDER_HOST");
}

/// nvcc splits the values of list options at commas. A backslash prevents that if the value is a
/// macro or a word for another tool, but not in -I, -isystem and -include.
std::string for_nvcc(std::string_view option, std::string_view value) {
  std::string out(option);
  for (const char c : value) {
    if (c == ',' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// "-std=" with nvcc's version of C++ for `standard`, the value of a host's -std: nvcc
/// knows none after C++20, and none of GNU's extensions.
std::string device_standard(std::string standard) {
  if (standard.starts_with("gnu++")) standard = "c" + standard.substr(3);
  for (const char* newer : {"c++2a", "c++2b", "c++23", "c++2c", "c++26"})
    if (standard == newer) standard = "c++20";
  return "-std=" + standard;
}

class Reader {
 public:
  explicit Reader(const PrecompiledSource& precompiled) : precompiled_(precompiled) {}

  Status read(std::span<const std::string> words) {
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    unsigned missing_at = 0;
    unsigned missing = 0;
    const llvm::opt::InputArgList arguments = getDriverOptTable().ParseArgs(
        pointers, missing_at, missing, llvm::opt::Visibility(table::ClangOption));
    if (missing != 0) return {Code::kInvalidArgument, words[missing_at] + " lacks its value"};
    for (const llvm::opt::Arg* argument : arguments)
      if (Status s = take(*argument, arguments); !s) return s;
    return take_preprocessors();
  }

  HostFlags finish() && {
    out_.scan.insert(out_.scan.begin(), "-std=" + standard_);
    out_.device.insert(out_.device.begin(), device_standard(standard_));
    if (optimised_) add_macros({"-D__OPTIMIZE__=1", "-U__NO_INLINE__"});
    if (for_size_) add_macros({"-D__OPTIMIZE_SIZE__=1"});
    if (fast_ || all_fast_) add_macros({"-D__FAST_MATH__=1"});
    if (finite_ || all_fast_) add_macros({"-D__FINITE_MATH_ONLY__=1"});
    // The value is g++'s; the host source does not compare it.
    if (openmp_) add_macros({"-D_OPENMP=201511"});
    return std::move(out_);
  }

 private:
  Status take(const llvm::opt::Arg& argument, const llvm::opt::ArgList& all) {
    const std::string flag = argument.getAsString(all);
    if (argument.getOption().getKind() == llvm::opt::Option::UnknownClass) {
      if (is_harmless_of_gcc(flag)) return {};
      return refused(flag, "is not known to Clang, which reads the source");
    }
    const llvm::opt::Option option = argument.getOption().getUnaliasedOption();
    const std::string name = option.getPrefixedName().str();
    const std::string value = argument.getNumValues() > 0 ? argument.getValue() : "";
    switch (treatment_of(option)) {
      case Treatment::kDrop:
        return {};
      case Treatment::kScan:
        return add(name + value);
      case Treatment::kMacro:
        return add_macro(name, value);
      case Treatment::kFolder:
        return add_folder(name, value);
      case Treatment::kHostFolder:
      case Treatment::kForcedMacros:
      case Treatment::kHostToo:
        return add_host(name + value);
      case Treatment::kForced:
        return force(value);
      case Treatment::kPrecompiled:
        return include_text_of(value);
      case Treatment::kStandard:
        return set_standard(name, value);
      case Treatment::kPreprocessor:
        return keep_inner(argument);
      case Treatment::kOptimisation:
        return optimise(name, value);
      case Treatment::kFastMath:
        return set_math(name);
      case Treatment::kOpenMp:
        openmp_ = name != "-fno-openmp";
        return {};
      case Treatment::kUnsignedChar:
        return add_front_end("-funsigned-char", "--unsigned_chars");
      case Treatment::kSignedChar:
        return add_front_end("-fsigned-char", "--signed_chars");
      case Treatment::kShortEnums:
        return add_front_end("-fshort-enums", "--short_enums");
      case Treatment::kPackStruct:
        return pack(value);
      case Treatment::kChar8:
        return add_char8("-fchar8_t", "--char8_t");
      case Treatment::kNoChar8:
        return add_char8("-fno-char8_t", "--no_char8_t");
      case Treatment::kNoOperatorNames:
        return add_front_end(flag, "--no_alternative_tokens");
      case Treatment::kWrapping:
        return warn_of_overflow(flag);
      case Treatment::kRefuse:
        return refused(flag, "can't be passed to both nvcc and Clang");
    }
    return {};
  }

  static Status refused(const std::string& flag, const std::string& why) {
    return {Code::kInvalidArgument,
            flag + " " + why +
                ": give it to other sources only (a static_library of their own), "
                "or run larder-generate with the flags that matter after --"};
  }

  Status add(std::string word) {
    out_.scan.push_back(std::move(word));
    return {};
  }

  void add_macros(std::initializer_list<const char*> words) {
    for (const char* word : words) {
      out_.scan.emplace_back(word);
      out_.device.emplace_back(word);
    }
  }

  Status add_macro(const std::string& name, const std::string& value) {
    if (name == "-D" && is_host_check(value)) return {};
    if (name == "-D" && is_nvccs_own(value)) return add(name + value);
    out_.device.push_back(for_nvcc(name, value));
    return add(name + value);
  }

  Status add_folder(const std::string& name, const std::string& value) {
    const std::string option = name == "-I" ? "-I" : "-isystem";
    folders_.push_back(value);
    if (value.find(',') != std::string::npos) return add_host(option + value);
    out_.device.push_back((option == "-I" ? "-I" : "-isystem=") + value);
    return add(option + value);
  }

  /// nvcc's shell reads what is behind -Xcompiler once more.
  Status add_host(const std::string& word) {
    const bool quoted = word.find(' ') != std::string::npos;
    out_.device.push_back(for_nvcc("-Xcompiler=", quoted ? '"' + word + '"' : word));
    return add(word);
  }

  Status add_front_end(const std::string& scan, const std::string& nvcc) {
    out_.device.push_back(for_nvcc("-Xcudafe=", nvcc));
    return add(scan);
  }

  /// The host's preprocessor says whether there is a char8_t; the front end needs an option for it.
  Status add_char8(const std::string& scan, const std::string& nvcc) {
    out_.device.push_back("-Xcompiler=" + scan);
    return add_front_end(scan, nvcc);
  }

  Status pack(const std::string& value) {
    const std::string size = value.empty() ? "1" : value;
    return add_front_end("-fpack-struct=" + size, "--pack_alignment=" + size);
  }

  /// If only the precompiled form of a header is in the search path, it stands for its text.
  Status force(const std::string& file) {
    std::vector<std::string> places = {""};
    if (!fs::path(file).is_absolute())
      places.insert(places.end(), folders_.begin(), folders_.end());
    for (const std::string& folder : places) {
      const std::string path = (fs::path(folder) / file).lexically_normal().string();
      const std::string text = precompiled_(path + ".gch");
      if (!text.empty()) return add_forced(text);
      std::error_code ignored;
      if (fs::exists(path, ignored)) break;
    }
    return add_forced(file);
  }

  Status include_text_of(const std::string& precompiled) {
    const std::string text = precompiled_(fs::path(precompiled).lexically_normal().string());
    if (!text.empty()) return add_forced(text);
    return {Code::kInvalidArgument,
            "-include-pch " + precompiled +
                ": compile_commands.json does not say which header it was made from; write "
                "-include with that header instead"};
  }

  Status add_forced(const std::string& file) {
    out_.forced.push_back(file);
    return add("-include" + file);
  }

  Status set_standard(const std::string& name, const std::string& value) {
    standard_ = name == "-ansi" ? "c++98" : value;
    return {};
  }

  Status optimise(const std::string& name, const std::string& value) {
    all_fast_ = name == "-Ofast" || value == "fast";
    optimised_ = name != "-O0" && value != "0";
    for_size_ = value == "s" || value == "z";
    return {};
  }

  Status set_math(const std::string& name) {
    const bool on = !name.starts_with("-fno-");
    finite_ = on;
    if (name.ends_with("fast-math")) fast_ = on;
    if (!on) all_fast_ = false;
    return {};
  }

  Status warn_of_overflow(const std::string& flag) {
    out_.warnings.push_back(
        flag +
        " has no effect on the GPU's code, where nvcc assumes that signed overflow is impossible; "
        "compute in unsigned numbers if a kernel relies on it");
    return {};
  }

  Status keep_inner(const llvm::opt::Arg& argument) {
    for (unsigned i = 0; i < argument.getNumValues(); ++i)
      preprocessor_.emplace_back(argument.getValue(i));
    return {};
  }

  /// The options in -Wp and -Xpreprocessor follow the driver's own flags.
  Status take_preprocessors() {
    if (preprocessor_.empty()) return {};
    const std::vector<std::string> words = std::exchange(preprocessor_, {});
    return read(words);
  }

  const PrecompiledSource& precompiled_;
  HostFlags out_;
  std::vector<std::string> folders_;
  std::vector<std::string> preprocessor_;
  std::string standard_ = "gnu++17";  // the default of current compilers
  bool optimised_ = false;
  bool for_size_ = false;
  bool all_fast_ = false;  // set by the last -O
  bool fast_ = false;
  bool finite_ = false;
  bool openmp_ = false;
};

}  // namespace

Result<HostFlags> read_flags(std::span<const std::string> command,
                             const PrecompiledSource& precompiled) {
  Reader reader(precompiled);
  if (Status s = reader.read(command); !s) return s;
  return std::move(reader).finish();
}

std::vector<std::string> for_host_compiler(const std::vector<std::string>& device) {
  std::vector<std::string> out;
  for (std::string_view word : device) {
    if (word == "-Xcudafe=--unsigned_chars") out.emplace_back("-funsigned-char");
    if (word == "-Xcudafe=--signed_chars") out.emplace_back("-fsigned-char");
    if (word.starts_with("-Xcudafe=")) continue;
    std::string flag;
    const bool escaped = word.starts_with("-Xcompiler=") || word.starts_with("-D");  // for_nvcc()
    if (word.starts_with("-Xcompiler=")) {
      word.remove_prefix(word.find('=') + 1);
      if (word.starts_with('"')) word = word.substr(1, word.size() - 2);  // add_host()
    } else if (word.starts_with("-isystem=")) {
      flag = "-isystem";
      word.remove_prefix(word.find('=') + 1);
    }
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (escaped && word[i] == '\\') ++i;
      flag += word[i];
    }
    out.push_back(std::move(flag));
  }
  return out;
}

}  // namespace larder::generate
