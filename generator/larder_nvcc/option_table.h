// nvcc's options: the spelling of each, and its treatment. From "NVIDIA CUDA Compiler Driver
// NVCC", chapter "Command Option Description".
#ifndef LARDER_GENERATOR_LARDER_NVCC_OPTION_TABLE_H
#define LARDER_GENERATOR_LARDER_NVCC_OPTION_TABLE_H

#include <string_view>

namespace larder::larder_nvcc {

enum class Treatment {
  kCompile,       ///< passed to the host compiler, under the short name
  kCompileEqual,  ///< the same, with its value after "="
  kCompileList,   ///< its values, separated by commas, are passed to the host compiler
  kLinkList,      ///< its values are passed to the linker
  kLink,          ///< passed to the linker, under the short name
  kDevice,        ///< passed to nvcc alone, under the short name
  kDepfile,       ///< passed to the host compiler that makes the object
  kDrop,          ///< has no effect here
  kArch,
  kCode,
  kGenerate,
  kCompiler,
  kLanguage,
  kOutput,
  kObjectFolder,
  kOptimise,
  kShared,
  kCompileOnly,
  kPreprocessOnly,
  kListFiles,
  kDeviceLink,
  kLibrary,
  kArchiver,
  kArchiveList,  ///< its values are passed to the archiver
  kOptionsFile,
  kForward,
  kVerbose,
  kDryRun,
  kCheck,
  kHelp,
  kVersion,
  kRefuse,  ///< nvcc has it, larder-nvcc does not
};

struct Option {
  std::string_view shorter;  ///< with its dashes
  std::string_view longer;   ///< empty: none
  bool value;                ///< it takes one: joined (one letter), after "=", or the next word
  Treatment treatment;
};

inline constexpr Option kOptions[] = {
    {"-D", "--define-macro", true, Treatment::kCompile},
    {"-U", "--undefine-macro", true, Treatment::kCompile},
    {"-I", "--include-path", true, Treatment::kCompile},
    {"-isystem", "--system-include", true, Treatment::kCompile},
    {"-include", "--pre-include", true, Treatment::kCompile},
    {"-std", "--std", true, Treatment::kCompile},
    {"-g", "--debug", false, Treatment::kCompile},
    {"-pg", "--profile", false, Treatment::kCompile},
    {"-w", "--disable-warnings", false, Treatment::kCompile},
    {"-Xcompiler", "--compiler-options", true, Treatment::kCompileList},
    {"-Xlinker", "--linker-options", true, Treatment::kLinkList},
    {"-L", "--library-path", true, Treatment::kLink},
    {"-l", "--library", true, Treatment::kLink},
    {"-O", "--optimize", true, Treatment::kOptimise},
    {"-arch", "--gpu-architecture", true, Treatment::kArch},
    {"-code", "--gpu-code", true, Treatment::kCode},
    {"-gencode", "--generate-code", true, Treatment::kGenerate},
    {"-ccbin", "--compiler-bindir", true, Treatment::kCompiler},
    {"-x", "--x", true, Treatment::kLanguage},
    {"-o", "--output-file", true, Treatment::kOutput},
    {"-odir", "--output-directory", true, Treatment::kObjectFolder},
    {"-shared", "--shared", false, Treatment::kShared},
    {"-dlink", "--device-link", false, Treatment::kDeviceLink},
    {"-lib", "--lib", false, Treatment::kLibrary},
    {"-arbin", "--archiver-binary", true, Treatment::kArchiver},
    {"-Xarchive", "--archive-options", true, Treatment::kArchiveList},
    {"-optf", "--options-file", true, Treatment::kOptionsFile},
    {"-link", "--link", false, Treatment::kDrop},
    {"-c", "--compile", false, Treatment::kCompileOnly},
    {"-dc", "--device-c", false, Treatment::kCompileOnly},
    {"-dw", "--device-w", false, Treatment::kCompileOnly},
    {"-E", "--preprocess", false, Treatment::kPreprocessOnly},
    {"-M", "--generate-dependencies", false, Treatment::kListFiles},
    {"-MM", "--generate-nonsystem-dependencies", false, Treatment::kListFiles},
    {"-MD", "--generate-dependencies-with-compile", false, Treatment::kDepfile},
    {"-MMD", "--generate-nonsystem-dependencies-with-compile", false, Treatment::kDepfile},
    {"-MP", "--generate-dependency-targets", false, Treatment::kDepfile},
    {"-MF", "--dependency-output", true, Treatment::kDepfile},
    {"-MT", "--dependency-target-name", true, Treatment::kDepfile},
    {"-v", "--verbose", false, Treatment::kVerbose},
    {"-dryrun", "--dryrun", false, Treatment::kDryRun},
    {"--check", "", false, Treatment::kCheck},  // Larder's own
    {"-h", "--help", false, Treatment::kHelp},
    {"-V", "--version", false, Treatment::kVersion},
    {"-forward-unknown-to-host-compiler", "--forward-unknown-to-host-compiler", false,
     Treatment::kForward},
    {"-forward-unknown-opts", "--forward-unknown-opts", false, Treatment::kForward},
    {"-forward-unknown-to-host-linker", "--forward-unknown-to-host-linker", false,
     Treatment::kForward},
    {"-ftemplate-depth", "--ftemplate-depth", true, Treatment::kCompileEqual},
    {"-ftemplate-backtrace-limit", "--ftemplate-backtrace-limit", true, Treatment::kCompileEqual},
    {"-frandom-seed", "--frandom-seed", true, Treatment::kCompileEqual},

    {"-use_fast_math", "--use_fast_math", false, Treatment::kDevice},
    {"-ftz", "--ftz", true, Treatment::kDevice},
    {"-prec-div", "--prec-div", true, Treatment::kDevice},
    {"-prec-sqrt", "--prec-sqrt", true, Treatment::kDevice},
    {"-fmad", "--fmad", true, Treatment::kDevice},
    {"-maxrregcount", "--maxrregcount", true, Treatment::kDevice},
    {"-lineinfo", "--generate-line-info", false, Treatment::kDevice},
    {"-G", "--device-debug", false, Treatment::kDevice},
    {"-Xptxas", "--ptxas-options", true, Treatment::kDevice},
    {"-Xcicc", "--cicc-options", true, Treatment::kDevice},
    {"-Xcudafe", "--cudafe-options", true, Treatment::kDevice},
    {"-expt-relaxed-constexpr", "--expt-relaxed-constexpr", false, Treatment::kDevice},
    {"-expt-extended-lambda", "--expt-extended-lambda", false, Treatment::kDevice},
    {"-extended-lambda", "--extended-lambda", false, Treatment::kDevice},
    {"-extra-device-vectorization", "--extra-device-vectorization", false, Treatment::kDevice},
    {"-restrict", "--restrict", false, Treatment::kDevice},
    {"-diag-suppress", "--diag-suppress", true, Treatment::kDevice},
    {"-diag-error", "--diag-error", true, Treatment::kDevice},
    {"-diag-warn", "--diag-warn", true, Treatment::kDevice},
    {"-dopt", "--dopt", true, Treatment::kDevice},
    {"-Ofc", "--Ofast-compile", true, Treatment::kDevice},
    {"-Ofast-compile", "", true, Treatment::kDevice},
    {"-jtd", "--jump-table-density", true, Treatment::kDevice},
    {"-opt-info", "--optimization-info", true, Treatment::kDrop},

    {"-rdc", "--relocatable-device-code", true, Treatment::kDrop},
    // Larder always keeps the legacy stream's order, which is the stricter one.
    {"-default-stream", "--default-stream", true, Treatment::kDrop},
    {"-cudart", "--cudart", true, Treatment::kDrop},
    {"-cudadevrt", "--cudadevrt", true, Treatment::kDrop},
    {"-m64", "", false, Treatment::kDrop},
    {"-m", "--machine", true, Treatment::kDrop},
    {"-t", "--threads", true, Treatment::kDrop},
    {"-split-compile", "--split-compile", true, Treatment::kDrop},
    {"-split-compile-extended", "--split-compile-extended", true, Treatment::kDrop},
    {"-jobserver", "--jobserver", false, Treatment::kDrop},
    {"-Xnvlink", "--nvlink-options", true, Treatment::kDrop},
    {"-nodlink", "--no-device-link", false, Treatment::kDrop},
    {"-dlto", "--dlink-time-opt", false, Treatment::kDrop},
    {"-lto", "--lto", false, Treatment::kDrop},
    {"-gen-opt-lto", "--gen-opt-lto", false, Treatment::kDrop},
    {"-static-global-template-stub", "--static-global-template-stub", true, Treatment::kDrop},
    {"-Wext-lambda-captures-this", "--Wext-lambda-captures-this", false, Treatment::kDrop},
    {"-Wdefault-stream-launch", "--Wdefault-stream-launch", false, Treatment::kDrop},
    {"-Wmissing-launch-bounds", "--Wmissing-launch-bounds", false, Treatment::kDrop},
    {"-brief-diag", "--brief-diagnostics", true, Treatment::kDrop},
    {"-err-no", "--display-error-number", false, Treatment::kDrop},
    {"-no-err-no", "--no-display-error-number", false, Treatment::kDrop},
    {"-noeh", "--no-exceptions", false, Treatment::kDrop},
    {"-nohdinitlist", "--no-host-device-initializer-list", false, Treatment::kDrop},
    {"-nohdmoveforward", "--no-host-device-move-forward", false, Treatment::kDrop},
    {"-keep-device-functions", "--keep-device-functions", false, Treatment::kDrop},
    {"-noprof", "--dont-use-profile", false, Treatment::kDrop},
    {"-ldir", "--libdevice-directory", true, Treatment::kDrop},
    {"-target-dir", "--target-directory", true, Treatment::kDrop},
    {"-use-local-env", "--use-local-env", false, Treatment::kDrop},
    {"-objtemp", "--objdir-as-tempdir", false, Treatment::kDrop},
    {"-no-compress", "--no-compress", false, Treatment::kDrop},
    {"-compress-mode", "--compress-mode", true, Treatment::kDrop},
    {"-fdevice-time-trace", "--fdevice-time-trace", true, Treatment::kDrop},
    {"-res-usage", "--resource-usage", false, Treatment::kDrop},
    {"-Wno-deprecated-gpu-targets", "", false, Treatment::kDrop},
    {"-Wno-deprecated-declarations", "", false, Treatment::kCompile},
    {"-Wreorder", "", false, Treatment::kCompile},
    {"-Werror", "--Werror", true, Treatment::kDrop},
    {"-k", "--keep", false, Treatment::kDrop},
    {"-save-temps", "--save-temps", false, Treatment::kDrop},
    {"-keep", "", false, Treatment::kDrop},
    {"-keep-dir", "--keep-dir", true, Treatment::kDrop},
    {"-time", "--time", true, Treatment::kDrop},
    {"-src-in-ptx", "--source-in-ptx", false, Treatment::kDrop},
    {"-allow-unsupported-compiler", "--allow-unsupported-compiler", false, Treatment::kDrop},

    {"-ptx", "--ptx", false, Treatment::kRefuse},
    {"-cubin", "--cubin", false, Treatment::kRefuse},
    {"-fatbin", "--fatbin", false, Treatment::kRefuse},
    {"-cuda", "--cuda", false, Treatment::kRefuse},
    {"-ltoir", "--ltoir", false, Treatment::kRefuse},
    {"-optix-ir", "--optix-ir", false, Treatment::kRefuse},
    {"-ewp", "--extensible-whole-program", false, Treatment::kRefuse},
    {"-r", "--relocatable-link", false, Treatment::kRefuse},
    {"-code-ls", "--list-gpu-code", false, Treatment::kRefuse},
    {"-arch-ls", "--list-gpu-arch", false, Treatment::kRefuse},
    {"-clean", "--clean-targets", false, Treatment::kRefuse},
    {"-run", "--run", false, Treatment::kRefuse},
};

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_OPTION_TABLE_H
