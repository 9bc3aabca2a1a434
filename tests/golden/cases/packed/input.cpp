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
