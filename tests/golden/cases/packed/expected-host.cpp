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

LARDER_KERNEL void unpack(const Record* in, const Pair<int>* pairs, Plain plain, double* out) {
#pragma pack(push, 4)
  struct Local {
    char tag;
    double value;
  };
#pragma pack(pop)
  const Local local{'x', in->value + in->natural.value};
  *out = local.value + pairs->second + plain.value + sizeof(Local);
}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "532cd605fa71d4b5b3d60581b2b96fa2 0 unpack" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {83, 44, 214, 5, 250, 113, 212, 181, 179, 214, 5, 129, 178, 185, 111, 162}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"unpack", "_Z6unpackPK6RecordPK4PairIiE5PlainPd", "input.cpp:27",
     reinterpret_cast<const void*>(&::unpack),
     &::larder::detail::Entry<&::unpack>::run,
     larder_keys_0, 1, 4, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0);
}  // namespace
