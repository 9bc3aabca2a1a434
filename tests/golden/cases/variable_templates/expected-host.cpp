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
#include <larder/larder.h>
template <class T>
__constant__ T table[3];
template <>
__constant__ float table<float>[3] = {1, 2, 3};
namespace image {
template <class T, int N>
__device__ T grid[N];
template <class T>
__device__ T grid<T, 5>[7];
template <class T>
static __device__ T own[2];
struct Point {
  int x;
};
namespace {
template <class T>
__constant__ const T origin = {7};
}
}  // namespace image
template <class T>
__constant__ const T limits[2] = {1, 2};
template <class T>
__device__ T never_used[3];
template <int N>
constexpr int twice = 2 * N;
template <class T>
LARDER_KERNEL static void pick(T* out) {LARDER_THREADS(&, false)
  struct Local {
    int x;
  };
  *out = table<T>[0] + image::grid<T, twice<2>>[1] + image::grid<T, 5>[6] + image::own<T>[1];
  *out += limits<T>[1] + image::origin<image::Point>.x + image::own<Local>[0].x;
LARDER_END_THREADS}
larder::Status use(larder::Device& device, int* out) {
  device.launch(pick<int>, {1, 1}, out);
  device.launch(pick<float>, {1, 1}, nullptr);
  return device.write(table<int>, {1, 2, 3});
}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "59c9b1a7dafae1175d648891a59a9f02 0 pick<int>\011plain" "\n"
    "b31b0db4a22cda926a48080bd38244c1 0 pick<float>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {89, 201, 177, 167, 218, 250, 225, 23, 93, 100, 136, 145, 165, 154, 159, 2}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {179, 27, 13, 180, 162, 44, 218, 146, 106, 72, 8, 11, 211, 130, 68, 193}},
};
constexpr void (*larder_kernel_0)(int *) = &::pick<int>;
constexpr void (*larder_kernel_1)(float *) = &::pick<float>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"pick<int>", "_Z4pickIiEvPT_", "input.cpp:28",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"pick<float>", "_Z4pickIfEvPT_", "input.cpp:28",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::VariableRecord larder_variables[] = {
    {"table<float>", "_Z5tableIfE", const_cast<void*>(static_cast<const volatile void*>(&::table<float>)), 12, true},
    {"table<int>", "_Z5tableIiE", const_cast<void*>(static_cast<const volatile void*>(&::table<int>)), 12, true},
    {"limits<float>", "_Z6limitsIfE", const_cast<void*>(static_cast<const volatile void*>(&::limits<float>)), 8, true},
    {"limits<int>", "_Z6limitsIiE", const_cast<void*>(static_cast<const volatile void*>(&::limits<int>)), 8, true},
    {"image::origin<image::Point>", "_ZN5image14larder_unnamed6originINS_5PointEEE", const_cast<void*>(static_cast<const volatile void*>(&::image::origin<image::Point>)), 4, true},
    {"image::own<float>", "_ZN5image3ownIfEE", const_cast<void*>(static_cast<const volatile void*>(&::image::own<float>)), 8, false},
    {"image::own<int>", "_ZN5image3ownIiEE", const_cast<void*>(static_cast<const volatile void*>(&::image::own<int>)), 8, false},
    {"image::grid<float, 4>", "_ZN5image4gridIfLi4EEE", const_cast<void*>(static_cast<const volatile void*>(&::image::grid<float, 4>)), 16, false},
    {"image::grid<float, 5>", "_ZN5image4gridIfLi5EEE", const_cast<void*>(static_cast<const volatile void*>(&::image::grid<float, 5>)), 28, false},
    {"image::grid<int, 4>", "_ZN5image4gridIiLi4EEE", const_cast<void*>(static_cast<const volatile void*>(&::image::grid<int, 4>)), 16, false},
    {"image::grid<int, 5>", "_ZN5image4gridIiLi5EEE", const_cast<void*>(static_cast<const volatile void*>(&::image::grid<int, 5>)), 28, false},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, larder_variables, 11,
    larder_kernel_list);
}  // namespace
