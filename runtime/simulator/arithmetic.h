// The arithmetic of the OS thread while it runs a kernel: rounding to nearest, with subnormal
// numbers, and without traps, as on a GPU. The program may have set its own for the thread.
#ifndef LARDER_SIMULATOR_ARITHMETIC_H
#define LARDER_SIMULATOR_ARITHMETIC_H

#include <cfenv>

namespace larder::inline v1::simulator {

#ifdef __x86_64__

/// Sets it, and then sets again what was there.
class GpuArithmetic {
 public:
  GpuArithmetic() : registers_(__builtin_ia32_stmxcsr()) {
    __asm__ volatile("fnstcw %0" : "=m"(control_));
    if (registers_ != kRegisters) __builtin_ia32_ldmxcsr(kRegisters);
    if (control_ != kControl) set_control(kControl);
  }
  ~GpuArithmetic() {
    __builtin_ia32_ldmxcsr(registers_);
    if (control_ != kControl) set_control(control_);
  }
  GpuArithmetic(const GpuArithmetic&) = delete;
  GpuArithmetic& operator=(const GpuArithmetic&) = delete;

 private:
  // What a process begins with, as the System V ABI for x86-64 has it.
  static constexpr unsigned kRegisters = 0x1f80;
  static constexpr unsigned short kControl = 0x37f;

  static void set_control(unsigned short control) { __asm__ volatile("fldcw %0" : : "m"(control)); }

  unsigned registers_;
  unsigned short control_;
};

#else

class GpuArithmetic {
 public:
  GpuArithmetic() {
    std::fegetenv(&before_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~GpuArithmetic() { std::fesetenv(&before_); }
  GpuArithmetic(const GpuArithmetic&) = delete;
  GpuArithmetic& operator=(const GpuArithmetic&) = delete;

 private:
  std::fenv_t before_;
};

#endif

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_ARITHMETIC_H
