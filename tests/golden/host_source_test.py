#!/usr/bin/env python3
"""What compilers say of host sources: each must compile, with the warnings that users ask for.
Arguments: larder-generate, the folder of Larder's headers, the C++ compiler."""
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

    def test_a_byte_order_mark_at_the_beginning_of_a_file(self):
        mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
        (self.folder / "body.h").write_text(mark + KERNEL, encoding="utf-8")
        (self.folder / "plain.h").write_text(mark + "#pragma once\n", encoding="utf-8")
        (self.folder / "input.cpp").write_text(
            mark + '#include "plain.h"\n#include "body.h"\n#include "plain.h"\n', encoding="utf-8")
        self.scan()
        self.compile()

    def test_kernels_that_a_macro_writes(self):
        self.check("""#include <larder/kernel.h>
#define HELPER(name) __device__ inline int name(int x) { __shared__ int t; t = x; return t; }
#define KERNEL(name, threads, by) \\
  LARDER_KERNEL LARDER_KERNEL_SALT("1") __launch_bounds__(threads) \\
  static void name(int* x, __grid_constant__ const int n) { \\
    __shared__ __align__(16) int t; t = by + n; __syncthreads(); *x += helper(t); }
#define VARIABLES __device__ int a; __constant__ int b; __shared__ int c;
#define BOTH(name) __host__ __device__ int name(int x); int name(int x) { return x; }
HELPER(helper)
KERNEL(five, 32, 5)
VARIABLES BOTH(both)
LARDER_KERNEL void six(int* x) { *x = a + b + (c = 6) + both(1); }
void* use() { return reinterpret_cast<void*>(&five); }
""")

    def test_any_name_of_a_file_and_its_folder(self):
        latin_1 = os.fsdecode(b"\xe4")
        for name in ("a b", 'a"b', "a\\b", "a\\ b", "a%sb", "a$b", "a#b", "a'b", "ä", latin_1,
                     "a\tb", "a\n3"):
            with self.subTest(name=ascii(name)):
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
                self.assertTrue(manifest["source"].isprintable())
                self.assertTrue(manifest["kernels"][0]["location"].isprintable())


if __name__ == "__main__":
    tap.main()
