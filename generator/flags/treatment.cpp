#include "generator/flags/treatment.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <span>
#include <string>

namespace larder::generate {
namespace {

struct Named {
  std::string_view name;
  Treatment treatment;
};

/// Exceptions from the table's groups. An option that a version of Clang lacks is harmless here.
constexpr Named kByName[] = {
    {"-D", Treatment::kMacro},
    {"-U", Treatment::kMacro},
    {"-I", Treatment::kFolder},
    {"-isystem", Treatment::kFolder},
    {"-cxx-isystem", Treatment::kFolder},
    {"-stdlib++-isystem", Treatment::kFolder},
    {"-iquote", Treatment::kHostFolder},
    {"-idirafter", Treatment::kHostFolder},
    {"-isystem-after", Treatment::kHostFolder},
    {"-isysroot", Treatment::kHostFolder},
    {"--sysroot=", Treatment::kHostFolder},
    {"-include", Treatment::kForced},
    {"-imacros", Treatment::kForcedMacros},
    {"-include-pch", Treatment::kPrecompiled},
    {"-std=", Treatment::kStandard},
    {"-ansi", Treatment::kStandard},
    {"-Wp,", Treatment::kPreprocessor},
    {"-Xpreprocessor", Treatment::kPreprocessor},
    {"-pthread", Treatment::kHostToo},
    {"-nostdinc", Treatment::kHostToo},
    {"-nostdinc++", Treatment::kHostToo},
    {"-stdlib=", Treatment::kHostToo},
    {"-fexceptions", Treatment::kHostToo},
    {"-fno-exceptions", Treatment::kHostToo},
    {"-frtti", Treatment::kHostToo},
    {"-fno-rtti", Treatment::kHostToo},
    {"-march=", Treatment::kHostToo},
    // Options of the front end that nvcc can't take, or for which it has its own.
    {"-funsigned-char", Treatment::kUnsignedChar},
    {"-fno-signed-char", Treatment::kUnsignedChar},
    {"-fsigned-char", Treatment::kSignedChar},
    {"-fno-unsigned-char", Treatment::kSignedChar},
    {"-fshort-enums", Treatment::kShortEnums},
    {"-fpack-struct=", Treatment::kPackStruct},
    {"-fpack-struct", Treatment::kPackStruct},
    {"-fchar8_t", Treatment::kChar8},
    {"-fno-char8_t", Treatment::kNoChar8},
    {"-fno-operator-names", Treatment::kNoOperatorNames},
    {"-fwrapv", Treatment::kWrapping},
    {"-ftrapv", Treatment::kWrapping},
    {"-fno-strict-overflow", Treatment::kWrapping},
    {"-fshort-wchar", Treatment::kRefuse},
    {"-mms-bitfields", Treatment::kRefuse},
    {"-m32", Treatment::kRefuse},
    {"-m16", Treatment::kRefuse},
    {"-mx32", Treatment::kRefuse},
    {"-undef", Treatment::kRefuse},
    {"-trigraphs", Treatment::kScan},
    // Clang's driver reads these itself, but they are part of the language.
    {"-fno-wrapv", Treatment::kDrop},
    {"-fno-ms-extensions", Treatment::kScan},
    {"-fno-ms-compatibility", Treatment::kScan},
    {"-fms-compatibility-version=", Treatment::kScan},
    {"-fno-short-enums", Treatment::kScan},
    {"-fno-pack-struct", Treatment::kScan},
    {"-ftrigraphs", Treatment::kScan},
    {"-fno-trigraphs", Treatment::kScan},
    {"-fasm", Treatment::kScan},
    {"-fno-asm", Treatment::kScan},
    {"-fclang-abi-compat=", Treatment::kScan},
    {"-fbracket-depth=", Treatment::kScan},
    {"-fexec-charset=", Treatment::kScan},
    {"-finput-charset=", Treatment::kScan},
    {"-fmacro-prefix-map=", Treatment::kScan},  // __FILE__
    {"-ffile-prefix-map=", Treatment::kScan},
    {"-faligned-new=", Treatment::kScan},
    {"--gcc-toolchain=", Treatment::kScan},
    {"--gcc-install-dir=", Treatment::kScan},
    {"--target=", Treatment::kScan},
    {"-Ofast", Treatment::kOptimisation},
    {"-ffast-math", Treatment::kFastMath},
    {"-fno-fast-math", Treatment::kFastMath},
    {"-ffinite-math-only", Treatment::kFastMath},
    {"-fno-finite-math-only", Treatment::kFastMath},
    {"-fopenmp", Treatment::kOpenMp},
    {"-fopenmp=", Treatment::kOpenMp},
    {"-fno-openmp", Treatment::kOpenMp},
    // Text of other sources, which a scan of one source lacks.
    {"-fmodules", Treatment::kRefuse},
    {"-fcxx-modules", Treatment::kRefuse},
    {"-fmodule-header", Treatment::kRefuse},
    {"-fmodule-header=", Treatment::kRefuse},
    {"-Xclang", Treatment::kRefuse},
    // Without a group: inputs, outputs, linking, and the driver's own business.
    {"<input>", Treatment::kDrop},
    {"-x", Treatment::kDrop},
    {"-o", Treatment::kDrop},
    {"-pipe", Treatment::kDrop},
    {"-time", Treatment::kDrop},
    {"-v", Treatment::kDrop},
    {"-w", Treatment::kDrop},
    {"-p", Treatment::kDrop},
    {"-pg", Treatment::kDrop},
    {"-save-temps", Treatment::kDrop},
    {"-save-temps=", Treatment::kDrop},
    {"-dumpdir", Treatment::kDrop},
    {"-serialize-diagnostics", Treatment::kDrop},
    {"-Qunused-arguments", Treatment::kDrop},
    {"-Qn", Treatment::kDrop},
    {"-Qy", Treatment::kDrop},
    {"-B", Treatment::kDrop},
    {"-no-canonical-prefixes", Treatment::kDrop},
    {"-canonical-prefixes", Treatment::kDrop},
    {"--param", Treatment::kDrop},
    {"-mllvm", Treatment::kDrop},
    {"-Wa,", Treatment::kDrop},
    {"-Xassembler", Treatment::kDrop},
    {"-Wlarge-by-value-copy=", Treatment::kDrop},
    {"-rtlib=", Treatment::kDrop},
    {"-unwindlib=", Treatment::kDrop},
    {"-static-libgcc", Treatment::kDrop},
    {"-static-libstdc++", Treatment::kDrop},
    {"-shared-libgcc", Treatment::kDrop},
    {"-nodefaultlibs", Treatment::kDrop},
    {"-nolibc", Treatment::kDrop},
    {"-nostdlib++", Treatment::kDrop},
    {"-nopie", Treatment::kDrop},
    {"-no-pie", Treatment::kDrop},
    {"-specs", Treatment::kDrop},  // hardening, as distributions do it; macros are compared
    {"-fplugin-arg-", Treatment::kDrop},
    {"-C", Treatment::kDrop},
    {"-CC", Treatment::kDrop},
    {"-P", Treatment::kDrop},
    {"-H", Treatment::kDrop},
    {"--", Treatment::kDrop},
    {"-Q", Treatment::kDrop},
    {"-static-libsan", Treatment::kDrop},
    {"-shared-libsan", Treatment::kDrop},
    {"-static-openmp", Treatment::kDrop},
    {"--start-no-unused-arguments", Treatment::kDrop},
    {"--end-no-unused-arguments", Treatment::kDrop},
    {"-no-integrated-cpp", Treatment::kDrop},
    {"-pass-exit-codes", Treatment::kDrop},
    {"-fcx-limited-range", Treatment::kDrop},
    {"-fno-cx-limited-range", Treatment::kDrop},
};

/// LangOptions that do not affect the source's meaning: the host's arithmetic, which is not the
/// GPU's, symbol visibility, and instrumentation.
constexpr std::string_view kNotTheSource[] = {"-fmath-errno",
                                              "-fno-math-errno",
                                              "-frounding-math",
                                              "-freciprocal-math",
                                              "-fno-reciprocal",
                                              "-fsigned-zeros",
                                              "-fno-signed-zeros",
                                              "-fapprox-func",
                                              "-fno-approx-func",
                                              "-funsafe-math",
                                              "-fprotect-parens",
                                              "-fno-protect-parens",
                                              "-ffp-",
                                              "-fvisibility",
                                              "-fno-visibility",
                                              "-fxray",
                                              "-fno-xray",
                                              "-fsanitize",
                                              "-fno-sanitize",
                                              "-fprofile",
                                              "-ftrivial-auto-var-init",
                                              "-fsemantic-interposition",
                                              "-fno-semantic-interposition",
                                              "-fspell-checking",
                                              "-fno-spell-checking",
                                              "-femit-all-decls",
                                              "-fropi",
                                              "-frwpi",
                                              "-fno-ropi",
                                              "-fno-rwpi",
                                              "-fopenmp-",
                                              "-fno-openmp-",
                                              "-fstack-",
                                              "-fpch-instantiate-templates",
                                              "-fno-pch-instantiate-templates"};

/// g++'s own: optimisers, their limits and reports, debug information, diagnostics, and checks in
/// the host's code.
constexpr std::string_view kHarmlessOfGcc[] = {"aggressive-loop-optimizations",
                                               "allocation-dce",
                                               "allow-store-data-races",
                                               "analyzer",
                                               "auto-inc-dec",
                                               "bit-tests",
                                               "branch-probabilities",
                                               "callgraph-info",
                                               "checking",
                                               "cf-",
                                               "code-hoisting",
                                               "combine-stack",
                                               "compare-elim",
                                               "concepts-diagnostics",
                                               "condition-coverage",
                                               "conserve-stack",
                                               "cprop-registers",
                                               "crossjumping",
                                               "cse-",
                                               "dbg-cnt",
                                               "dce",
                                               "delayed-branch",
                                               "delete-dead-exceptions",
                                               "diagnostics",
                                               "disable-",
                                               "dse",
                                               "dump-",
                                               "early-inlining",
                                               "enable-",
                                               "fat-lto-objects",
                                               "fold-simple-inlines",
                                               "forward-propagate",
                                               "fp-int-builtin-inexact",
                                               "function-cse",
                                               "gcse",
                                               "gnu-unique",
                                               "graphite",
                                               "guess-branch",
                                               "harden",
                                               "hoist-adjacent",
                                               "if-conversion",
                                               "indirect-inlining",
                                               "inline",
                                               "ipa-",
                                               "ira-",
                                               "isolate-erroneous",
                                               "ivopts",
                                               "keep-",
                                               "leading-underscore",
                                               "lifetime-dse",
                                               "limit-function-alignment",
                                               "live-",
                                               "loop-",
                                               "lra-remat",
                                               "lto",
                                               "max-errors",
                                               "mem-report",
                                               "modulo-sched",
                                               "move-loop",
                                               "multiflags",
                                               "nothrow-opt",
                                               "opt-info",
                                               "optimize-",
                                               "partial-inlining",
                                               "patchable",
                                               "peephole",
                                               "post-ipa-mem-report",
                                               "pre-ipa-mem-report",
                                               "predictive-commoning",
                                               "prefetch",
                                               "pretty-templates",
                                               "printf-return-value",
                                               "profile",
                                               "random-seed",
                                               "record-gcc-switches",
                                               "ree",
                                               "rename-registers",
                                               "reorder-",
                                               "report-bug",
                                               "rerun-",
                                               "reschedule",
                                               "save-optimization-record",
                                               "sched",
                                               "section-anchors",
                                               "sel-sched",
                                               "selective-sched",
                                               "shrink-wrap",
                                               "simd-cost-model",
                                               "split-",
                                               "ssa-",
                                               "stack-",
                                               "stdarg-opt",
                                               "store-merging",
                                               "strict-volatile-bitfields",
                                               "strub",
                                               "sync-libcalls",
                                               "thread-jumps",
                                               "time-report",
                                               "toplevel-reorder",
                                               "tracer",
                                               "tree-",
                                               "unconstrained-commons",
                                               "unroll-",
                                               "var-tracking",
                                               "variable-expansion",
                                               "vect-cost",
                                               "version-loops",
                                               "vpt",
                                               "web",
                                               "whole-program",
                                               "wpa",
                                               "zero-call-used-regs",
                                               "zero-initialized"};

bool starts_with_any(std::string_view text, std::span<const std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

/// Whether the table stores this option's value among Clang's LangOptions.
bool is_of_the_language(unsigned id) {
  static const auto known = [] {
    std::bitset<table::LastOption> out;
#define LANG_OPTION_WITH_MARSHALLING(prefix, name, option, ...) out.set(table::OPT_##option);
#include LARDER_CLANG_OPTIONS_INC
    return out;
  }();
  return id < known.size() && known.test(id);
}

bool in_any(const llvm::opt::Option& option, std::initializer_list<unsigned> groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [&](unsigned group) { return option.matches(group); });
}

Treatment of_group(const llvm::opt::Option& option, std::string_view name) {
  using namespace table;  // NOLINT(google-build-using-namespace): the options' names alone
  if (in_any(option, {OPT_W_Group, OPT_R_Group, OPT_DebugInfo_Group, OPT_M_Group, OPT_d_Group,
                      OPT_Link_Group, OPT_Action_Group, OPT_clang_ignored_f_Group,
                      OPT_clang_ignored_gcc_optimization_f_Group, OPT_clang_ignored_m_Group,
                      OPT_gfortran_Group}))
    return Treatment::kDrop;
  if (option.matches(OPT_O_Group)) return Treatment::kOptimisation;
  if (starts_with_any(name, kNotTheSource)) return Treatment::kDrop;
  if (is_of_the_language(option.getID())) return Treatment::kScan;
  if (option.matches(OPT_m_x86_Features_Group)) return Treatment::kHostToo;
  // The rest of these change the kind of code, not its meaning.
  if (in_any(option, {OPT_f_Group, OPT_f_clang_Group, OPT_m_Group})) return Treatment::kDrop;
  return Treatment::kRefuse;
}

}  // namespace

Treatment treatment_of(const llvm::opt::Option& option) {
  const std::string name = option.getPrefixedName().str();
  const auto* found = std::find_if(std::begin(kByName), std::end(kByName),
                                   [&](const Named& named) { return named.name == name; });
  return found != std::end(kByName) ? found->treatment : of_group(option, name);
}

bool is_harmless_of_gcc(std::string_view flag) {
  if (!flag.starts_with("-f")) return false;
  flag.remove_prefix(2);
  if (flag.starts_with("no-")) flag.remove_prefix(3);
  return starts_with_any(flag, kHarmlessOfGcc);
}

}  // namespace larder::generate
