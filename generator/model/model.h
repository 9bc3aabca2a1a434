// The results of a scan of one translation unit, as plain data: no Clang type, no file access.
//
//   source --scan--> View --key--> keyed kernels --emit--> host source, CUDA variant, manifest
//
// A View is the result of one compilation pass. The device pass of the first architecture is always
// taken. The passes of the host and of the other architectures are taken only if the source uses
// macros that differ there, because only then can the results differ.
#ifndef LARDER_GENERATOR_MODEL_MODEL_H
#define LARDER_GENERATOR_MODEL_MODEL_H

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "generator/model/control.h"
#include "generator/model/extents.h"
#include "runtime/format/key.h"
#include "runtime/manifest/manifest.h"

namespace larder::generate {

/// A place in a user's file; `file` is relative to the build's root.
struct Location {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;

  /// "blur.cpp:12"
  [[nodiscard]] std::string text() const { return printable(file) + ":" + std::to_string(line); }
};

/// One token after macro expansion, and the line where a reader finds it.
struct Token {
  std::string text;
  Location where;
  bool own_line = false;  ///< a #pragma: needs a line to itself
  bool spaced = true;     ///< it is preceded by white space
};

/// A namespace or linkage specification that encloses a declaration.
struct Scope {
  std::string open;  ///< "namespace image", "inline namespace v1", "extern \"C\""
  bool operator==(const Scope&) const = default;
};

/// A declaration at namespace scope that device code reaches. The CUDA variant is made of units.
struct Unit {
  std::vector<Scope> scopes;
  std::vector<Token> tokens;
  Location where;
  std::optional<std::size_t> kernel;  ///< that it defines, into View::kernels; not of a template
};

/// A function, variable or type that a kernel's code is made of, as its key takes it.
struct Part {
  std::string what;    ///< "device function warp_sum"; empty: not in the source
  std::string symbol;  ///< its name in the code, the same wherever the source lies
  Location where;
  std::string text;  ///< everything that affects machine code
  bool operator==(const Part&) const = default;
};

/// What is between the braces of a function: offsets in its file, as the scan reads it.
struct Body {
  std::string file;
  std::size_t begin = 0;
  std::size_t end = 0;
  auto operator<=>(const Body&) const = default;
};

/// A body that is to see __CUDA_ARCH__ in the host's pass.
struct GpuBody {
  Body body;
  unsigned architecture = 0;  ///< 80 for compute capability 8.0
};

/// The source text of a declaration that kernels reach, after macro expansion.
struct Written {
  std::string what;  ///< as in a Part
  Location where;
  std::string tokens;     ///< separated by single spaces
  bool included = false;  ///< of a header that nvcc reads itself, and that answers for itself
  std::optional<Body> device_body;  ///< of a function that is not for the host
};

using manifest::Parameter;

/// A __device__ or __constant__ variable at namespace scope.
struct Variable {
  std::string name;        ///< qualified, as in source text
  std::string symbol;      ///< in the images
  std::string expression;  ///< names it at the end of the host source
  std::uint64_t size = 0;
  std::uint64_t alignment = 0;
  bool constant = false;
  bool is_mutable = true;  ///< its type is not const: device or host code may write it
  bool reached = true;     ///< by a kernel; others are only named by host code, and in no image
  bool internal = false;   ///< static, or in an unnamed namespace: other sources can't name it
};

/// A place in the text, as the running program knows it.
struct CallSite {
  std::string file;
  std::uint32_t line = 0;
  bool operator==(const CallSite&) const = default;
};

/// The functions that run a kernel's blocks with a warp as a vector. The host source defines them
/// in assembly.
struct VectorVariant {
  std::vector<std::string>
      symbols;          ///< for rows and for any block, in each instruction set; empty: none
  std::string refusal;  ///< why there is none, if it was tried
  std::uint64_t shared_bytes = 0;
  std::uint64_t frame_bytes = 0;  ///< that a warp keeps across barriers
  Extents block = {};             ///< that has functions of its own; zeros: none has
  std::vector<CallSite> sites;    ///< where they may fail, by number
};

/// One instance of a marked kernel: a function, or one specialisation of a template.
struct Kernel {
  std::string name;    ///< "image::blur<4>"
  std::string symbol;  ///< the entry point's name in the images
  Location where;
  std::string expression;  ///< "&::image::blur<4>": names it at the end of the host source
  /// "(float *, int)": the name may be overloaded there; empty if one type can't be named.
  std::string parameter_types;
  std::string instantiation;  ///< explicit instantiation for the CUDA variant; empty: not needed
  std::vector<std::string> template_arguments;
  std::vector<Parameter> parameters;
  std::uint64_t shared_bytes = 0;  ///< static __shared__ variables that it reaches
  bool dynamic_shared = false;
  std::uint32_t max_threads = 0;  ///< __launch_bounds__; 0: none
  std::uint32_t min_blocks = 0;
  /// blockDim of the launches that are most likely, as far as the source shows; zeros: not known.
  Extents block = {};
  bool instantiated = false;  ///< the source has an explicit instantiation of it
  bool cuda_only = false;
  bool internal = false;  ///< static, or in an unnamed namespace: each source has its own
  std::string fibers;  ///< why its CPU variant's threads are fibers; empty: they are a plain loop
  /// Its threads can be lanes of vectors: they wait at barriers and in warp operations, or never.
  bool lanes = false;
  bool marked_vectors = false;  ///< LARDER_KERNEL_VECTORS
  bool asks_index = false;      ///< functions that it calls read the thread index
  VectorVariant vectors;
  bool floating_point = false;       ///< it computes with floating-point numbers, not only copies
  std::string salt;                  ///< of LARDER_KERNEL_SALT; empty: none
  std::vector<std::size_t> parts;    ///< into View::parts
  std::vector<std::size_t> written;  ///< into View::written
  std::vector<std::string>
      variables;  ///< symbols of those it reaches, static ones in functions too
};

/// A macro that the user's code uses and no file defines: flags decide it.
struct OutsideMacro {
  std::string name;
  bool defined = false;
  bool has_value = false;  ///< `value` is its full expansion
  std::string value;
  bool asked_for_value = false;  ///< not only whether it is defined
  Location where;                ///< of the first use
};

/// A change to a file's text on its way into the host source or the whole text.
struct Edit {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string replacement;
  int inlined = -1;    ///< into the same list of files: that file's text replaces an #include
  bool lines = false;  ///< the replacement ends in lines of its own: line numbers are set again
};

/// A file whose text goes into one of them. The first of a list is the source itself.
struct HostFile {
  std::string path;  ///< relative to the build's root
  std::string text;
  std::vector<Edit> edits;  ///< sorted, not overlapping
};

/// A macro that user code uses and that the scan can't answer as the device compiler's
/// preprocessor would.
struct Unanswered {
  std::string macro;
  Location where;
  std::string question;       ///< "__has_include(<span>)"; empty: not known
  bool in_condition = false;  ///< of #if or #elif
};

/// The result of one pass over the source.
struct View {
  unsigned architecture = 0;       ///< 80 for compute capability 8.0; 0: the host's pass
  bool pass_dependent = false;     ///< it tests a macro that differs between GPU and host compiler
  std::vector<std::string> asked;  ///< macros that user code tests or uses, sorted
  std::vector<Unanswered> unanswered;
  bool covers_text = false;           ///< keys cover all of the text, as Clang may take it wrong
  std::vector<std::string> includes;  ///< system headers: "<cmath>", quotes included
  std::vector<Unit> units;
  std::vector<Part> parts;  ///< of a device pass
  std::vector<Written> written;
  std::vector<Kernel> kernels;
  std::vector<Variable> variables;
  std::vector<HostFile> files;               ///< for the host source
  bool has_ptx = false;                      ///< their code calls the functions of PTX
  std::vector<HostFile> whole_files;         ///< for nvcc, if it reads the source itself
  std::string whole;                         ///< why it must; empty: the CUDA variant suffices
  std::vector<std::string> dependencies;     ///< every file read
  std::vector<OutsideMacro> outside_macros;  ///< by name
  std::vector<std::string> macros;           ///< of the files at their end, sorted; host's pass
};

using format::Digest;
using format::KernelKey;

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_MODEL_H
