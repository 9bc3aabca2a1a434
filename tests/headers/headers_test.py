#!/usr/bin/env python3
"""Every public header compiles alone, without a warning, under both standards and all compilers
that are there. Arguments: the include folder, that of headers under CUDA's names, nvcc or an empty
word."""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import tap  # noqa: E402

INCLUDE, CUDART, NVCC = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
HEADERS = sorted([*(f"larder/{path.name}" for path in (INCLUDE / "larder").glob("*.h")),
                  *(path.name for path in CUDART.glob("*.h"))])
# Headers whose contents another one has.
OTHER_NAMES = [str(path.relative_to(CUDART)) for path in sorted(CUDART.rglob("*.h*"))
               if path.read_text().startswith("// A header with CUDA's name, whose contents")]
HEADERS = [name for name in HEADERS if name not in OTHER_NAMES]
# Headers that name what Larder does not have.
REFUSED = [name for name in HEADERS if name.endswith("_interop.h")]
HEADERS = [name for name in HEADERS if name not in REFUSED]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
KERNEL = """
#include <larder/larder.h>
template <int N>
LARDER_KERNEL void scale(float* x) { x[threadIdx.x] *= N; }
void start(larder::Device& device, larder::Buffer<float>& x) {
  device.launch(scale<3>, {1, 32}, x);
}
"""


def compiled(command, text):
    """What the compiler printed where it failed, else nothing."""
    ran = subprocess.run([*command, "-I", INCLUDE, "-I", CUDART, "-x", "c++", "-"], input=text, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return ran.stdout if ran.returncode else ""


class Headers(unittest.TestCase):
    def check(self, compiler, standard, *flags):
        command = [compiler, f"-std={standard}", *WARNINGS, *flags]
        texts = [f'#include "{header}"\n' for header in HEADERS]
        texts.append("".join(f"#include <{name}>\n" for name in OTHER_NAMES))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            outputs = pool.map(lambda text: compiled(command, text), texts)
            failures = [output for output in outputs if output]
        self.assertEqual("".join(failures), "")

    def test_macros_of_flags_do_not_reach_them(self):
        aside = (INCLUDE / "larder" / "detail" / "macros_aside.h").read_text()
        names = re.findall(r'push_macro\("(\w+)"\)', aside)
        self.assertGreater(len(names), 50)
        macros = [f"-D{name}=of_the_user({name})" for name in names]
        self.check("g++", "c++17", *macros)

    def test_headers_that_are_not_there_say_so(self):
        for name in REFUSED:
            self.assertIn(f"Larder does not have {name}", compiled(["g++"], f"#include <{name}>\n"))

    def test_those_of_another_name_are_found(self):
        self.assertIn("crt/device_functions.h", OTHER_NAMES)
        self.assertIn("math_functions.h", OTHER_NAMES)

    def test_there_are_headers(self):
        self.assertIn("larder/larder.h", HEADERS)
        self.assertIn("cuda_runtime.h", HEADERS)


def add_case(compiler, standard):
    def case(self):
        if shutil.which(compiler) is None:
            self.skipTest(f"no {compiler} on this machine")
        self.check(compiler, standard)
    setattr(Headers, f"test_{compiler}_{standard}".replace("+", "p"), case)


for name in ("g++", "clang++-19"):
    for number in ("c++17", "c++20"):
        add_case(name, number)


class Launches(unittest.TestCase):
    """A launch whose arguments the kernel can't take is an error of the compiler."""

    def launch(self, arguments):
        text = KERNEL.replace("device.launch(scale<3>, {1, 32}, x);",
                              f"device.launch(scale<3>, {{1, 32}}{arguments});")
        return compiled(["g++", "-std=c++17", "-fsyntax-only"], text)

    def test_right_arguments(self):
        self.assertEqual(self.launch(", x"), "")

    def test_one_argument_too_few_or_too_many(self):
        self.assertIn("error", self.launch(""))
        self.assertIn("error", self.launch(", x, 1"))

    def test_an_argument_of_another_type(self):
        self.assertIn("error", self.launch(", 3.0f"))
        self.assertIn("error", self.launch(', "x"'))
        self.assertIn("error", self.launch(", device.allocate<double>(8)"))


@unittest.skipUnless(NVCC, "no nvcc on this machine")
class WithNvcc(unittest.TestCase):
    def check(self, standard):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "kernel.cu")
            source.write_text(KERNEL)
            ran = subprocess.run([NVCC, f"-std={standard}", "-Werror", "all-warnings", "-c", "-I",
                                  INCLUDE, source, "-o", source.with_suffix(".o")],
                                 text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_cpp17(self):
        self.check("c++17")

    def test_cpp20(self):
        self.check("c++20")


tap.main()
