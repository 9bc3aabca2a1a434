#include "generator/larder_nvcc/build.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "generator/larder_nvcc/cccl.h"
#include "generator/larder_nvcc/objects.h"
#include "generator/nvcc/find.h"
#include "generator/nvcc/process.h"
#include "generator/nvcc/release.h"
#include "runtime/environment.h"

namespace larder::larder_nvcc {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

void append(Words& to, const Words& more) { to.insert(to.end(), more.begin(), more.end()); }

/// For display: words with blanks are quoted.
std::string shown(const Words& command) {
  std::string text = "#$";
  for (const std::string& word : command)
    text += word.find_first_of(" '\"\\$;") == std::string::npos ? " " + word : " '" + word + "'";
  return text;
}

/// Answers of compilers are kept for all builds of this user or, if the user has no cache folder,
/// beside the output.
Words probes_options() {
  const std::string cache = user_cache_folder();
  return cache.empty() ? Words{} : Words{"--probes", cache + "/larder-nvcc/probes"};
}

/// Larder's headers are C++17, which is nvcc's default.
bool is_old_standard(const std::string& flag) {
  constexpr std::string_view kOld[] = {"-std=c++03", "-std=c++11", "-std=c++14"};
  return std::ranges::find(kOld, flag) != std::end(kOld);
}

/// Not Larder's own folder, which has headers of these names.
bool has_cudas_headers(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "cuda_runtime_api.h", ignored) &&
         fs::exists(folder / "crt/host_runtime.h", ignored);
}

/// -I and -isystem of a toolkit's folder become -idirafter.
Words with_toolkits_last(const Words& flags) {
  Words out;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const bool system = flags[i] == "-isystem" && i + 1 < flags.size();
    const std::string folder = system                       ? flags[i + 1]
                               : flags[i].starts_with("-I") ? flags[i].substr(2)
                                                            : "";
    if (!folder.empty() && has_cudas_headers(folder)) {
      append(out, {"-idirafter", folder});
      i += system ? 1 : 0;
    } else {
      out.push_back(flags[i]);
    }
  }
  return out;
}

class Builder {
 public:
  Builder(const Command& command, const Installed& installed)
      : command_(command),
        installed_(installed),
        nvcc_(nvcc::find_nvcc(environment("LARDER_NVCC"))),
        release_(find_release()),
        cccl_(cccl_flags(installed.overlay, nvcc_)) {}

  int run() {
    if (command_.verbose || command_.dry_run) describe();
    if (command_.inputs.empty()) return fail("no input files");
    const bool joins = command_.stage == Stage::kLink || command_.stage == Stage::kLibrary;
    const bool one = !joins && !command_.output.empty();
    if (one && std::ranges::count_if(command_.inputs, [&](const std::string& each) {
                 return is_source(command_, each);
               }) > 1)
      return fail("-o names one output, and there are several sources");
    if (command_.stage == Stage::kPreprocess || command_.stage == Stage::kListFiles)
      return preprocess();
    if (command_.stage == Stage::kCompile) return compile_all();
    if (command_.stage == Stage::kDeviceLink) return link_device_code();
    return command_.stage == Stage::kLibrary ? archive() : link();
  }

 private:
  static int fail(const std::string& message) {
    std::fprintf(stderr, "larder-nvcc: error: %s\n", message.c_str());
    return 1;
  }

  /// What CMake reads of nvcc's words: the toolkit's folder, the search paths, and a line of the
  /// linker, whose first word CMake takes for later links.
  void describe() const {
    const std::string libraries = fs::path(installed_.library).parent_path().string();
    const fs::path top = fs::path(installed_.self).parent_path().parent_path();
    std::fprintf(stderr,
                 "#$ TOP=%s\n#$ NVVMIR_LIBRARY_DIR=%s/nvvm/libdevice\n#$ PATH=%s\n"
                 "#$ INCLUDES=\"-I%s\"\n#$ LIBRARIES=\"-L%s\"\n#$ ARCHITECTURES=-arch compute_%s\n",
                 top.c_str(), top.c_str(), environment("PATH").c_str(), installed_.cuda.c_str(),
                 libraries.c_str(), number_of(archs().front()).c_str());
    if (command_.stage == Stage::kLink)
      std::fprintf(stderr, "\"%s\" \"-L%s\"\n", installed_.self.c_str(), libraries.c_str());
  }

  /// "90" of "90a-real".
  static std::string number_of(const std::string& arch) {
    return arch.substr(0, arch.find_first_not_of("0123456789"));
  }

  /// Runs a command, and shows its output; returns its exit status.
  int execute(const Words& words) const {
    if (command_.verbose || command_.dry_run) std::fprintf(stderr, "%s\n", shown(words).c_str());
    if (command_.dry_run) return 0;
    const Result<nvcc::Finished> finished = nvcc::run_process(words);
    if (!finished.ok()) return fail(finished.status().message());
    std::fputs(finished->output.c_str(), stderr);
    return finished->exit_code;
  }

  /// Flags of the host compiler for any source: CUDA's headers are Larder's own, but for CCCL's. A
  /// folder of NVIDIA's comes last.
  [[nodiscard]] Words flags() const {
    Words out = cccl_.before;
    append(out, with_toolkits_last(command_.compile));
    append(out, cccl_.behind);
    append(out, {"-isystem", installed_.cuda, "-I", installed_.headers});
    return out;
  }

  /// nvcc's macros for its release, by which sources choose among CUDA's functions, and for its
  /// options.
  [[nodiscard]] Words macros_of_release() const {
    Words out;
    std::string_view rest = release_;
    for (const char* part : {"MAJOR", "MINOR", "BUILD"}) {
      const std::string number(rest.substr(0, rest.find('.')));
      rest.remove_prefix(std::min(number.size() + 1, rest.size()));
      out.push_back("-D__CUDACC_VER_" + std::string(part) + "__=" + number);
    }
    for (const std::string& flag : command_.device) {
      if (flag == "-extended-lambda" || flag == "-expt-extended-lambda")
        out.emplace_back("-D__CUDACC_EXTENDED_LAMBDA__=1");
      if (flag == "-expt-relaxed-constexpr") out.emplace_back("-D__CUDACC_RELAXED_CONSTEXPR__=1");
    }
    return out;
  }

  /// Of nvcc or, without it, the one whose API Larder has. Only kernels' sources need it.
  [[nodiscard]] std::string find_release() const {
    const auto has_kernels = [&](const std::string& each) { return is_cuda(command_, each); };
    if (nvcc_.empty() || std::ranges::none_of(command_.inputs, has_kernels)) return "13.0.0";
    const Result<nvcc::Finished> said = nvcc::run_process({nvcc_, "--version"});
    const std::string found = said.ok() ? nvcc::parse_release(said->output) : "";
    return found.empty() ? "13.0.0" : found;
  }

  // nvcc compiles device code at -O3 independent of the host's level, so a CPU variant does too.
  [[nodiscard]] Words kernel_flags() const {
    Words out = flags();
    std::ranges::replace_if(out, is_old_standard, "-std=c++17");
    if (!command_.optimised) out.emplace_back(command_.check ? "-O1" : "-O3");
    append(out, {"-DLARDER_HOST=1", "-D__CUDACC__=1", "-D__NVCC__=1"});
    append(out, macros_of_release());
    append(out, {"-include", "cuda_runtime.h"});
    out.emplace_back("-Wno-unknown-pragmas");
    return out;
  }

  // GPUs know no aliasing by type, and kernels read arrays as vectors of other types.
  [[nodiscard]] Words variant_flags(const std::string& depfile) const {
    Words out = kernel_flags();
    out.emplace_back("-fno-strict-aliasing");
    if (reads_cccl(depfile)) append(out, flags_of_cub(command_.compiler));
    if (command_.check) append(out, check_flags());
    return out;
  }

  // As in runtime/check/meson.build; the option is not the linker's.
  [[nodiscard]] Words check_flags() const {
    Words out = {"-fsanitize=thread,alignment", "-g", "-DLARDER_CHECKED=1"};
    if (command_.compiler.find("clang") != std::string::npos) {
      append(out, {"-fsanitize=array-bounds", "-mllvm", "-tsan-distinguish-volatile=1", "-mllvm",
                   "-tsan-compound-read-before-write=1"});
    } else {
      append(out, {"-fsanitize=bounds", "--param", "tsan-distinguish-volatile=1",
                   "-fno-builtin-memcpy", "-fno-builtin-memmove", "-fno-builtin-memset"});
    }
    return out;
  }

  [[nodiscard]] Words check_library() const {
    return command_.check ? Words{installed_.check} : Words{};
  }

  int preprocess() const {
    for (const std::string& input : command_.inputs) {
      if (!is_source(command_, input)) continue;
      Words words = {command_.compiler};
      append(words, is_cuda(command_, input) ? kernel_flags() : flags());
      if (is_cuda(command_, input)) append(words, {"-x", "c++"});
      if (is_c(command_, input)) append(words, {"-x", "c"});
      if (command_.stage == Stage::kPreprocess) words.emplace_back("-E");
      append(words, command_.depfile);
      words.push_back(input);
      if (!command_.output.empty()) append(words, {"-o", command_.output});
      if (const int status = execute(words); status != 0) return status;
    }
    return 0;
  }

  int compile_all() const {
    for (const std::string& input : command_.inputs) {
      if (!is_source(command_, input)) continue;
      const fs::path named = fs::path(command_.object_folder) / (fs::path(input).stem() += ".o");
      const std::string object = command_.output.empty() ? named.string() : command_.output;
      if (const int status = compile(input, object); status != 0) return status;
    }
    return 0;
  }

  int compile(const std::string& source, const std::string& object) const {
    return is_cuda(command_, source) ? compile_cuda(source, object) : compile_host(source, object);
  }

  int compile_host(const std::string& source, const std::string& object) const {
    Words words = {command_.compiler};
    append(words, flags());
    append(words, command_.depfile);
    if (command_.shared) words.emplace_back("-fPIC");
    if (is_c(command_, source)) {
      std::erase_if(words, [](const std::string& word) { return word.starts_with("-std="); });
      append(words, {"-x", "c"});
    } else if (std::ranges::any_of(words, is_old_standard) && reads_larders_headers(source)) {
      std::ranges::replace_if(words, is_old_standard, "-std=c++17");
    }
    append(words, {"-c", source, "-o", object});
    return execute(words);
  }

  /// Other sources of the host keep their standard.
  [[nodiscard]] bool reads_larders_headers(const std::string& source) const {
    Words words = {command_.compiler};
    append(words, flags());
    std::ranges::replace_if(words, is_old_standard, "-std=c++17");
    append(words, {"-M", source});
    const Result<nvcc::Finished> finished = nvcc::run_process(words);
    return finished.ok() && finished->output.find("larder/cuda/dialect.h") != std::string::npos;
  }

  /// The rule for make that the host compiler writes while it compiles: here of the user's own
  /// source, of which the compiler sees no more.
  int list_files(const std::string& source, const std::string& object) const {
    const auto asked = [&](const char* word) {
      return std::ranges::find(command_.depfile, word) != command_.depfile.end();
    };
    if (!asked("-MD") && !asked("-MMD")) return 0;
    Words words = {command_.compiler};
    append(words, kernel_flags());
    append(words, {"-x", "c++", asked("-MMD") ? "-MM" : "-M"});
    for (const std::string& word : command_.depfile)
      if (word != "-MD" && word != "-MMD") words.push_back(word);
    if (!asked("-MF")) append(words, {"-MF", fs::path(object).replace_extension(".d").string()});
    if (!asked("-MT")) append(words, {"-MT", object});
    words.push_back(source);
    return execute(words);
  }

  /// The prefix of a source's file names: in a folder beside the object.
  static fs::path base_of(const std::string& object) {
    const fs::path path = fs::absolute(object);
    return path.parent_path() / ".larder" / path.filename();
  }

  static int make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    return error ? fail(folder.string() + " can't be made: " + error.message()) : 0;
  }

  int compile_cuda(const std::string& source, const std::string& object) const {
    const fs::path base = base_of(object);
    if (const int status = make_folder(base.parent_path()); status != 0) return status;
    if (const int status = execute(generate_command(source, base)); status != 0) return status;
    if (const int status = list_files(source, object); status != 0) return status;
    const std::string note = base.string() + ".larder.note.h";
    std::ofstream(note) << text_of(Note{base.string() + ".larder.json", archs()});
    Words words = {command_.compiler};
    append(words, variant_flags(base.string() + ".larder.d"));
    if (command_.shared) words.emplace_back("-fPIC");
    append(words,
           {"-x", "c++", "-include", note, "-c", base.string() + ".larder.cpp", "-o", object});
    return execute(words);
  }

  /// nvcc 13's own default if the command line has none.
  /// Without nvcc nothing is compiled for the GPU that "native" would have to find.
  [[nodiscard]] Words archs() const {
    const bool unused = nvcc_.empty() && command_.archs == Words{"native"};
    return command_.archs.empty() || unused ? Words{"75"} : command_.archs;
  }

  /// Options that larder-generate and larder-pack share.
  [[nodiscard]] Words tool_options(const Words& archs) const {
    Words out = probes_options();
    append(out, {"--nvcc", nvcc_.empty() ? "none" : nvcc_});
    for (const std::string& arch : archs) append(out, {"--archs", arch});
    return out;
  }

  [[nodiscard]] Words generate_command(const std::string& source, const fs::path& base) const {
    Words words = {installed_.generate, source,          "-o",
                   base.string(),       "--include-dir", installed_.headers};
    append(words, tool_options(archs()));
    for (const std::string& flag : command_.device) append(words, {"--source-flag", flag});
    append(words, {"--", command_.compiler});
    append(words, kernel_flags());
    return words;
  }

  /// The linker's inputs, where each source has become an object in a folder beside `result`.
  int compile_inputs(const std::string& result, Words& objects) const {
    for (const std::string& input : command_.inputs) {
      if (!is_source(command_, input)) {
        objects.push_back(input);
        continue;
      }
      const fs::path base = base_of(result);
      if (const int status = make_folder(base.parent_path()); status != 0) return status;
      const std::string object = base.string() + "-" + std::to_string(objects.size()) + "-" +
                                 fs::path(input).stem().string() + ".o";
      if (const int status = compile(input, object); status != 0) return status;
      objects.push_back(object);
    }
    return 0;
  }

  /// Sources have no device code that others call: the object that build systems link is empty.
  int link_device_code() const {
    const std::string object = command_.output.empty() ? "a_dlink.o" : command_.output;
    return execute({command_.compiler, "-x", "c++", "-c", "/dev/null", "-o", object});
  }

  int archive() const {
    const std::string library = command_.output.empty() ? "a.a" : command_.output;
    Words objects;
    if (const int status = compile_inputs(library, objects); status != 0) return status;
    std::erase_if(objects, [](const std::string& each) { return each.starts_with('-'); });
    Words words = {command_.archiver};
    append(words, command_.archive.empty() ? Words{"rcs"} : command_.archive);
    words.push_back(library);
    append(words, objects);
    return execute(words);
  }

  int link() const {
    const std::string program = command_.output.empty() ? "a.out" : command_.output;
    Words objects;
    if (const int status = compile_inputs(program, objects); status != 0) return status;
    Words words = {command_.compiler};
    if (command_.shared) words.emplace_back("-shared");
    append(words, link_flags());
    append(words, objects);
    append(words, check_library());
    append(words, {installed_.runtime, installed_.library});
    if (command_.check) words.emplace_back("-lbacktrace");
    append(words, {"-lpthread", "-ldl", "-o", program});
    if (const int status = execute(words); status != 0) return status;
    return pack(objects, program);
  }

  // The host compiler's own flags, without those that are only for compiling; as nvcc, all of
  // -Xcompiler's, which may be -rdynamic.
  [[nodiscard]] Words link_flags() const {
    Words out;
    for (const std::string& flag : command_.compile)
      if (flag.starts_with("-f") || flag.starts_with("-m") || flag.starts_with("-p") ||
          flag == "-g")
        out.push_back(flag);
    append(out, command_.host);
    return out;
  }

  /// The objects' notes about their kernels, each manifest once.
  [[nodiscard]] std::vector<Note> notes(const Words& objects) const {
    std::vector<Note> all;
    for (const std::string& object : objects) {
      for (const std::string& file : files_of(object)) {
        const Result<std::vector<Note>> found = notes_in(file);
        if (!found.ok()) continue;  // the linker has reported it
        for (const Note& note : *found)
          if (std::ranges::find(all, note) == all.end()) all.push_back(note);
      }
    }
    return all;
  }

  int pack(const Words& objects, const std::string& program) const {
    const std::vector<Note> all = notes(objects);
    if (all.empty()) return 0;
    Words words = {installed_.pack};
    for (const Note& note : all) {
      if (note.archs != all[0].archs)
        return fail(all[0].manifest + " and " + note.manifest +
                    " were made for different architectures; compile the sources of a program for "
                    "the same");
      words.push_back(note.manifest);
    }
    append(words, {"-o", program + ".larder"});
    append(words, tool_options(all[0].archs));
    return execute(words);
  }

  /// The file of a linker input; none for flags, and for libraries without larder-nvcc's objects.
  [[nodiscard]] Words files_of(const std::string& input) const {
    if (!input.starts_with('-')) return {input};
    if (!input.starts_with("-l")) return {};
    for (const std::string& each : command_.inputs) {
      if (!each.starts_with("-L")) continue;
      const fs::path file = fs::path(each.substr(2)) / ("lib" + input.substr(2) + ".a");
      if (std::error_code ignored; fs::exists(file, ignored)) return {file.string()};
    }
    return {};
  }

  const Command& command_;
  const Installed& installed_;
  const std::string nvcc_;
  const std::string release_;  ///< "13.0.88"
  const CcclFlags cccl_;
};

}  // namespace

int build(const Command& command, const Installed& installed) {
  return Builder(command, installed).run();
}

}  // namespace larder::larder_nvcc
