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

namespace lib {
__device__ inline float helper_of_get(float x) { return x; }
using Real = float;
enum Kind { kFirst = 1, kSecond = kFirst + 1 };
constexpr int kStep = 2;
struct Base {
  Real value;
};
template <class T>
struct Box : Base {
  static constexpr int kScale = 4;
  T content{};
  Box() = default;
  __device__ explicit Box(T x) : Base{1}, content(x) {}
  __device__ T get() const { return content * kScale + lib::helper_of_get(content); }
  int never_called_on_a_device() const { return host_name(); }
  int host_name() const;

 private:
  friend __device__ T twice(Box box) { return box.content + box.content; }
};
__device__ float unused(float x) { return x; }
}  // namespace lib

namespace alias = lib;
namespace user {
using lib::Box;
using namespace alias;
__device__ Real defined_later(Real x, int by = kStep);
LARDER_KERNEL void reach(Real* out) {LARDER_THREADS(&, false)
  Box<Real> box(out[0]);
  out[0] = box.get() + twice(box) + defined_later(kSecond);
  auto lambda = [&](Real x) { return x + box.value; };
  out[1] = lambda(1);
LARDER_END_THREADS}
__device__ Real defined_later(Real x, int by) { return x + by; }
}  // namespace user

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "b0f34c2f93026b7bf7312c46ea30a20c 0 user::reach\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {176, 243, 76, 47, 147, 2, 107, 123, 247, 49, 44, 70, 234, 48, 162, 12}},
};
constexpr void (*larder_kernel_0)(float *) = &::user::reach;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"user::reach", "_ZN4user5reachEPf", "input.cpp:32",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
