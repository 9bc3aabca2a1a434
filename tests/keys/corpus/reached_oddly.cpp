// Code that is reached without a call that names it, and types that decide by their properties.
#include <larder/kernel.h>

template <class Derived>
struct Curious {
  __device__ int run(int x) const { return static_cast<const Derived*>(this)->step(x) + 1; }
};

struct Walker : Curious<Walker> {
  __device__ int step(int x) const { return x * 3; }
};

constexpr int relaxed(int x) { return x + 4; }

struct Pair {
  int first;
  int second;
  __device__ int get() const { return first; }
  __device__ int other() const { return second; }
};

struct Trivial {
  int value;
};

__device__ inline int quiet(int x) noexcept { return x; }

__device__ inline short unevaluated(int x) { return short(x); }

struct Pooled {
  int value;
  __device__ static void* operator new(unsigned long, Pooled* at) { return at + 1; }
};

LARDER_KERNEL void curious(int* x) { *x = Walker().run(*x); }

LARDER_KERNEL void scoped(int* x) { *x = relaxed(*x); }

LARDER_KERNEL void members(Pair* p, int* out) {
  int Pair::* const field = &Pair::second;
  int (Pair::* const method)() const = &Pair::get;
  *out = p->*field + (p->*method)();
}

LARDER_KERNEL void properties(int* out) {
  out[0] = __is_trivially_copyable(Trivial) ? 1 : 2;
  out[1] = noexcept(quiet(1)) ? 3 : 4;
  out[2] = sizeof(unevaluated(5));
}

LARDER_KERNEL void pooled(Pooled* p) { (new (p) Pooled)->value = 5; }

LARDER_KERNEL void bound(Pair* p) {
  auto& [a, b] = *p;
  a += b;
}
