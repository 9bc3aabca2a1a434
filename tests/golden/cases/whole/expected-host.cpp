#define LARDER_PRAGMA_(...) _Pragma(#__VA_ARGS__)
#define LARDER_DIFFERS_(...) LARDER_PRAGMA_(GCC error #__VA_ARGS__)
#define LARDER_DIFFERS(...) LARDER_DIFFERS_(__VA_ARGS__)
#ifdef NDEBUG
#line 48 "/usr/include/assert.h"
LARDER_DIFFERS("macro NDEBUG was not defined when the kernels were read, here it is" NDEBUG "; compile this file with the flags that compile_commands.json has for it, and give each target with other flags a custom_target of its own")
#endif
#ifdef SKIPPED
#line 62 "input.cpp"
LARDER_DIFFERS("macro SKIPPED was not defined when the kernels were read, here it is" SKIPPED "; compile this file with the flags that compile_commands.json has for it, and give each target with other flags a custom_target of its own")
#endif
#undef LARDER_DIFFERS
#undef LARDER_DIFFERS_
#undef LARDER_PRAGMA_
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

static void made ( int * out ) { typedef int larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared<larder_first_type>(&larder_first_id); _Pragma("unroll 2") for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; } static void made_beside ( float * out ) { typedef float larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared<larder_first_type>(&larder_first_id); _Pragma("unroll 2") for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; }

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

// A member's `static` stays, and that of a constant.
template <class T>
struct Size {
  static constexpr int value = sizeof(T);
};
static constexpr int kTwice = 2 * Size<int>::value;
LARDER_KERNEL void sizes(int* out) { *out = Size<double>::value + kTwice; }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "d2738281916db5af3a296a7f77b35d99 0 made" "\n"
    "06458ae535c67e964fe273fd1833f511 0 made_beside" "\n"
    "61cc735c566c626520b07b71788f07a4 0 in_macros" "\n"
    "081d83fb34bde4cbce0d1ab5b11ec95f 0 conditional" "\n"
    "bba907cf5f3e8adbcb8b2c5e33845d70 0 straddled" "\n"
    "20bc8e3599bc42ae097743790910b54f 0 general<double>" "\n"
    "2a25342840c98df64f9091887fe4a8c1 0 looked_up" "\n"
    "f006cbaf5da331d1d3dbf44db46da42b 0 sizes" "\n"
    "8bb2ab7b4f885c346f19ed9c9109d76b 0 general<int>" "\n"
    "c408ca69bba87a40e20744bfa069cca6 0 general<short>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {210, 115, 130, 129, 145, 109, 181, 175, 58, 41, 106, 127, 119, 179, 93, 153}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {6, 69, 138, 229, 53, 198, 126, 150, 79, 226, 115, 253, 24, 51, 245, 17}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {97, 204, 115, 92, 86, 108, 98, 101, 32, 176, 123, 113, 120, 143, 7, 164}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {8, 29, 131, 251, 52, 189, 228, 203, 206, 13, 26, 181, 177, 30, 201, 95}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {187, 169, 7, 207, 95, 62, 138, 219, 203, 139, 44, 94, 51, 132, 93, 112}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {32, 188, 142, 53, 153, 188, 66, 174, 9, 119, 67, 121, 9, 16, 181, 79}},
};
const ::larder::detail::KernelKey larder_keys_6[] = {
    {0, {42, 37, 52, 40, 64, 201, 141, 246, 79, 144, 145, 136, 127, 228, 168, 193}},
};
const ::larder::detail::KernelKey larder_keys_7[] = {
    {0, {240, 6, 203, 175, 93, 163, 49, 209, 211, 219, 244, 77, 180, 109, 164, 43}},
};
const ::larder::detail::KernelKey larder_keys_8[] = {
    {0, {139, 178, 171, 123, 79, 136, 92, 52, 111, 25, 237, 156, 145, 9, 215, 107}},
};
const ::larder::detail::KernelKey larder_keys_9[] = {
    {0, {196, 8, 202, 105, 187, 168, 122, 64, 226, 7, 68, 191, 160, 105, 204, 166}},
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
    {"general<double>", "_Z7generalIdEvPT_", "input.cpp:40",
     reinterpret_cast<const void*>(&::general<double>),
     &::larder::detail::Entry<&::general<double>>::run,
     larder_keys_5, 1, 1, 0},
    {"looked_up", "_ZN14larder_unnamed9looked_upEPi", "input.cpp:54",
     reinterpret_cast<const void*>(&::looked_up),
     &::larder::detail::Entry<&::looked_up>::run,
     larder_keys_6, 1, 1, 0},
    {"sizes", "_Z5sizesPi", "input.cpp:73",
     reinterpret_cast<const void*>(&::sizes),
     &::larder::detail::Entry<&::sizes>::run,
     larder_keys_7, 1, 1, 0},
    {"general<int>", "_Z7generalIiEvPT_", "input.cpp:36",
     reinterpret_cast<const void*>(&::general<int>),
     &::larder::detail::Entry<&::general<int>>::run,
     larder_keys_8, 1, 1, 0},
    {"general<short>", "_Z7generalIsEvPT_", "input.cpp:36",
     reinterpret_cast<const void*>(&::general<short>),
     &::larder::detail::Entry<&::general<short>>::run,
     larder_keys_9, 1, 1, 0},
};
const ::larder::detail::VariableRecord larder_variables[] = {
    {"table", "_ZN14larder_unnamed5tableE", const_cast<void*>(static_cast<const volatile void*>(&::table)), 8, true},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 10, larder_variables, 1,
    larder_kernel_list);
}  // namespace
