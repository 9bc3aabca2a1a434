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

static void made ( int * out ) { typedef int larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared_variable<larder_first_type>(&larder_first_id); _Pragma("unroll 2") for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; } static void made_beside ( float * out ) { typedef float larder_first_type ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared_variable<larder_first_type>(&larder_first_id); _Pragma("unroll 2") for ( int i = 0 ; i < 4 ; ++ i ) out [ i ] += i ; first = out [ 0 ] ; out [ 1 ] = first ; }

LARDER_KERNEL void in_macros(int* out) OPEN *out = 1; CLOSE

LARDER_KERNEL __launch_bounds__(64) void conditional(int* out) {LARDER_THREADS(&, false)
#ifdef TIMES
  *out = TIMES;  // a comment stays
#else
  *out = 0;
#endif
LARDER_END_THREADS}

// An #if that reaches into the body: it is always there.
#if TIMES == 4
LARDER_KERNEL void straddled(int* out) {LARDER_THREADS(&, false)
#else
LARDER_KERNEL void straddled(long* out) {
#endif
  *out = 2;
LARDER_END_THREADS}

template <class T>
LARDER_KERNEL void general(T* out) {LARDER_THREADS(&, false)
  *out = T{4};
LARDER_END_THREADS}
template <>
LARDER_KERNEL void general<double>(double* out) {LARDER_THREADS(&, false)
  *out = 5;
LARDER_END_THREADS}
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
LARDER_KERNEL void looked_up(int* out) {LARDER_THREADS(&, false) *out = table[1]; LARDER_END_THREADS}
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
LARDER_KERNEL void sizes(int* out) {LARDER_THREADS(&, false) *out = Size<double>::value + kTwice; LARDER_END_THREADS}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "36b9fb867066d2185385c59544612371 0 made\011fibers: reads and writes shared memory without a barrier, as lanes in step do" "\n"
    "141a8e6c0c99b00fcff301a02d02727a 0 made_beside\011fibers: reads and writes shared memory without a barrier, as lanes in step do" "\n"
    "9e68f16a81a03ae0759905c5551b716c 0 in_macros\011fibers: has a body that a macro makes" "\n"
    "4cc66221078666fe5cfc3dbb4ff8e714 0 conditional\011plain" "\n"
    "69ab0435a03a867a43fab2d00c633749 0 straddled\011plain" "\n"
    "a12d435fb0642c59e4acb7c76bc3b9e8 0 general<double>\011plain" "\n"
    "0893322b54172da80a1153373104a22a 0 looked_up\011plain" "\n"
    "8ad70d19accca535b66ea0d91f6f01b9 0 sizes\011plain" "\n"
    "e6f864d67e1a2bbc40d1bc50ed7db468 0 general<int>\011plain" "\n"
    "754c8ce10987f5fcf4f5d650a44e4af3 0 general<short>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {54, 185, 251, 134, 112, 102, 210, 24, 83, 133, 197, 149, 68, 97, 35, 113}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {20, 26, 142, 108, 12, 153, 176, 15, 207, 243, 1, 160, 45, 2, 114, 122}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {158, 104, 241, 106, 129, 160, 58, 224, 117, 153, 5, 197, 85, 27, 113, 108}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {76, 198, 98, 33, 7, 134, 102, 254, 92, 252, 61, 187, 79, 248, 231, 20}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {105, 171, 4, 53, 160, 58, 134, 122, 67, 250, 178, 208, 12, 99, 55, 73}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {161, 45, 67, 95, 176, 100, 44, 89, 228, 172, 183, 199, 107, 195, 185, 232}},
};
const ::larder::detail::KernelKey larder_keys_6[] = {
    {0, {8, 147, 50, 43, 84, 23, 45, 168, 10, 17, 83, 55, 49, 4, 162, 42}},
};
const ::larder::detail::KernelKey larder_keys_7[] = {
    {0, {138, 215, 13, 25, 172, 204, 165, 53, 182, 110, 160, 217, 31, 111, 1, 185}},
};
const ::larder::detail::KernelKey larder_keys_8[] = {
    {0, {230, 248, 100, 214, 126, 26, 43, 188, 64, 209, 188, 80, 237, 125, 180, 104}},
};
const ::larder::detail::KernelKey larder_keys_9[] = {
    {0, {117, 76, 140, 225, 9, 135, 245, 252, 244, 245, 214, 80, 164, 78, 74, 243}},
};
constexpr void (*larder_kernel_0)(int *) = &::made;
constexpr void (*larder_kernel_1)(float *) = &::made_beside;
constexpr void (*larder_kernel_2)(int *) = &::in_macros;
constexpr void (*larder_kernel_3)(int *) = &::conditional;
constexpr void (*larder_kernel_4)(int *) = &::straddled;
constexpr void (*larder_kernel_5)(double *) = &::general<double>;
constexpr void (*larder_kernel_6)(int *) = &::looked_up;
constexpr void (*larder_kernel_7)(int *) = &::sizes;
constexpr void (*larder_kernel_8)(int *) = &::general<int>;
constexpr void (*larder_kernel_9)(short *) = &::general<short>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"made", "_Z4madePi", "input.cpp:14",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"made_beside", "_Z11made_besidePf", "input.cpp:14",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"in_macros", "_Z9in_macrosPi", "input.cpp:16",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
    {"conditional", "_Z11conditionalPi", "input.cpp:18",
     reinterpret_cast<const void*>(larder_kernel_3),
     &::larder::detail::Entry<larder_kernel_3>::run,
     larder_keys_3, 1, 64,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_3>::parameters},
    {"straddled", "_Z9straddledPi", "input.cpp:28",
     reinterpret_cast<const void*>(larder_kernel_4),
     &::larder::detail::Entry<larder_kernel_4>::run,
     larder_keys_4, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_4>::parameters},
    {"general<double>", "_Z7generalIdEvPT_", "input.cpp:40",
     reinterpret_cast<const void*>(larder_kernel_5),
     &::larder::detail::Entry<larder_kernel_5>::run,
     larder_keys_5, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_5>::parameters},
    {"looked_up", "_ZN14larder_unnamed9looked_upEPi", "input.cpp:54",
     reinterpret_cast<const void*>(larder_kernel_6),
     &::larder::detail::Entry<larder_kernel_6>::run,
     larder_keys_6, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_6>::parameters},
    {"sizes", "_Z5sizesPi", "input.cpp:73",
     reinterpret_cast<const void*>(larder_kernel_7),
     &::larder::detail::Entry<larder_kernel_7>::run,
     larder_keys_7, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_7>::parameters},
    {"general<int>", "_Z7generalIiEvPT_", "input.cpp:36",
     reinterpret_cast<const void*>(larder_kernel_8),
     &::larder::detail::Entry<larder_kernel_8>::run,
     larder_keys_8, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_8>::parameters},
    {"general<short>", "_Z7generalIsEvPT_", "input.cpp:36",
     reinterpret_cast<const void*>(larder_kernel_9),
     &::larder::detail::Entry<larder_kernel_9>::run,
     larder_keys_9, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_9>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::VariableRecord larder_variables[] = {
    {"table", "_ZN14larder_unnamed5tableE", const_cast<void*>(static_cast<const volatile void*>(&::table)), 8, true},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 10, larder_variables, 1,
    larder_kernel_list);
}  // namespace
