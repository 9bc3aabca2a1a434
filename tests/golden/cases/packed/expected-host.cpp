#define LARDER_PRAGMA_(...) _Pragma(#__VA_ARGS__)
#define LARDER_DIFFERS_(...) LARDER_PRAGMA_(GCC error #__VA_ARGS__)
#define LARDER_DIFFERS(...) LARDER_DIFFERS_(__VA_ARGS__)
#ifdef NDEBUG
#line 48 "/usr/include/assert.h"
LARDER_DIFFERS("macro NDEBUG was not defined when the kernels were read, here it is" NDEBUG "; compile this file with the flags that compile_commands.json has for it, and give each target with other flags a custom_target of its own")
#endif
#undef LARDER_DIFFERS
#undef LARDER_DIFFERS_
#undef LARDER_PRAGMA_
#line 1 "input.cpp"
#include <larder/kernel.h>

#pragma pack(push, 1)
struct Record {
  unsigned char tag;
  double value;
#pragma pack(pop)
  struct Natural {
    unsigned char tag;
    double value;
  } natural;
};

#pragma pack(2)
template <class T>
struct Pair {
  unsigned char first;
  T second;
};
#pragma pack()

struct Plain {
  unsigned char tag;
  int value;
};

LARDER_KERNEL void unpack(const Record* in, const Pair<int>* pairs, Plain plain, double* out) {LARDER_THREADS(&, false)
#pragma pack(push, 4)
  struct Local {
    char tag;
    double value;
  };
#pragma pack(pop)
  const Local local{'x', in->value + in->natural.value};
  *out = local.value + pairs->second + plain.value + sizeof(Local);
LARDER_END_THREADS}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "8711cabfc22f004773427f27d23dd622 0 unpack\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {135, 17, 202, 191, 194, 47, 0, 71, 115, 66, 127, 39, 210, 61, 214, 34}},
};
constexpr void (*larder_kernel_0)(const Record *, const Pair<int> *, Plain, double *) = &::unpack;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"unpack", "_Z6unpackPK6RecordPK4PairIiE5PlainPd", "input.cpp:27",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
