#!/usr/bin/env python3
"""A CUDA program and its Makefile, unmodified, built by larder-nvcc of an installed Larder.
Arguments: Meson, Larder's build folder, nvcc or "none"."""
import pathlib
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from stranger import StrangerTest, compiled  # noqa: E402

MESON, BUILD, NVCC = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
RIGHT = "19 21 20000 cudaErrorInvalidConfiguration\n"


@unittest.skipUnless(shutil.which("make"), "there is no make")
class LarderNvccTest(StrangerTest):
    @classmethod
    def setUpClass(cls):
        cls.install(MESON, BUILD, NVCC)

    def setUp(self):
        self.copy_cuda(HERE / "cuda")

    def make(self):
        return self.run_here("make", "NVCC=larder-nvcc")

    def test_a_makefile_of_nvccs(self):
        said = self.make()
        self.assertEqual(self.run_here("./app"), RIGHT)
        if NVCC == "none":
            return
        self.assertEqual(compiled(said), 5, said)
        self.assertEqual(self.run_here("./app", LARDER_STRICT="1"), RIGHT)
        self.edit("main.cu", "int main() {", "int main() {  // edited")
        self.assertEqual(compiled(self.make()), 0)
        self.edit("scale.cu", "*= factor", "*= 1 * factor")
        self.assertEqual(compiled(self.make()), 1)
        self.assertEqual(self.run_here("./app"), RIGHT)

    def test_sources_to_a_program_at_once(self):
        self.run_here("larder-nvcc", "main.cu", "scale.cu", "sum.cu", "-o", "app", "-arch=sm_80",
                      LARDER_NVCC="none")
        self.assertEqual(self.run_here("./app"), RIGHT)

    def test_the_device_librarys_headers_are_nvccs_own_in_the_variant(self):
        said = self.run_here("larder-nvcc", "-std=c++11", "tiles.cu", "-o", "tiles", "-arch=sm_80")
        self.assertNotIn("nvcc reads the source itself", said)
        self.assertEqual(self.run_here("./tiles"), "2112\n")
        if NVCC != "none":
            self.assertEqual(compiled(said), 1, said)
            self.assertEqual(self.run_here("./tiles", LARDER_STRICT="1"), "2112\n")

    def test_variables_that_no_kernel_names(self):
        self.run_here("larder-nvcc", "-std=c++17", "symbols.cu", "-o", "symbols", "-arch=sm_80")
        self.assertEqual(self.run_here("./symbols"), "0 wrong: 73 0.5 0 0\n")

    def test_curands_numbers(self):
        said = self.run_here("larder-nvcc", "-std=c++17", "random.cu", "-o", "random", "-arch=sm_80")
        self.assertNotIn("nvcc reads the source itself", said)
        self.assertEqual(self.run_here("./random"), "50368 50160 50318\n")  # as cuRAND's own header on a host
        if NVCC != "none":
            self.assertEqual(compiled(said), 6, said)

    def test_products_of_matrices_by_a_warp(self):
        said = self.run_here("larder-nvcc", "-std=c++17", "multiply.cu", "-o", "multiply", "-arch=sm_80")
        self.assertNotIn("warning", said)
        self.assertEqual(self.run_here("./multiply"), "0 wrong\n")
        if NVCC != "none":
            self.assertEqual(compiled(said), 1, said)

    def test_inline_ptx(self):
        said = self.run_here("larder-nvcc", "-std=c++17", "assembly.cu", "-o", "assembly", "-arch=sm_80")
        self.assertEqual(self.run_here("./assembly"), "0 wrong: no error\n")
        if NVCC != "none":
            self.assertEqual(compiled(said), 3, said)

    @unittest.skipIf(NVCC == "none", "there is no nvcc")
    def test_a_folder_of_larders_headers_by_any_flag(self):
        (self.source / "own.cu").write_text("#include <cuda_runtime.h>\n#include <cuda_fp16.h>\n"
                                            "__global__ void k(__half* x) { *x = __hadd(*x, *x); }\n")
        headers = self.programs.parent / "include"
        for flag in ("-I", "-isystem"):
            self.run_here("larder-generate", "own.cu", "-o", "own", "--archs", "80", "--", "c++", "-x",
                          "c++", "-std=c++17", flag, headers / "larder" / "cudart", flag, headers)
            said = self.run_here("larder-pack", "own.larder.json", "-o", "own.larder", "--archs", "80")
            self.assertIn("1 kernel", said)

    def test_classes_passed_by_value_and_macros_of_flags(self):
        self.run_here("larder-nvcc", "-std=c++17", "-O2", "values.cu", "-o", "values", "-arch=sm_80",
                      "-DT=float", "-DA=3", "-DN=64", "-DB=b", "-DX=x", "-DK=k", LARDER_NVCC="none")
        for cpu in ("", "fibers", "plain"):
            self.assertEqual(self.run_here("./values", LARDER_CPU=cpu), "0 wrong: no error\n")

    def test_what_nvcc_takes(self):
        self.run_here("larder-nvcc", "-std=c++17", "dialect.cu", "-o", "dialect", "-arch=sm_80")
        self.assertEqual(self.run_here("./dialect"), "0 wrong: no error\n")
        self.run_here("larder-nvcc", "--check", "dialect.cu", "-o", "dialect", LARDER_NVCC="none")
        self.assertIn("0 findings", self.run_here("larder", "check", "--", "./dialect"))
        # A source of the host with an old standard.
        (self.source / "own.cpp").write_text("#include <cuda_runtime.h>\nint main() { return cudaFree(0); }\n")
        self.run_here("larder-nvcc", "-std=c++11", "own.cpp", "-o", "own", LARDER_NVCC="none")

    def test_kernels_with_checks(self):
        self.run_here("larder-nvcc", "--check", "race.cu", "-o", "race", LARDER_NVCC="none")
        checked = self.attempt("larder", "check", "--", "./race")
        self.assertEqual(checked.returncode, 1)
        found = checked.stdout
        self.assertRegex(found, r"race: kernel turn .*\n  shared memory `tile`.*")
        for line in (5, 9):
            self.assertIn(f"race.cu:{line}\n", found)
        self.run_here("larder-nvcc", "--check", "-DRIGHT", "race.cu", "-o", "race", LARDER_NVCC="none")
        self.assertIn("0 findings", self.run_here("larder", "check", "--", "./race"))

    def test_what_curand_has_and_larder_has_not(self):
        self.edit("random.cu", "const float y = curand_uniform(&state)", "const float y = curand_poisson(&state, 2.0)")
        ran = self.attempt("larder-nvcc", "-c", "random.cu")
        self.assertNotEqual(ran.returncode, 0)
        self.assertRegex(ran.stdout, r"random.cu:19:\d+: error: 'curand_poisson.*' is unavailable: "
                                     "Larder does not have cuRAND's Poisson distribution")

    def test_the_driver_apis_functions_are_named(self):
        (self.source / "device.cu").write_text(
            "#include <cuda.h>\nint main() {\n  CUdevice device;\n"
            "  return cuDeviceGet(&device, 0) == CUDA_SUCCESS ? 0 : 1;\n}\n")
        ran = self.attempt("larder-nvcc", "-c", "device.cu")
        self.assertNotEqual(ran.returncode, 0)
        self.assertRegex(ran.stdout, r"device.cu:4:\d+: error: 'cuDeviceGet.*' is unavailable: "
                                     "Larder does not have CUDA's driver API; call the runtime API")

    def test_the_api_in_device_code_is_refused_where_a_kernel_reaches_it(self):
        (self.source / "fill.cu").write_text("""#include <cstdio>
__device__ void check(cudaError_t error) {
  if (error != cudaSuccess) std::printf("%s\\n", cudaGetErrorString(error));
}
__global__ void fill(int* out) { *out = 7; }
int main() {
  int* out;
  cudaMallocManaged(&out, sizeof *out);
  fill<<<1, 1>>>(out);
  return cudaDeviceSynchronize() == cudaSuccess && *out == 7 ? 0 : 1;
}
""")
        self.run_here("larder-nvcc", "fill.cu", "-o", "fill", "-arch=sm_80")
        self.run_here("./fill")
        self.edit("fill.cu", "*out = 7;", "check(cudaGetLastError()); *out = 7;")
        ran = self.attempt("larder-nvcc", "-c", "fill.cu")
        self.assertNotEqual(ran.returncode, 0)
        for line, name in ((3, "cudaGetErrorString"), (5, "cudaGetLastError")):
            self.assertRegex(ran.stdout, rf"fill.cu:{line}:\d+: error: device code calls '{name}' of "
                                         "CUDA's runtime API, which needs relocatable device code")

    def test_a_source_in_c_stays_one(self):
        (self.source / "class.c").write_text("int class(int new) { return new; }\n")
        self.run_here("larder-nvcc", "-std=c++17", "-c", "class.c", "-o", "class.o")

    def test_nvtx_in_c(self):
        (self.source / "range.c").write_text('#include <nvToolsExt.h>\nvoid range(void) { nvtxRangePush("range"); }\n')
        self.run_here("larder-nvcc", "-Xcompiler", "-Wall,-Wextra,-Werror", "-c", "range.c", "-o", "range.o")

    def test_commands_are_shown(self):
        said = self.run_here("larder-nvcc", "--dryrun", "-c", "scale.cu")
        self.assertIn("larder-generate", said)
        self.assertFalse((self.source / "scale.o").exists())

    def test_files_are_listed_for_make(self):
        said = self.run_here("larder-nvcc", "-MM", "scale.cu")
        self.assertRegex(said, r"scale\.o: scale\.cu scale\.h")

    @unittest.skipIf(NVCC == "none", "there is no nvcc")
    def test_a_toolkits_headers_do_not_hide_larders(self):
        headers = pathlib.Path(NVCC).parent.parent / "include"
        (self.source / "host.cpp").write_text(
            "#include <cuda_runtime.h>\nint lanes() {\n  cudaDeviceProp device;\n"
            "  return cudaGetDeviceProperties(&device, 0) == cudaSuccess ? device.warpSize : -1;\n}\n")
        (self.source / "lanes.cu").write_text(
            "#include <cuda_runtime.h>\n#include <cstdio>\nint lanes();\n__global__ void nothing() {}\n"
            'int main() {\n  nothing<<<1, 1>>>();\n  std::printf("%d\\n", lanes());\n}\n')
        for compiler in ("larder-nvcc", "g++"):  # g++ reads CUDA's own headers
            self.run_here(compiler, f"-I{headers}", "-c", "host.cpp", "-o", "host.o", LARDER_NVCC="none")
            self.run_here("larder-nvcc", f"-I{headers}", "lanes.cu", "host.o", "-o", "lanes", LARDER_NVCC="none")
            self.assertEqual(self.run_here("./lanes"), "32\n")

    def test_kernels_that_make_objects_and_those_that_use_them(self):
        (self.source / "objects.cu").write_text("""#include <cstdio>
struct Base {
  int id;
  __device__ Base(int i) : id(i) {}
  __device__ virtual int of(int x) const { return x + id; }
  __device__ virtual ~Base() {}
};
struct Derived : Base {
  __device__ Derived(int i) : Base(i) {}
  __device__ int of(int x) const override { return 3 * Base::of(x); }
};
__global__ void make(Base** objects) { objects[0] = new Base(1); objects[1] = new Derived(2); }
__global__ void use(Base** objects, int* out) { out[threadIdx.x] = objects[threadIdx.x]->of(10); }
__global__ void destroy(Base** objects) { delete objects[threadIdx.x]; }
int main() {
  Base** objects;
  int* out;
  cudaMallocManaged(&objects, 2 * sizeof *objects);
  cudaMallocManaged(&out, 2 * sizeof *out);
  make<<<1, 1>>>(objects);
  use<<<1, 2>>>(objects, out);
  destroy<<<1, 2>>>(objects);
  cudaDeviceSynchronize();
  std::printf("%d %d\\n", out[0], out[1]);
}
""")
        said = self.run_here("larder-nvcc", "objects.cu", "-o", "objects", "-arch=sm_80")
        self.assertEqual(self.run_here("./objects"), "11 36\n")
        if NVCC != "none":
            self.assertEqual(compiled(said), 3, said)

    def test_rules_for_make_are_of_the_users_source(self):
        self.run_here("larder-nvcc", "-MD", "-MP", "-c", "scale.cu", "-o", "made.o", LARDER_NVCC="none")
        rule = (self.source / "made.d").read_text()
        self.assertRegex(rule, r"^made\.o: scale\.cu")
        self.assertIn("\nscale.h:\n", rule)
        self.assertNotIn(".larder", rule)
        self.run_here("larder-nvcc", "-MMD", "-MF", "rule.d", "-MT", "target", "-odir", ".", "-c", "scale.cu",
                      LARDER_NVCC="none")
        self.assertRegex((self.source / "rule.d").read_text(), r"^target: scale\.cu scale\.h\n$")

    def test_sources_without_kernels_and_static_variables_are_nothing_special(self):
        (self.source / "count.h").write_text("static __device__ int count;\n")
        for name in ("one", "two"):
            (self.source / f"{name}.cu").write_text(
                f'#include "count.h"\n__global__ void count_{name}() {{ ++count; }}\n'
                f"int {name}() {{\n  count_{name}<<<1, 1>>>();\n  int out = 0;\n"
                "  cudaMemcpyFromSymbol(&out, count, sizeof out);\n  return out;\n}\n")
        (self.source / "host.cu").write_text(
            "#include <cstdio>\nint one();\nint two();\n"
            'int main() { std::printf("%d %d %d\\n", one(), one(), two()); }\n')
        said = self.run_here("larder-nvcc", "one.cu", "two.cu", "host.cu", "-o", "counts", "-arch=sm_80")
        self.assertNotIn("warning", said)
        self.assertRegex(self.run_here("./counts"), r"^(1 2 1|2 1 1)\n")

    @unittest.skipUnless(shutil.which("cmake"), "there is no cmake")
    def test_cmakes_language_cuda(self):
        (self.source / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.18)\nproject(sums LANGUAGES CXX CUDA)\n"
            "find_package(CUDAToolkit REQUIRED)\nadd_library(sum STATIC sum.cu)\n"
            "set_target_properties(sum PROPERTIES CUDA_SEPARABLE_COMPILATION ON)\n"
            "add_library(scale SHARED scale.cu)\nadd_executable(app main.cu count.cpp)\n"
            "target_compile_options(scale PRIVATE $<$<COMPILE_LANGUAGE:CUDA>:-lineinfo -Xcompiler=-Wall>)\n"
            "target_link_libraries(app PRIVATE sum scale CUDA::cudart)\n")
        (self.source / "count.cpp").write_text(
            "#include <cuda_runtime.h>\nint count() {\n  int out = 0;\n"
            "  return cudaGetDeviceCount(&out) == cudaSuccess ? out : -1;\n}\n")
        toolchain = next(self.programs.parent.rglob("LarderCudaToolchain.cmake"))
        self.run_here("cmake", "-B", "build", f"-DCMAKE_TOOLCHAIN_FILE={toolchain}",
                      "-DCMAKE_CUDA_ARCHITECTURES=80", "-DCMAKE_BUILD_TYPE=Release")
        said = self.run_here("cmake", "--build", "build")
        self.assertEqual(self.run_here("build/app"), RIGHT)
        (self.source / "scale.h").touch()
        again = self.run_here("cmake", "--build", "build")
        self.assertIn("scale.cu.o", again)
        self.assertNotIn("count.cpp.o", again)
        if NVCC != "none":
            self.assertEqual(compiled(said), 5, said)
            self.assertEqual(compiled(again), 0, again)
            self.assertEqual(self.run_here("build/app", LARDER_STRICT="1"), RIGHT)

    def test_each_source_may_have_flags_of_its_own(self):
        for name, flag in (("scale", "-maxrregcount=32"), ("sum", "--use_fast_math"), ("main", "-lineinfo")):
            self.run_here("larder-nvcc", flag, "-arch=sm_80", "-c", f"{name}.cu", "-o", f"{name}.o")
        said = self.run_here("larder-nvcc", "scale.o", "sum.o", "main.o", "-o", "app")
        self.assertEqual(self.run_here("./app"), RIGHT)
        if NVCC != "none":
            self.assertEqual(compiled(said), 5, said)

    def test_sources_can_ask_for_the_release(self):
        (self.source / "release.cu").write_text("""#include <cstdio>
#if __CUDACC_VER_MAJOR__ >= 9
#define SHUFFLE(value, lane) __shfl_sync(0xffffffff, value, lane)
#else
#define SHUFFLE(value, lane) __shfl(value, lane)
#endif
__global__ void spread(int* out) { out[threadIdx.x] = SHUFFLE((int)threadIdx.x, 3); }
int main() {
  int* out;
  cudaMallocManaged(&out, 32 * sizeof *out);
  spread<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  std::printf("%d %d\\n", out[9], __CUDACC_VER_MAJOR__);
}
""")
        said = self.run_here("larder-nvcc", "release.cu", "-o", "release", "-arch=sm_80")
        self.assertNotIn("warning", said)
        self.assertRegex(self.run_here("./release"), r"^3 1\d\n")

    def test_variables_and_templates_belong_to_their_source(self):
        (self.source / "hits.h").write_text(
            "static __device__ int hits;\n"
            "template <int N>\n__global__ void hit() { atomicAdd(&hits, N); }\n")
        for name, count in (("one", 1), ("two", 2)):
            (self.source / f"{name}.cu").write_text(
                '#include "hits.h"\n__constant__ int table[2];\n__device__ int total = 1;\n'
                "__global__ void add() { total += table[1]; }\n"
                f"int {name}() {{\n  const int values[] = {{0, {count}}};\n"
                "  cudaMemcpyToSymbol(table, values, sizeof values);\n  add<<<1, 1>>>();\n"
                f"  hit<3><<<1, {count}>>>();\n  int sums[2];\n"
                "  cudaMemcpyFromSymbol(&sums[0], hits, sizeof(int));\n"
                "  cudaMemcpyFromSymbol(&sums[1], total, sizeof(int));\n"
                "  return 10 * sums[0] + sums[1];\n}\n".replace("add", f"add_{name}"))
        (self.source / "both.cu").write_text(
            "#include <cstdio>\nint one();\nint two();\n"
            'int main() { std::printf("%d %d\\n", one(), two()); }\n')
        said = self.run_here("larder-nvcc", "one.cu", "two.cu", "both.cu", "-o", "both", "-arch=sm_80")
        self.assertNotIn("warning", said)
        self.assertEqual(self.run_here("./both"), "32 63\n")

    def test_libraries_use_the_streams_and_memory_of_the_program(self):
        self.copy_cuda(HERE / "handles")
        self.run_here("larder-nvcc", "-shared", "-Xcompiler", "-fPIC", "library.cu", "-o",
                      "library.so", LARDER_NVCC="none")
        for name, *flags in (("linked", "library.so", "-Xlinker", "-rpath,."),
                             ("opening", "-DOPENS", "-Xcompiler", "-rdynamic", "-ldl")):
            self.run_here("larder-nvcc", "program.cu", "-o", name, *flags, LARDER_NVCC="none")
            self.assertEqual(self.run_here(f"./{name}", "./library.so"), "0 wrong\n")

    def test_names_of_kernels_that_only_the_host_has_functions_of(self):
        (self.source / "names.cu").write_text(
            "#include <cstdio>\n#ifndef __clang__\n#include <unistd.h>\n#endif\n"
            "__global__ void pipe(int* out, int n) { out[threadIdx.x] = n; }\n"
            "#ifndef __CUDA_ARCH__\nstatic int scale(int x) { return 2 * x; }\n#endif\n"
            "__global__ void scale(int* out) { out[threadIdx.x] *= 3; }\n"
            "template <float Factor>\n"
            "__global__ void round_down(int* out) { out[threadIdx.x] *= Factor; }\n"
            "int main() {\n  int* out;\n  cudaMallocManaged(&out, sizeof(int));\n"
            "  pipe<<<1, 1>>>(out, 7);\n  scale<<<1, 1>>>(out);\n  round_down<0.1f><<<1, 1>>>(out);\n"
            "  cudaDeviceSynchronize();\n#ifndef __CUDA_ARCH__\n"
            '  std::printf("%d %s", scale(*out), cudaGetErrorName(cudaGetLastError()));\n#endif\n}\n')
        for options in ([], ["-ccbin", "clang++-19"] if shutil.which("clang++-19") else []):
            self.run_here("larder-nvcc", "-std=c++20", *options, "names.cu", "-o", "names",
                          "-arch=sm_80")
            self.assertEqual(self.run_here("./names"), "4 cudaSuccess")

    def test_device_functions_belong_to_their_source(self):
        (self.source / "scale.h").write_text(
            "inline __device__ int in_header(int x) { return x * SCALE; }\n"
            "template <class T> __device__ T by_type(T x) { return x + SCALE; }\n"
            "template <> __device__ int by_type<int>(int x) { return x - SCALE; }\n"
            'extern "C" {\n__device__ const int* in_c(const int* x) { return x + SCALE % 2; }\n}\n'
            "__device__ auto never_called(int x) -> int { return x; }\n"
            "namespace deep {\n__device__ unsigned long declared(int);\n}\n"
            "__device__ unsigned long deep::declared(int x) { return x + 100ul * SCALE; }\n"
            "__device__ int2 operator+(int2 a, int2 b) { return {a.x + b.x, a.y + SCALE * b.y}; }\n"
            .replace("never_called", "never_called_NAME"))
        for name, scale in (("three", 3), ("four", 4)):
            (self.source / f"{name}.cu").write_text(
                f'#define SCALE {scale}\n'
                + f'#include "scale.h"\n'.replace("scale.h", f"scale_{name}.h") +
                "__global__ void run(int* out) {\n  const int numbers[] = {10, 20};\n"
                "  const int2 sum = int2{1, 2} + int2{3, 4};\n"
                "  const int terms[] = {in_header(5), by_type(7), int(by_type(7u)), *in_c(numbers),\n"
                "                       int(deep::declared(9)), sum.x, sum.y};\n"
                "  for (int i = 0; i < 7; ++i) out[i] = terms[i];\n}\n"
                f"void {name}(int* out) {{ run<<<1, 1>>>(out); }}\n".replace("run", f"run_{name}"))
            (self.source / f"scale_{name}.h").write_text(
                (self.source / "scale.h").read_text().replace("NAME", name))
        (self.source / "seven.cu").write_text(
            "#include <cstdio>\nvoid three(int*);\nvoid four(int*);\nint main() {\n"
            "  for (const auto use : {three, four}) {\n    int* values;\n"
            "    cudaMallocManaged(&values, 7 * sizeof(int));\n    use(values);\n"
            "    cudaDeviceSynchronize();\n"
            '    for (int i = 0; i < 7; ++i) std::printf("%d ", values[i]);\n  }\n}\n')
        for flags in (["-O0"], ["-O2"]):
            said = self.run_here("larder-nvcc", "-std=c++17", *flags, "-Xcompiler", "-Wall,-Wextra",
                                 "three.cu", "four.cu", "seven.cu", "-o", "seven", "-arch=sm_80")
            self.assertNotIn("warning", said)
            self.assertEqual(self.run_here("./seven"),
                             "15 4 10 20 309 4 14 20 3 11 10 409 4 18 ")

    def test_what_a_source_defines_beside_functions_and_variables(self):
        """A constructor may be an alias of another one, and there is assembly. The machine code of
        kernels must not define them again."""
        (self.source / "beside.cu").write_text("""struct Number {
  Number(int n);
  int n;
};
Number::Number(int n) : n(n) {}
__asm__(".globl seven\\n.set seven, 7");
__global__ void swap(int* out, int add) {
  out[threadIdx.x] = __shfl_xor_sync(~0u, threadIdx.x, 1) + add;
}
int main() {
  int* out;
  cudaMallocManaged(&out, 64 * sizeof *out);
  swap<<<1, 64>>>(out, Number(5).n);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  for (int x = 0; x < 64; ++x)
    if (out[x] != (x ^ 1) + 5) return 1;
}
""")
        self.run_here("larder-nvcc", "-O2", "beside.cu", "-o", "beside", "-arch=sm_80")
        self.run_here("./beside")

    def test_functions_that_call_themselves_are_not_always_inlined(self):
        (self.source / "sums.cu").write_text("""#define INLINE __device__ __forceinline__
__device__ __forceinline__ int sum_to(int n);
INLINE int odd_sum(int n) { return n <= 0 ? 0 : n + sum_to(n - 1); }
__device__ __forceinline__ int sum_to(int n) { return n <= 0 ? 0 : n + odd_sum(n - 1); }
template <int N>
INLINE int factorial() {
  if constexpr (N <= 1)
    return 1;
  else
    return N * factorial<N - 1>();
}
template <class T>
struct Counter {
  T step;
  __forceinline__ __device__ T down(T n) const { return n < step ? n : down(n - step); }
};
__global__ void sums(int* out) {
  out[threadIdx.x] = sum_to(threadIdx.x) + factorial<5>() + Counter<int>{3}.down(threadIdx.x);
}
int main() {
  int* out;
  cudaMallocManaged(&out, 64 * sizeof *out);
  sums<<<1, 64>>>(out);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  for (int x = 0; x < 64; ++x)
    if (out[x] != x * (x + 1) / 2 + 120 + x % 3) return 1;
}
""")
        self.run_here("larder-nvcc", "-std=c++17", "-O2", "sums.cu", "-o", "sums", "-arch=sm_80")
        self.run_here("./sums")

    def test_halves_in_vectors_are_those_of_one_thread_at_a_time(self):
        """All numbers, each with many others; and floats and doubles that are hard to round."""
        (self.source / "halves.cu").write_text("""#include <cuda_fp16.h>
#include <cstdio>
__device__ unsigned mixed(unsigned x) {
  x = (x ^ x >> 16) * 0x7feb352du;
  x = (x ^ x >> 15) * 0x846ca68bu;
  return x ^ x >> 16;
}
__global__ void run(unsigned* out) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const __half a = __ushort_as_half(i);
  unsigned sum = 0;
  __syncthreads();
  for (unsigned round = 0; round < 40; ++round) {
    const unsigned random = mixed(i + round * 65536);
    const __half b = __ushort_as_half(random), c = __ushort_as_half(random >> 16);
    // Halves, and what lies between two of them, and a little more or less.
    const float middle = __half2float(c) * (1 + (random & 3) * 0x1p-12f);
    const double more = middle + (random & 4 ? 0x1p-40 : -0x1p-40) * (random & 8);
    const __half results[] = {a + b, a - b, a * b, a / b, __hfma(a, b, c), hsqrt(b), hexp(c),
                              __float2half(middle), __float2half(__uint_as_float(random)),
                              __double2half(more), __float2half_rz(middle), __hmax(a, b)};
    for (const __half each : results) sum = mixed(sum + __half_as_ushort(each));
    sum = mixed(sum + __float_as_uint(__half2float(a)) + (b < c) + int(__half2short_rn(c)));
  }
  __syncthreads();
  out[i] = sum;
}
int main() {
  unsigned* out;
  cudaMallocManaged(&out, 65536 * sizeof *out);
  run<<<256, 256>>>(out);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  unsigned all = 0;
  for (int i = 0; i < 65536; ++i) all = all * 31 + out[i];
  std::printf("%x", all);
}
""")
        self.run_here("larder-nvcc", "-std=c++17", "-O2", "halves.cu", "-o", "halves",
                      LARDER_NVCC="none")
        self.assertIn("vectors", self.run_here("larder", "explain", "./halves"))
        digests = {self.run_here("./halves", LARDER_CPU=each)
                   for each in ("fibers", "vectors", "vectors-v3")}
        self.assertEqual(len(digests), 1, digests)

    def test_a_static_library_of_kernels(self):
        self.run_here("larder-nvcc", "-lib", "scale.cu", "sum.cu", "-o", "libsums.a", "-arch=sm_80")
        said = self.run_here("larder-nvcc", "main.cu", "-L.", "-lsums", "-o", "app", "-arch=sm_80")
        self.assertEqual(self.run_here("./app"), RIGHT)
        if NVCC != "none":
            self.assertEqual(compiled(said), 5, said)

    def test_what_is_wrong_is_said_at_the_users_line(self):
        self.edit("scale.cu", "values[i] *= factor", "values[i] *= facto")
        ran = self.attempt("larder-nvcc", "-c", "scale.cu")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("scale.cu:5:27: error: use of undeclared identifier 'facto'", ran.stdout)

    def test_an_unknown_option_is_named(self):
        ran = self.attempt("larder-nvcc", "-Wall", "-c", "scale.cu")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("larder-nvcc: error: unknown option '-Wall'", ran.stdout)


tap.main()
