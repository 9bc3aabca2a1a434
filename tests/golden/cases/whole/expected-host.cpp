#line 1 "input.cpp"
#include <larder/kernel.h>

#define TIMES 4
#define MAKE(name, T)                            \
  static LARDER_KERNEL void name(T* out) {       \
    __shared__ T first;                          \
    _Pragma("unroll 2") for (int i = 0; i < TIMES; ++i) out[i] += i; \
    first = out[0];                              \
    out[1] = first;                              \
  }
#define OPEN {
#define CLOSE }

static __attribute__ ( ( annotate ( "larder.kernel" ) ) ) __attribute__ ( ( global ) ) void made ( int * out ) { typedef int larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared<larder_first_type>(&larder_first_id); for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; } static __attribute__ ( ( annotate ( "larder.kernel" ) ) ) __attribute__ ( ( global ) ) void made_beside ( float * out ) { typedef float larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared<larder_first_type>(&larder_first_id); for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; }

LARDER_KERNEL void in_macros(int* out) OPEN *out = 1; CLOSE

LARDER_KERNEL __launch_bounds__(64) void conditional(int* out) {
#ifdef TIMES
  *out = TIMES;  // a comment stays
#else
  *out = 0;
#endif
}

// An #if that reaches into the body: it is always there.
#if TIMES == 4
LARDER_KERNEL void straddled(int* out) {
#else
LARDER_KERNEL void straddled(long* out) {
#endif
  *out = 2;
}

__global__ void unmarked(int* out) { *out = 3; }

template <class T>
LARDER_KERNEL void general(T* out) {
  *out = T{4};
}
template <>
LARDER_KERNEL void general<double>(double* out) {
  *out = 5;
}
template <class T>
LARDER_KERNEL void never(T* out) { *out = T{6}; }

namespace {
void host_only() {
  auto taken = &general<int>;
  static_cast<void>(taken);
}
}  // namespace
namespace {
__constant__ int table[2];
LARDER_KERNEL void looked_up(int* out) { *out = table[1]; }
}  // namespace

template LARDER_KERNEL void general<short>(short*);

const char* raw = R"(
#endif
)";
#ifdef SKIPPED
It's text that is skipped: "
#error don't
#endif

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "31e02bccd385c9cc099b86e27a69d6a5 0 made" "\n"
    "1b84e47c385a89b607299562bf8aa370 0 made_beside" "\n"
    "ef1684351763ef245f30bdc535a505db 0 in_macros" "\n"
    "73c1fb0dadcb7b4571fafe2d7d7f14b4 0 conditional" "\n"
    "8b89f4bd29c341daef6b43fe0ac4f997 0 straddled" "\n"
    "0daf5859723205299c69d6c57dbe3776 0 general<double>" "\n"
    "fbce5df18b575a6a58971edf1ab825e5 0 looked_up" "\n"
    "7d738ff3772c3031a34b748d427fbbf3 0 general<int>" "\n"
    "49250dc0b7debca722fe8caa5fd4a4b4 0 general<short>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {49, 224, 43, 204, 211, 133, 201, 204, 9, 155, 134, 226, 122, 105, 214, 165}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {27, 132, 228, 124, 56, 90, 137, 182, 7, 41, 149, 98, 191, 138, 163, 112}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {239, 22, 132, 53, 23, 99, 239, 36, 95, 48, 189, 197, 53, 165, 5, 219}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {115, 193, 251, 13, 173, 203, 123, 69, 113, 250, 254, 45, 125, 127, 20, 180}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {139, 137, 244, 189, 41, 195, 65, 218, 239, 107, 67, 254, 10, 196, 249, 151}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {13, 175, 88, 89, 114, 50, 5, 41, 156, 105, 214, 197, 125, 190, 55, 118}},
};
const ::larder::detail::KernelKey larder_keys_6[] = {
    {0, {251, 206, 93, 241, 139, 87, 90, 106, 88, 151, 30, 223, 26, 184, 37, 229}},
};
const ::larder::detail::KernelKey larder_keys_7[] = {
    {0, {125, 115, 143, 243, 119, 44, 48, 49, 163, 75, 116, 141, 66, 127, 187, 243}},
};
const ::larder::detail::KernelKey larder_keys_8[] = {
    {0, {73, 37, 13, 192, 183, 222, 188, 167, 34, 254, 140, 170, 95, 212, 164, 180}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"made", "_Z4madePi", "input.cpp:14",
     reinterpret_cast<const void*>(&::made),
     &::larder::detail::Entry<&::made>::run,
     larder_keys_0, 1, 1, 0},
    {"made_beside", "_Z11made_besidePf", "input.cpp:14",
     reinterpret_cast<const void*>(&::made_beside),
     &::larder::detail::Entry<&::made_beside>::run,
     larder_keys_1, 1, 1, 0},
    {"in_macros", "_Z9in_macrosPi", "input.cpp:16",
     reinterpret_cast<const void*>(&::in_macros),
     &::larder::detail::Entry<&::in_macros>::run,
     larder_keys_2, 1, 1, 0},
    {"conditional", "_Z11conditionalPi", "input.cpp:18",
     reinterpret_cast<const void*>(&::conditional),
     &::larder::detail::Entry<&::conditional>::run,
     larder_keys_3, 1, 1, 64},
    {"straddled", "_Z9straddledPi", "input.cpp:28",
     reinterpret_cast<const void*>(&::straddled),
     &::larder::detail::Entry<&::straddled>::run,
     larder_keys_4, 1, 1, 0},
    {"general<double>", "_Z7generalIdEvPT_", "input.cpp:42",
     reinterpret_cast<const void*>(&::general<double>),
     &::larder::detail::Entry<&::general<double>>::run,
     larder_keys_5, 1, 1, 0},
    {"looked_up", "_ZN14larder_unnamed9looked_upEPi", "input.cpp:56",
     reinterpret_cast<const void*>(&::looked_up),
     &::larder::detail::Entry<&::looked_up>::run,
     larder_keys_6, 1, 1, 0},
    {"general<int>", "_Z7generalIiEvPT_", "input.cpp:38",
     reinterpret_cast<const void*>(&::general<int>),
     &::larder::detail::Entry<&::general<int>>::run,
     larder_keys_7, 1, 1, 0},
    {"general<short>", "_Z7generalIsEvPT_", "input.cpp:38",
     reinterpret_cast<const void*>(&::general<short>),
     &::larder::detail::Entry<&::general<short>>::run,
     larder_keys_8, 1, 1, 0},
};
const ::larder::detail::VariableRecord larder_variables[] = {
    {"table", "_ZN14larder_unnamed5tableE", const_cast<void*>(static_cast<const volatile void*>(&::table)), 8, true},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 9, larder_variables, 1,
    larder_kernel_list);
}  // namespace
