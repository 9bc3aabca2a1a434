#!/usr/bin/env python3
"""Sources that nvcc reads themselves. Arguments: larder-generate, larder-pack, the folder of
Larder's headers, nvcc."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

GENERATE, PACK, INCLUDE_DIR, NVCC = (os.path.abspath(path) for path in sys.argv[1:5])

DEVICE = """#pragma once
#include <cassert>
__device__ inline int twice(int x) { assert(x > 0); return 2 * x; }
namespace {
struct Step { int by; };
__device__ int state[2];
LARDER_KERNEL void advance(int* out, Step step) { *out += twice(step.by) + ++state[0]; }
}
"""
MANY = """#include <larder/larder.h>
#include <vector>
#include "device.h"
#define MAKE(name, T, count) static LARDER_KERNEL void name(T* out) { __shared__ T first; \\
    for (int i = 0; i < count; ++i) out[i] += T(i); \\
    first = out[0]; __syncthreads(); out[1] = first; }
MAKE(made, int, 9) MAKE(made_beside, float, 7)
extern "C" LARDER_KERNEL void plain_c(int* out) { *out = 5; }
static __constant__ float weights[4];
namespace image {
template <class T, int N> LARDER_KERNEL void scale(T* x) {
#pragma unroll
  for (int i = 0; i < N; ++i) x[threadIdx.x + i] *= weights[i % 4];
}
template LARDER_KERNEL void scale<float, 3>(float*);
__device__ __noinline__ float far(float x, int n) { return n > 1 ? far(x * x, n - 1) + n : x; }
LARDER_KERNEL void fitted(float* x) { *x = far(*x, 3); }
LARDER_KERNEL void fitted_too(float* x) { *x = far(*x, 5); }
LARDER_KERNEL __launch_bounds__(64) void strings(int* x) {
#if 1
  if (*x < 0) printf("negative %d\\n", *x);
#else
  nothing();
#endif
}
}
int main() {
  larder::Device device = larder::Device::open();
  std::vector<double> values(4);
  auto x = device.upload(values);
  device.launch(image::scale<double, 4>, {1, 4}, x);
  auto y = device.allocate<int>(1);
  device.launch(advance, {1, 1}, y, Step{1});
  device.launch(made, {1, 1}, y);
  static_cast<void>(device.write(weights, {1, 2, 3, 4}));
  return device.download(x, values).ok() ? 0 : 1;
}
"""
CONCEPTS = """#include <larder/larder.h>
#include <concepts>
template <std::integral T> LARDER_KERNEL void constrained(T n, int* x) { *x += n; }
template <class T> requires std::integral<T> LARDER_KERNEL void required(T n, int* x) { *x += n; }
template <class T> LARDER_KERNEL void trailing(T n, int* x) requires (sizeof(T) > 2) { *x -= n; }
LARDER_KERNEL void generic(std::integral auto n, int* x) { *x *= n; }
template <class T> LARDER_KERNEL void plain(T n, int* x) { *x /= n; }
int main() {
  larder::Device d = larder::Device::open();
  auto x = d.allocate<int>(1);
  d.launch(constrained<int>, {1, 1}, 10, x);
  d.launch(constrained<short>, {1, 1}, 10, x);
  d.launch(required<int>, {1, 1}, 100, x);
  d.launch(trailing<int>, {1, 1}, 100, x);
  d.launch(generic<int>, {1, 1}, 1000, x);
  d.launch(plain<int>, {1, 1}, 1000, x);
}
"""


class WholeTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder whole "))
        self.addCleanup(shutil.rmtree, self.folder)

    def generate(self, source, *options, standard="c++17", folder=None, name="sub/input.cpp",
                 flags=()):
        folder = folder or self.folder
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        (path.parent / "device.h").write_text(DEVICE)
        outputs = [f"--{kind}=out.larder.{ending}" for kind, ending in
                   (("host", "cpp"), ("cuda", "cuda"), ("manifest", "json"))]
        ran = subprocess.run([GENERATE, name, *outputs, "--include-dir", INCLUDE_DIR, "--archs",
                              "80;90", *options, "--", f"-std={standard}", f"-I{INCLUDE_DIR}",
                              *flags],
                             cwd=folder, text=True, capture_output=True)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return folder / "out.larder.json"

    def pack(self, *arguments, folder=None, status=0):
        ran = subprocess.run([PACK, "out.larder.json", "--nvcc", NVCC, "--archs", "80;90", "-o",
                              "app.larder", *arguments], cwd=folder or self.folder, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, status, ran.stdout)
        return ran.stdout

    def outputs(self, folder=None):
        return [path.read_bytes() for path in sorted((folder or self.folder).glob("app.larder*"))]

    def store(self):
        return sorted((self.folder / "larder-store").rglob("*.image"))

    def assert_whole_is_the_variant(self, source, standard, flags=()):
        """Both texts give the same images, and the whole text without a word."""
        self.generate(source, standard=standard, flags=flags)
        self.assertNotIn("reads the source itself", self.pack())
        variant = self.outputs()
        self.generate(source, "--whole", standard=standard, flags=flags)
        told = self.pack()
        self.assertEqual(self.outputs(), variant)
        self.assertIn("sub/input.cpp (asked for by --whole)", told)
        self.assertNotIn("warning", told)
        return told

    def test_the_whole_text_gives_what_the_variant_gives(self):
        for standard in ("c++17", "c++20"):
            self.assert_whole_is_the_variant(MANY, standard)

    def test_constrained_templates_are_found(self):
        self.assert_whole_is_the_variant(CONCEPTS, "c++20")

    def test_files_that_flags_include_are_included(self):
        (self.folder / "sub").mkdir()
        (self.folder / "sub/factor.h").write_text("#define FACTOR 7\n")
        (self.folder / "sub/term.h").write_text("__device__ inline int term() { return FACTOR; }\n")
        source = ("#include <larder/kernel.h>\n"
                  "LARDER_KERNEL void k(int* x) { *x = FACTOR * *x + term(); }\n")
        self.assert_whole_is_the_variant(
            source, "c++17", ("-include", "sub/factor.h", "-Isub", "-include", "term.h"))

    def test_an_image_does_not_depend_on_what_else_is_compiled(self):
        self.generate(MANY, "--whole")
        told = self.pack("-j", "2")
        cold = self.outputs()
        self.assertIn("9 kernels (9 compiled, 0 reused)", told)
        for image in self.store():
            image.unlink()
            self.assertNotIn("warning", self.pack("-j", "1"))
            self.assertEqual(self.outputs(), cold)
        for image in self.store()[::2]:
            image.unlink()
        self.pack("-j", "1")
        self.assertEqual(self.outputs(), cold)

    def test_an_image_does_not_depend_on_paths(self):
        cold = []
        for place in ("here", "deeper/and/elsewhere"):
            folder = self.folder / place
            folder.mkdir(parents=True)
            self.generate(MANY, "--whole", folder=folder)
            self.pack(folder=folder)
            cold.append(self.outputs(folder))
        self.assertEqual(*cold)

    def test_a_refused_variant_is_rescued(self):
        self.generate(MANY)
        self.pack()
        variant = self.outputs()
        shutil.rmtree(self.folder / "larder-store")
        cuda = self.folder / "out.larder.cuda"
        cuda.write_text(cuda.read_text().replace(
            "#ifndef LARDER_WHOLE\n",
            '#ifndef LARDER_WHOLE\n#if !defined(LARDER_SOME) || defined(LARDER_WANT_plain_c)\n'
            '#error "a fault of the variant"\n#endif\n', 1))
        told = self.pack()
        self.assertIn("since nvcc refused the CUDA variant of plain_c (sub/input.cpp:8) for 80, 90", told)
        self.assertIn("a fault of the variant", told)
        self.assertEqual(self.outputs(), variant)

    def test_where_both_are_refused_the_users_line_is_shown(self):
        source = MANY.replace("*out = 5;", "*out = __builtin_bitreverse32(5);")
        for options in ([], ["--whole"]):
            self.generate(source, *options)
            told = self.pack("--archs", "80", status=1)
            self.assertIn('sub/input.cpp(8): error: identifier "__builtin_bitreverse32" is undefined',
                          told)

    def test_the_manifest_and_explain_say_why(self):
        manifest = json.loads(self.generate(MANY, "--whole").read_text())
        self.assertEqual(manifest["whole"], "asked for by --whole")
        self.assertIn("sub/input.cpp: nvcc reads the source itself: asked for by --whole\n",
                      self.pack("--explain"))


if __name__ == "__main__":
    tap.main()
