#!/usr/bin/env python3
"""What compilers say of host sources: each must compile, with the warnings that users ask for.
Arguments: larder-generate, the folder of Larder's headers, the C++ compiler."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from generate import generate  # noqa: E402

GENERATE, INCLUDE_DIR, COMPILER = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
KERNEL = """#include <larder/kernel.h>
LARDER_KERNEL void fill(int* out) { __shared__ int t; t = 1; out[threadIdx.x] = t; }
"""


class HostSourceTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder host source "))
        self.addCleanup(shutil.rmtree, self.folder)

    def scan(self, source="input.cpp", **options):
        done = generate(GENERATE, INCLUDE_DIR, self.folder, source, **options)
        self.assertEqual(done.returncode, 0, done.stderr)

    def compile(self, *flags):
        for compiler in filter(shutil.which, dict.fromkeys([COMPILER, "clang++"])):
            command = [compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                       "-isystem", INCLUDE_DIR, *flags, "input.larder.cpp"]
            done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr[:4000])

    def check(self, text):
        (self.folder / "input.cpp").write_text(text)
        self.scan()
        self.compile()

    def kept(self):
        return sorted((self.folder / "store").rglob("*.vectors"))

    def lower(self, text, *flags):
        """The host source of optimised code, with the vector variants of its kernels."""
        (self.folder / "input.cpp").write_text(text)
        environment = dict(os.environ, LARDER_STORE=str(self.folder / "store"))
        done = subprocess.run([GENERATE, "input.cpp", "-o", "input", "--include-dir", INCLUDE_DIR,
                               "--nvcc", "none", "--archs", "80", "--", "c++", "-std=c++17", "-O2",
                               *flags],
                              cwd=self.folder, env=environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "input.larder.cpp").read_text()

    def test_a_changed_kernel_alone_is_lowered_to_vectors_again(self):
        sums = "".join(
            f"LARDER_KERNEL void sum{i}(int* out) {{\n"
            f"  for (int k = 0; k < {i + 5}; ++k) {{ out[threadIdx.x] += k; __syncthreads(); }}\n}}\n"
            for i in range(3))
        text = "#include <larder/kernel.h>\n" + sums
        first = self.lower(text)
        self.assertEqual(len(self.kept()), 3)
        self.assertEqual(self.lower(text), first)
        changed = self.lower(text.replace("k < 6", "k < 9"))
        self.assertEqual(len(self.kept()), 4)
        self.assertNotEqual(changed, first)
        moved = self.lower("int before;\n\n" + text)
        self.assertEqual(len(self.kept()), 4)
        self.assertIn('input.cpp", 5}', moved)  # the line of the first barrier, which was 3
        for file in self.kept():
            file.write_bytes(b"damaged" + file.read_bytes())
        self.assertEqual(self.lower(text), first)
        self.compile()

    def test_flags_that_change_arithmetic_leave_kernels_on_fibers(self):
        kernel = "LARDER_KERNEL void fill(int* out) { __syncthreads(); *out = 1; }\n"
        for flag in ("-fwrapv", "-ftrapv", "-frounding-math", "-fsingle-precision-constant"):
            host = self.lower("#include <larder/kernel.h>\n" + kernel, flag)
            self.assertIn(f"; no vectors: it is compiled with {flag}", host)
            self.assertNotIn("LARDER_VECTORS_OF", host)

    def test_no_vectors_where_clang_and_host_compilers_choose_other_constructors(self):
        host = self.lower("#include <larder/kernel.h>\n#include <initializer_list>\nstruct Value {\n"
                          "  __device__ Value(std::initializer_list<Value>) : v(5) {}\n"
                          "  __device__ Value(int x) : v(x) {}\n  int v;\n};\n"
                          "LARDER_KERNEL void k(int* out) {\n"
                          "  Value a(out[0]);\n  Value b{a};\n  __syncthreads();\n  out[0] = b.v;\n}\n")
        self.assertNotIn("LARDER_VECTORS_OF", host)

    def test_vectors_in_a_shared_library_reach_its_variables(self):
        self.lower("#include <larder/kernel.h>\n__device__ int total;\n"
                   "__constant__ int table[4] = {1, 2, 3, 4};\n"
                   "LARDER_KERNEL void add(int* out) {\n"
                   "  __syncthreads();\n"
                   "  *out = atomicAdd(&total, table[threadIdx.x % 4]);\n}\n")
        command = [COMPILER, "-std=c++17", "-O2", "-fPIC", "-shared", "-Wl,-z,text", "-o", "lib.so",
                   "-isystem", INCLUDE_DIR, "input.larder.cpp"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr[:4000])

    def test_kernels_with_the_same_code_share_it(self):
        body = "{ __syncthreads(); out[threadIdx.x] = 1; }\n"
        host = self.lower("#include <larder/kernel.h>\n" +
                          "".join(f"LARDER_KERNEL void {name}(int* out) {body}" for name in "abc"))
        self.assertEqual(len(self.kept()), 1)
        self.assertEqual(len(re.findall(r"^larder_vectors_\w+_rows_v4:", host, re.MULTILINE)), 1)
        self.assertEqual(host.count("LARDER_VECTORS_OF("), 3)

    def test_a_byte_order_mark_at_the_beginning_of_a_file(self):
        mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
        (self.folder / "body.h").write_text(mark + KERNEL, encoding="utf-8")
        (self.folder / "plain.h").write_text(mark + "#pragma once\n", encoding="utf-8")
        (self.folder / "input.cpp").write_text(
            mark + '#include "plain.h"\n#include "body.h"\n#include "plain.h"\n', encoding="utf-8")
        self.scan()
        self.compile()

    def test_printf_gives_what_it_gives_on_a_gpu_where_its_result_is_used(self):
        self.check("""#include <larder/kernel.h>
#include <cstdio>
#define TELL(...) printf(__VA_ARGS__)
template <class T> __device__ int tell(T x) { printf("template alone %d", x); return printf("used 1 %d", x); }
template <class... T> __device__ int tell_all(T... x) { return printf("used 2 %d %d", x...); }
struct Teller { __device__ int tell() const { return ::printf("used 3"); } };
__device__ __host__ int both() { int n = std::printf("used 4 %d", 1); return n; }
int host() { return printf("host %d", 1); }
LARDER_KERNEL void k(int* out) {
  printf("alone %d", 1);
  (void)printf("alone %d", 2);
  if (out[0]) printf("alone %d", 3); else printf("alone %d", 4);
  for (printf("alone 5"); out[1] < 7; printf("alone 6")) printf("alone 7");
  switch (out[2]) { case 1: printf("alone 8"); }
  out[3] = (printf("alone 9"), TELL("used 5 %d", 1)) + tell(1) + tell_all(1, 2) + Teller().tell() + both();
  if (std::printf("used 6 %d", 1) == 1) while (printf("used 7") != 0) { TELL("alone 10"); }
}
""")
        text = (self.folder / "input.larder.cpp").read_text()
        for number in range(1, 8):
            self.assertRegex(text, rf'[^:]::larder::simulator::print_formatted ?\( ?"used {number}')
        self.assertNotRegex(text, r'simulator::print_formatted ?\( ?"(alone|template alone|host)')

    def test_clock_reads_the_devices_clock_in_device_code(self):
        self.check("""#include <larder/kernel.h>
#include <ctime>
struct Own { __device__ long clock(int) const { return 1; } };
template <class T> __device__ T since(T start) { return static_cast<T>(clock()) - start; }
__device__ __host__ long both() { return std::clock(); }
long host() { return clock(); }
LARDER_KERNEL void k(long* out) { out[0] = clock() + ::clock() + since(1L) + both() + Own().clock(2); }
""")
        text = (self.folder / "input.larder.cpp").read_text()
        self.assertEqual(len(re.findall(r'[^:]::larder::simulator::clock_in_kernel ?\( ?\)', text)), 4)
        self.assertRegex(text, r'long host ?\( ?\) ?{ ?return clock')

    def test_lanes_meet_where_they_exchange_values_in_an_assignment(self):
        self.check("""#include <larder/kernel.h>
__device__ void add(float* s, int t, int d) { s[t] += s[t ^ d]; }
LARDER_KERNEL void k(float* out, int n) {
  __shared__ float s[64], other[64];
  const int t = threadIdx.x;
  float own[2] = {1, 2};
  add(s, t, n);
  s[t] = 2 * s[t + 1];
  if (t > 0 && t < n) s[t] += s[t + n];
  s[t] = other[t + 1] + s[t] + own[t & 1];
  for (int i = 0; i < t; ++i) s[t] -= s[i];
  own[0] = own[n];
  out[t] = out[t + 1];
}
""")
        text = (self.folder / "input.larder.cpp").read_text()
        self.assertEqual(re.findall(r'read_in_step\((.*?)\) ?;', text),
                         ["s[t ^ d]", "2 * s[t + 1]"])

    def test_kernels_that_a_macro_writes(self):
        self.check("""#include <larder/kernel.h>
#define HELPER(name) __device__ inline int name(int x) { __shared__ int t; t = x; return t; }
#define KERNEL(name, threads, by) \\
  LARDER_KERNEL LARDER_KERNEL_SALT("1") __launch_bounds__(threads) \\
  static void name(int* x, __grid_constant__ const int n) { \\
    __shared__ __align__(16) int t; t = by + n; __syncthreads(); *x += helper(t); }
#define VARIABLES __device__ int a; __constant__ int b; __shared__ int c;
#define BOTH(name) __host__ __device__ int name(int x) { return x; }
HELPER(helper)
KERNEL(five, 32, 5)
VARIABLES BOTH(both)
#define IGNORED(words) _Pragma("GCC diagnostic push") _Pragma(words)
#define QUIET LARDER_KERNEL void quiet(int* x) { \\
    IGNORED("GCC diagnostic ignored \\"-Wunused-variable\\"") int unused; \\
    _Pragma("GCC diagnostic pop") __shared__ int t; t = 1; *x = t; }
QUIET
LARDER_KERNEL void six(int* x) { *x = a + b + (c = 6) + both(1); }
void* use() { return reinterpret_cast<void*>(&five); }
""")

    def test_macros_that_nvcc_brings_need_no_include(self):
        self.check("""#include <larder/kernel.h>
LARDER_KERNEL void limits(double* x, size_t n) {
  assert(n > 0);
  x[0] = INFINITY + NAN + HUGE_VAL + M_PI;
  x[1] = INT_MAX + static_cast<double>(ULLONG_MAX) + CHAR_BIT + RAND_MAX + (x == NULL);
}
""")
        variant = (self.folder / "input.larder.cuda").read_text().split("#else  // LARDER_WHOLE")[0]
        self.assertNotIn("INFINITY", variant)

    def test_a_users_own_functions_for_compilers_without_cuda_win(self):
        self.check("""#include <larder/kernel.h>
#include <algorithm>
using namespace std;
#ifndef __CUDACC__
inline int max(int a, int b) { return a > b ? a : b; }
inline unsigned umax(unsigned a, unsigned b) { return a > b ? a : b; }
inline float fminf(float a, float b) { return a < b ? a : b; }
inline float rsqrtf(float x) { return 1.0f / std::sqrt(x); }
inline double rsqrt(double x) { return 1 / std::sqrt(x); }
inline float __saturatef(float x) { return x; }
inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline float __fadd_rn(float a, float b) { return a + b; }
inline int __float_as_int(float x) { return x > 0; }
#endif
typedef float (*Function)(float);
__device__ Function table[] = {rsqrtf, __sinf, rcbrtf};
template <class T> __device__ T limited(T a) { return max(a, T(3)); }
LARDER_KERNEL void k(float* x) {
  x[0] = max(1, 2) + max(1.0f, 2.0f) + max<float>(1, 2) + max(1u, 2u) + max(1L, 2L);
  x[1] = min(1, 2) + min<int>(1, 2) + std::max(1, 2) + ::max(2, 3) + limited(2) + limited(2.0f);
  x[2] = rsqrtf(x[0]) + static_cast<float>(rsqrt(2.0)) + fminf(1, 2) + sinpif(1.0f) + table[0](2);
  x[3] = __saturatef(3) + __fadd_rn(1, 2) + __float_as_int(1) + __popc(3) + umax(1, 2);
}
""")

    def test_any_name_of_a_file_and_its_folder(self):
        for name in ("a b", 'a"b', "a\\b", "a\\ b", "a%sb", "a$b", "a#b", "a'b", "ä", "a\tb",
                     "a\n3"):
            self.check_name(name)

    def test_outputs_in_any_folder(self):
        """From wherever they lie, the host source and the whole text find what lies beside the
        source, and what the command includes first."""
        work, far = self.folder / "work", self.folder / "far" / "away"
        for folder in (work / "src", work / "out", work / "a" / "b", far, self.folder / "out"):
            folder.mkdir(parents=True)
        (work / "link").symlink_to(far)
        (work / "src" / "near.h").write_text("#pragma once\nconstexpr int kNear = 1;\n")
        (work / "src" / "forced.h").write_text("#pragma once\nconstexpr int kForced = 2;\n")
        (work / "src" / "input.cpp").write_text(
            '#include "near.h"\n' + KERNEL.replace("t = 1", "t = kNear + kForced"))
        for out in (".", "out", "./a/b/", "../out", "..", "../far/away", "link", work / "out",
                    work, self.folder / "out", far, work / "link", "/dev/shm"):
            with self.subTest(out=str(out)):
                self.check_outputs(work, out)

    def check_outputs(self, work, out):
        base = os.path.join(out, f"larder{os.getpid()}")
        outputs = {name: base + end for name, end in
                   {"host": ".cpp", "cuda": ".cuda", "manifest": ".json"}.items()}
        for path in outputs.values():
            self.addCleanup(pathlib.Path(work, path).unlink, missing_ok=True)
        flags = ["-std=c++17", "-include", "src/forced.h"]
        done = subprocess.run(
            [GENERATE, "src/input.cpp", "--include-dir", INCLUDE_DIR, "--nvcc", "none", "--archs",
             "80", "--probes", work / "probes",
             *(word for name, path in outputs.items() for word in ("--" + name, path)),
             "--", *flags], cwd=work, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = subprocess.run([COMPILER, *flags, "-fsyntax-only", "-isystem", INCLUDE_DIR,
                               outputs["host"]], cwd=work, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        cuda = work / outputs["cuda"]
        named = re.findall(r'^#include "(.*)"', cuda.read_text(), re.MULTILINE)
        for header in ("forced.h", "near.h"):
            found = [cuda.parent / name for name in named if pathlib.Path(name).name == header]
            self.assertTrue(found and all(map(pathlib.Path.is_file, found)), (header, named))

    def check_name(self, name):
        beside = self.folder / name
        beside.mkdir()
        header = name.replace('"', "").replace("\n", "")
        (beside / f"{header}.h").write_text("#pragma once\nint in_header();\n")
        (beside / f"{name}.cpp").write_text(f'#include "{header}.h"\n' + KERNEL)
        if "\n" in name:  # what a depfile can't name is an error
            done = generate(GENERATE, INCLUDE_DIR, self.folder, f"{name}/{name}.cpp")
            self.assertEqual(done.returncode, 1)
            self.assertIn("which has a line break: rename it", done.stderr)
            (beside / f"{name}.cpp").write_text(KERNEL)
        self.scan(f"{name}/{name}.cpp")
        self.compile()
        manifest = json.loads((self.folder / "input.larder.json").read_text())
        self.assertTrue(manifest["source"].isprintable(), manifest["source"])
        self.assertTrue(manifest["kernels"][0]["location"].isprintable())


if __name__ == "__main__":
    tap.main()
