#!/usr/bin/env python3
"""The README's Makefile with an installed Larder, in folders with spaces in their names: what it
builds, and what it builds again. Arguments: Meson, Larder's source and build folders, nvcc or
"none"."""
import pathlib
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from readme import first_block  # noqa: E402
from stranger import StrangerTest, compiled  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]


@unittest.skipUnless(shutil.which("make") and shutil.which("pkg-config"),
                     "there is no make, or no pkg-config")
class MakeTest(StrangerTest):
    @classmethod
    def setUpClass(cls):
        cls.install(MESON, BUILD, NVCC, LARDER_STORE="off")
        config = next(cls.programs.parent.rglob("larder.pc"))
        cls.environment["PKG_CONFIG_PATH"] = str(config.parent)

    def setUp(self):
        self.copy(HERE / "make")
        (self.source / "Makefile").write_text(first_block("make"), encoding="utf-8")

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
        ran = self.attempt("larder-generate", "main.cpp")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("--output (or --host, --cuda and --manifest) is required", ran.stdout)


tap.main()
