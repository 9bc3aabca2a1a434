#!/usr/bin/env python3
"""The README's Makefile with an installed Larder, in folders with spaces in their names: what it
builds, and what it builds again. Arguments: Meson, Larder's source and build folders, nvcc or
"none"."""
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
from readme import first_block  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]


def compiled(said):
    """How many kernels larder-pack compiled."""
    return sum(map(int, re.findall(r"\((\d+) compiled", said)))


@unittest.skipUnless(shutil.which("make") and shutil.which("pkg-config"),
                     "there is no make, or no pkg-config")
class MakeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        larder = pathlib.Path(tempfile.mkdtemp(prefix="larder make "))
        cls.addClassCleanup(shutil.rmtree, larder)
        subprocess.run([MESON, "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir",
                        larder], check=True, stdout=subprocess.DEVNULL)
        folders = [str(next(larder.rglob("larder-generate")).parent)]
        if NVCC != "none":
            folders.append(str(pathlib.Path(NVCC).parent))
        cls.environment = dict(
            os.environ, CUDA_HOME="/nowhere", LARDER_STORE="off", LARDER_LOG="off",
            LARDER_DEVICE="cpu", PATH=os.pathsep.join([*folders, os.environ["PATH"]]),
            PKG_CONFIG_PATH=str(next(larder.rglob("larder.pc")).parent))
        for name in ("CXXFLAGS", "CPPFLAGS", "LDFLAGS", "MAKEFLAGS", "MAKELEVEL"):
            cls.environment.pop(name, None)

    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="a stranger "))
        self.addCleanup(shutil.rmtree, folder)
        self.source = folder / "the source"
        shutil.copytree(HERE / "make", self.source)
        (self.source / "Makefile").write_text(first_block("make"), encoding="utf-8")

    def run_here(self, *command, **environment):
        ran = subprocess.run(command, cwd=self.source, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, env=dict(self.environment, **environment))
        self.assertEqual(ran.returncode, 0, f"{command}: {ran.stdout}")
        return ran.stdout

    def make(self, *words):
        return self.run_here("make", "-j2", *words)

    def assert_made(self, *words):
        """There is nothing left to do, which Make prints in some cases and not in others."""
        self.assertRegex(self.make(*words), r"^(make: Nothing to be done.*\n)?$")

    def test_the_readmes_program(self):
        (self.source / "saxpy.cpp").write_text(first_block("cpp"), encoding="utf-8")
        self.make()
        self.assert_made()
        self.run_here("build/app", LARDER_STRICT="1")

    def edit(self, name, old, new):
        path = self.source / name
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def check(self, expected, words, kernels):
        """Makes; the program prints what is expected, and so many kernels were compiled."""
        said = self.make(*words)
        if NVCC != "none":
            self.assertEqual(compiled(said), kernels, said)
        self.assertEqual(self.run_here("build/app", LARDER_STRICT="1"), expected)
        self.assert_made(*words)

    def test_what_changed_is_made_again(self):
        words = ["KERNELS=main lib/scale", "CPPFLAGS=-DFACTOR=3 -DTEXT='\"a  b\"'"]
        self.check("2 115\n", words, 2)
        words[1] = words[1].replace("FACTOR=3", "FACTOR=4")
        self.check("2 120\n", words, 1)
        self.edit("main.cpp", "*x += 1", "*x += 2")
        self.check("3 120\n", words, 1)
        self.edit("lib/addend.h", "100", "200")
        self.check("3 220\n", words, 1)
        self.edit("lib/scale.cpp", "LARDER_KERNEL", "// a comment\nLARDER_KERNEL")
        self.check("3 220\n", words, 0)
        (self.source / "lib/addend.h").unlink()  # a header that is gone needs no rule
        self.edit("lib/scale.cpp", '#include "addend.h"', "constexpr int kAddend = 300;")
        self.check("3 320\n", words, 1)
        words.append("ARCHS=80")
        self.check("3 320\n", words, 0)

    def test_two_libraries_in_one_program(self):
        words = ["-f", "Makefile.libraries", "libraries", "KERNELS=double negate", "CXXFLAGS=-fPIC"]
        said = self.make(*words)
        if NVCC != "none":
            self.assertEqual(compiled(said), 2, said)
        self.assertEqual(self.run_here("build/program", LARDER_STRICT="1"), "42 -7\n")
        self.assert_made(*words)
        self.edit("negate.cpp", "*x = -*x", "*x = 1 - *x")
        said = self.make(*words)
        if NVCC != "none":
            self.assertEqual(compiled(said), 1, said)
        self.assertEqual(self.run_here("build/program", LARDER_STRICT="1"), "42 -6\n")

    def test_a_call_that_names_no_outputs_is_told_what_to_write(self):
        ran = subprocess.run(["larder-generate", "main.cpp"], cwd=self.source, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env=self.environment)
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("--output (or --host, --cuda and --manifest) is required", ran.stdout)


tap.main()
