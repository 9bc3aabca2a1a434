// The table that links a program's kernels to their CPU variants and their keys.
//
// The generator writes one Module at the end of each host source that it emits. Its constructor
// links it into the program's list before main(), and before the constructors of the user's static
// objects, which may launch kernels. Seals are linked in likewise. Nothing here allocates or
// depends on other constructors, so the order of translation units does not matter.
#ifndef LARDER_DETAIL_REGISTRY_H
#define LARDER_DETAIL_REGISTRY_H

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "api.h"

// For what the constructor of a Module needs, and for the Module. After the seals, which have 101.
#define LARDER_BEFORE_OTHERS __attribute__((init_priority(102)))

namespace larder {
inline namespace v1 {
namespace detail {

/// The key of one kernel in the device pass of one architecture.
struct KernelKey {
  std::uint32_t compute_capability;  ///< 80 for 8.0; 0: the code is the same for all
  std::uint8_t bytes[16];            ///< as in the index
};

/// How a kernel's CPU variant runs the threads of a block.
enum class Lowering : std::uint32_t {
  kFibers,   ///< each thread can wait for the others
  kPlain,    ///< one after the other (larder/detail/threads.h): threads never wait
  kVectors,  ///< a warp as a vector (larder/detail/vectors.h); a record has one of the others, too
};

struct VectorCode;

/// The parameters of a kernel, whose arguments are kept beyond a launch by these sizes.
struct ParameterList {
  struct Parameter {
    std::uint32_t size;
    std::uint32_t alignment;
  };
  const Parameter* parameters;  ///< null if there are none
  std::uint32_t count;
};

/// Everything the runtime knows about one kernel. Lives in the program's own constant data.
struct KernelRecord {
  const char* name;      ///< readable: "image::blur<4>"
  const char* symbol;    ///< mangled name, the entry point's name in the images
  const char* location;  ///< "blur.cpp:12"
  const void* address;   ///< of the host function: the handle that launch() takes
  /// Runs the CPU variant for the current simulated CUDA thread; null if the kernel is marked
  /// LARDER_KERNEL_CUDA_ONLY. `arguments` holds a pointer to each parameter's value.
  void (*run)(void* const* arguments);
  const KernelKey* keys;
  std::uint32_t key_count;
  std::uint32_t max_threads_per_block;  ///< from __launch_bounds__; 0: none given
  Lowering lowering = Lowering::kFibers;
  const ParameterList* parameters = nullptr;  ///< null: unknown
  const VectorCode* vectors = nullptr;        ///< null: there is none
};

/// A __device__ or __constant__ variable that a kernel reaches, or that host code names.
struct VariableRecord {
  const char* name;    ///< "image::weights"
  const char* symbol;  ///< mangled name in the images
  void* address;       ///< of the host's variable, which is the CPU variant's storage
  std::uint64_t size;  ///< bytes
  bool constant;       ///< __constant__
};

/// The kernels and variables of one translation unit. `kernels` and `variables` outlive it.
struct LARDER_API Module {
  const char* source;  ///< as given to the build: "blur.cpp"
  const KernelRecord* kernels;
  std::size_t kernel_count;
  const VariableRecord* variables;
  std::size_t variable_count;
  /// The list of kernels for tools, in the section .larder.kernels of the same file. This pointer
  /// makes a linker that drops unused sections (--gc-sections) keep it; null: there is none.
  const char* kernel_list;
  mutable const Module* next = nullptr;  ///< in the program's list, which the registry keeps
  mutable std::uint64_t number = 0;      ///< unique, also among modules that are gone

  /// Links this module into the program's list. Thread safe, before main() too.
  Module(const char* source_name, const KernelRecord* kernel_table, std::size_t kernels_in_table,
         const VariableRecord* variable_table, std::size_t variables_in_table,
         const char* list_for_tools = nullptr) noexcept;
  /// Unlinks it (a plug-in's dlclose; by then nothing may launch its kernels). Thread safe.
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
};

/// One kind of cache that a program or library accepts (the macros of larder/seal.h define them).
/// If one is linked in, no other cache serves the kernels of the same file.
struct LARDER_API SealRecord {
  const char* line;  ///< in that file's section .larder.seals: "signer HEX" or "digest HEX", "\n"
  mutable const SealRecord* next = nullptr;  ///< in the program's list, which the registry keeps

  /// Links this seal into the program's list. Thread safe, before main() too.
  explicit SealRecord(const char* seal_line) noexcept;
  /// Unlinks it (a plug-in's dlclose). Thread safe.
  ~SealRecord();
  SealRecord(const SealRecord&) = delete;
  SealRecord& operator=(const SealRecord&) = delete;
};

/// Whether a call copies and destroys a parameter by code of its class, so that the function gets
/// its address (Itanium C++ ABI, 3.1.2.3).
template <class T>
inline constexpr bool is_copied_by_code =
    !std::is_trivially_destructible_v<T> ||
    (std::is_copy_constructible_v<T> && !std::is_trivially_copy_constructible_v<T>) ||
    (std::is_move_constructible_v<T> && !std::is_trivially_move_constructible_v<T>) ||
    (!std::is_copy_constructible_v<T> && !std::is_move_constructible_v<T>);

// The arguments are the host's memory, not the kernel's.
#define LARDER_HOSTS_MEMORY __attribute__((no_sanitize("thread")))
/// An argument for a thread.
template <class T, bool = is_copied_by_code<T>>
struct ArgumentOfThread {
  LARDER_HOSTS_MEMORY explicit ArgumentOfThread(void* from) : value(*static_cast<T*>(from)) {}
  T& value;
};
/// The bytes of the launch's copy: threads neither copy nor destroy arguments.
template <class T>
struct ArgumentOfThread<T, true> {
  LARDER_HOSTS_MEMORY explicit ArgumentOfThread(void* from)
      : value(*reinterpret_cast<T*>(__builtin_memcpy(bytes, from, sizeof(T)))) {}
  alignas(T) unsigned char bytes[sizeof(T)];
  T& value;
};

// Undefined behavior, for the sanitizer: the pointer's type is not the function's.
template <class... Parameters, std::size_t... Index>
LARDER_HOSTS_MEMORY __attribute__((no_sanitize("undefined"))) void call(
    void (*kernel)(Parameters...), void* const* arguments, std::index_sequence<Index...>) {
  (void)arguments;
  if constexpr ((is_copied_by_code<std::remove_cv_t<Parameters>> || ...)) {
    // The same function for the ABI, but without the copies.
    using Called = void (*)(std::conditional_t<is_copied_by_code<std::remove_cv_t<Parameters>>,
                                               Parameters&, Parameters>...);
    reinterpret_cast<Called>(reinterpret_cast<void*>(kernel))(
        ArgumentOfThread<std::remove_cv_t<Parameters>>(arguments[Index]).value...);
  } else {
    kernel(*static_cast<std::remove_cv_t<Parameters>*>(arguments[Index])...);
  }
}

/// The sizes of a function's parameters. Hidden, as g++ would make unique symbols of the values,
/// and a plug-in with a unique symbol is never unloaded.
template <class... Parameters>
struct [[gnu::visibility("hidden")]] ListOf {
  static constexpr ParameterList::Parameter parameters[] = {
      {static_cast<std::uint32_t>(sizeof(Parameters)),
       static_cast<std::uint32_t>(alignof(Parameters))}...};
  static constexpr ParameterList value = {parameters, sizeof...(Parameters)};
};
template <>
struct [[gnu::visibility("hidden")]] ListOf<> {
  static constexpr ParameterList value = {nullptr, 0};
};

/// One kernel: the CPU variant's entry point, which unpacks the arguments and calls it, and the
/// sizes of its parameters.
template <auto Kernel>
struct Entry;

template <class... Parameters, void (*Kernel)(Parameters...)>
struct Entry<Kernel> {
  LARDER_HOSTS_MEMORY static void run(void* const* arguments) {
    call(Kernel, arguments, std::index_sequence_for<Parameters...>{});
  }
  static constexpr const ParameterList& parameters = ListOf<Parameters...>::value;
};

#undef LARDER_HOSTS_MEMORY
}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_REGISTRY_H
