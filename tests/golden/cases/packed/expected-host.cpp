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
    "d757b87c4c6e49c8dd1982be0621ab43 0 unpack" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {215, 87, 184, 124, 76, 110, 73, 200, 221, 25, 130, 190, 6, 33, 171, 67}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"unpack", "_Z6unpackPK6RecordPK4PairIiE5PlainPd", "input.cpp:27",
     reinterpret_cast<const void*>(&::unpack),
     &::larder::detail::Entry<&::unpack>::run,
     larder_keys_0, 1, 4, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
