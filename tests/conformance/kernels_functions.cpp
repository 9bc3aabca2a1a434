// The C++ that kernels call: functors, lambdas, constexpr functions, overloads, recursion.
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "backends.h"
#include "kernels_in_header.h"

namespace {

CONFORMANCE_SUITE(Functions);

// A functor with state, member functions and an operator; passed by value.
class Polynomial {
 public:
  Polynomial(double a, double b, double c) : coefficients_{a, b, c} {}
  __host__ __device__ double operator()(double x) const {
    double sum = 0;
    for (int i = 2; i >= 0; --i) sum = sum * x + coefficients_[i];
    return sum;
  }
  __device__ double slope(double x) const { return coefficients_[1] + 2 * coefficients_[2] * x; }

 private:
  double coefficients_[3];
};

struct Newton {
  Polynomial function;
  int steps;
  __device__ double solve(double x) const {
    for (int i = 0; i < steps; ++i) x = next(x);
    return x;
  }
  __device__ double next(double x) const { return x - function(x) / function.slope(x); }
};

template <class Solver>
LARDER_KERNEL void solve(Solver solver, double* guesses) {
  guesses[threadIdx.x] = solver.solve(guesses[threadIdx.x]);
}

TEST_P(Functions, FunctorsWithMembers) {
  auto guesses = filled(20, 2.0);
  device().launch(solve<Newton>, {1, 20}, Newton{Polynomial(-2, 0, 1), 8}, guesses);
  for (double value : contents(guesses)) EXPECT_NEAR(value, 1.4142135623730951, 1e-14);
}

// Lambdas: by reference, by value, mutable, generic, nested, handed to a device function.
template <class Function>
__device__ int sum_over(int n, Function function) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += function(i);
  return sum;
}
LARDER_KERNEL void lambdas(int* out) {
  const int own = threadIdx.x;
  int calls = 0;
  const auto square = [](auto x) { return x * x; };
  const auto count = [&calls, own](int i) {
    ++calls;
    const auto add = [&](int x) { return x + own; };
    return add(i);
  };
  auto next = [state = own]() mutable { return ++state; };
  next();
  out[own] = sum_over(5, count) * 10000 + calls * 1000 + square(next());
}

TEST_P(Functions, Lambdas) {
  auto out = device().allocate<int>(16);
  device().launch(lambdas, {1, 16}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(values[i], (10 + 5 * i) * 10000 + 5000 + (i + 2) * (i + 2));
  }
}

__device__ constexpr int kTable[] = {2, 3, 5, 7};
enum class Mode : unsigned char { kPlain, kSquared };
constexpr int power(int base, int exponent) {
  return exponent == 0 ? 1 : base * power(base, exponent - 1);
}
struct Bounds {
  static constexpr float kLow = -0.5f;
};

LARDER_KERNEL void constants(int* out, Mode mode) {
  constexpr int kCube = power(3, 3);
  const int squared = mode == Mode::kSquared ? power(kTable[threadIdx.x % 4], 2) : 0;
  *out = kCube + squared * 100 + (Bounds::kLow < 0 ? 100000 : 0) + from_header::twice(500000) +
         (std::numeric_limits<short>::max() > 0 ? 1 : 0);
}

TEST_P(Functions, ConstexprFunctionsTablesAndEnums) {
  auto out = filled(1, 0);
  device().launch(constants, {1, 1}, out, Mode::kSquared);
  EXPECT_EQ(contents(out)[0], 27 + 400 + 100000 + 1000000 + 1);
}

__device__ int kind_of(int) { return 1; }
__device__ int kind_of(unsigned) { return 2; }
__device__ int kind_of(float) { return 3; }
template <class T>
__device__ int kind_of(T*) {
  return 4;
}
__device__ int with_default(int x, int y = 40) { return x + y; }

LARDER_KERNEL void overloads(int* out) {
  *out = kind_of(1) + kind_of(1u) * 10 + kind_of(1.0f) * 100 + kind_of(out) * 1000 +
         with_default(2) * 10000;
}

TEST_P(Functions, OverloadsAndDefaultArguments) {
  auto out = filled(1, 0);
  device().launch(overloads, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 424321);
}

__device__ int ackermann(int m, int n) {
  if (m == 0) return n + 1;
  return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
__device__ bool is_odd(unsigned n);
__device__ bool is_even(unsigned n) { return n == 0 || is_odd(n - 1); }
__device__ bool is_odd(unsigned n) { return n != 0 && is_even(n - 1); }

LARDER_KERNEL void recursion(int* out) {
  out[threadIdx.x] = ackermann(2, threadIdx.x) * 10 + (is_even(threadIdx.x) ? 1 : 0);
}

TEST_P(Functions, RecursionAndForwardDeclarations) {
  auto out = device().allocate<int>(6);
  device().launch(recursion, {1, 6}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(values[i], (2 * i + 3) * 10 + (i % 2 == 0 ? 1 : 0));
}

// A type with operators, a conversion, inheritance and a nested type.
struct Complex {
  float re, im;
  __host__ __device__ friend Complex operator+(Complex a, Complex b) {
    return {a.re + b.re, a.im + b.im};
  }
  __host__ __device__ Complex& operator*=(const Complex& b) {
    *this = {re * b.re - im * b.im, re * b.im + im * b.re};
    return *this;
  }
};
struct Base {
  int shift = 3;
  __device__ int shifted(int x) const { return x << shift; }
};
struct Derived : Base {
  struct Pair {
    int a, b;
  };
  __device__ Pair both(int x) const { return {x, shifted(x)}; }
};

LARDER_KERNEL void classes(Complex* z, int* out) {
  Complex value = z[threadIdx.x];
  value *= value;
  z[threadIdx.x] = value + Complex{1, 0};
  const Derived derived;
  const auto [plain, moved] = derived.both(threadIdx.x + 1);
  out[threadIdx.x] = plain + moved;
}

TEST_P(Functions, ClassesAndStructuredBindings) {
  auto z = filled(4, Complex{1, 2});
  auto out = device().allocate<int>(4);
  device().launch(classes, {1, 4}, z, out);
  for (Complex value : contents(z)) {
    EXPECT_EQ(value.re, -2.0f);
    EXPECT_EQ(value.im, 4.0f);
  }
  EXPECT_EQ(contents(out)[3], 36);
}

// What of the standard library works on the device: constexpr functions and plain types.
LARDER_KERNEL void standard_library(int* out) {
  std::array<int, 4> cells{4, 3, 2, 1};
  cells[1] = std::max(cells[0], 9);
  out[0] = cells[1] + std::min(7, 5) * 10 + static_cast<int>(cells.size()) * 100;
}

TEST_P(Functions, ConstexprPartsOfTheStandardLibrary) {
  auto out = filled(1, 0);
  device().launch(standard_library, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 459);
}

}  // namespace
