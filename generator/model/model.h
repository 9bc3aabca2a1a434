// What a scan learns of one translation unit, as plain data: no Clang type, no file access.
//
//   source --scan--> View --key--> keyed kernels --emit--> host source, CUDA variant, manifest
//
// A View is what one compilation pass saw. The device pass of the first architecture is always
// taken; the host's and the other architectures' only where the source asks for macros that differ
// there, since only then can they differ.
#ifndef LARDER_GENERATOR_MODEL_MODEL_H
#define LARDER_GENERATOR_MODEL_MODEL_H

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace larder::generate {

/// A place in a user's file; `file` is relative to the build's root.
struct Location {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;

  /// "blur.cpp:12"
  [[nodiscard]] std::string text() const { return file + ":" + std::to_string(line); }
};

/// One token after macro expansion, and the line a person would look at for it.
struct Token {
  std::string text;
  Location where;
  bool own_line = false;  ///< a #pragma: needs a line to itself
  bool spaced = true;     ///< white space stands before it
};

/// A namespace or linkage specification that a declaration stands in.
struct Scope {
  std::string open;  ///< "namespace image", "inline namespace v1", "extern \"C\""
  bool operator==(const Scope&) const = default;
};

/// A declaration at namespace scope that device code reaches: what the CUDA variant is made of.
struct Unit {
  std::vector<Scope> scopes;
  std::vector<Token> tokens;
  Location where;
  std::vector<std::size_t> kernels;  ///< those that reach it, into View::kernels, ascending
};

/// A system header that reached declarations come from.
struct Include {
  std::string name;                  ///< "<cmath>", quotes included
  std::vector<std::size_t> kernels;  ///< as of a Unit
};

/// One ingredient of a key: a declaration's own tokens, and what the names in them mean in one of
/// its instances (a template's declaration is a part for each).
struct Part {
  std::string what;  ///< "device function warp_sum"
  Location where;
  std::string tokens;      ///< separated by single spaces
  std::string resolution;  ///< overloads, types, layouts; the same wherever the source lies
  std::string places;      ///< file and line of each token; empty where images hold none
};

struct Parameter {
  std::string name;
  std::string type;
  std::uint64_t size = 0;       ///< bytes
  std::uint64_t alignment = 0;  ///< bytes
  std::uint64_t offset = 0;     ///< bytes from the start of the parameter block
};

/// A __device__ or __constant__ variable at namespace scope.
struct Variable {
  std::string name;        ///< qualified, as a person writes it
  std::string symbol;      ///< in the images
  std::string expression;  ///< names it at the end of the host source
  std::uint64_t size = 0;
  std::uint64_t alignment = 0;
  bool constant = false;
  bool is_mutable = true;  ///< its type is not const: device or host code may write it
};

/// One instance of a marked kernel: a function, or one specialisation of a template.
struct Kernel {
  std::string name;    ///< "image::blur<4>"
  std::string symbol;  ///< the entry point's name in the images
  Location where;
  std::string expression;     ///< "&::image::blur<4>": names it at the end of the host source
  std::string instantiation;  ///< explicit instantiation for the CUDA variant; empty: not needed
  std::vector<std::string> template_arguments;
  std::vector<Parameter> parameters;
  std::uint64_t shared_bytes = 0;  ///< static __shared__ variables that it reaches
  bool dynamic_shared = false;
  std::uint32_t max_threads = 0;  ///< __launch_bounds__; 0: none
  std::uint32_t min_blocks = 0;
  bool cuda_only = false;
  bool floating_point = false;     ///< it computes with floating-point numbers; copying is nothing
  std::string salt;                ///< of LARDER_KERNEL_SALT; empty: none
  std::vector<std::size_t> parts;  ///< into View::parts
  std::vector<std::string>
      variables;  ///< symbols of those it reaches, static ones in functions too
};

/// A change to a file's text on its way into the host source.
struct Edit {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string replacement;
  int inlined = -1;  ///< into View::files: this #include is replaced by that file's edited text
};

/// A file whose text goes into the host source. files[0] is the source itself.
struct HostFile {
  std::string path;  ///< relative to the build's root
  std::string text;
  std::vector<Edit> edits;  ///< sorted, not overlapping
};

/// A macro that user's code asks for and that the scan can't answer as the device compiler's
/// preprocessor would.
struct Unanswered {
  std::string macro;
  Location where;
  std::string question;  ///< "__has_include(<span>)"; empty: not known
};

/// What one pass over the source saw.
struct View {
  unsigned architecture = 0;       ///< 80 for compute capability 8.0; 0: the host's pass
  bool pass_dependent = false;     ///< it asks a macro that differs between GPU and host compiler
  std::vector<std::string> asked;  ///< macros that user's code asks for or uses, sorted
  std::vector<Unanswered> unanswered;
  std::vector<Include> includes;
  std::vector<Unit> units;
  std::vector<Part> parts;
  std::vector<Kernel> kernels;
  std::vector<Variable> variables;
  std::vector<HostFile> files;
  std::vector<std::string> dependencies;  ///< every file read
};

using Digest = std::array<std::uint8_t, 16>;

/// The key that a kernel has in one architecture's device pass.
struct KernelKey {
  unsigned architecture = 0;  ///< 0: in all of them
  Digest digest{};
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_MODEL_H
