#!/usr/bin/env python3
"""Many libraries with kernels in one process, which come and go while others launch. With
LARDER_FULL_STRESS=1 there are 500 libraries, of which 200 come and go 50 times: it takes twelve minutes.
Arguments: the program and the library with Larder of its own and with the program's, of an ordinary
build and (or "") of one with AddressSanitizer; make_cache; the stand-in for libcuda; the list of the
driver's functions."""
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

PLAIN, WATCHED = sys.argv[1:4], sys.argv[4:7]
MAKE_CACHE, FAKE_CUDA, ENTRY_POINTS = sys.argv[7:10]
FULL = os.environ.get("LARDER_FULL_STRESS") == "1"
ENTRY_POINT = re.compile(r"LARDER_ENTRY_POINT\(\w+, (\w+),")


class Stress(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder stress "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.cache = self.folder / "stress.larder"
        subprocess.run([MAKE_CACHE, self.cache, "add_number", "7", "90", "variable:number:4"],
                       check=True)

    def copies(self, build, count):
        """Half of them with Larder of their own, in turn."""
        paths = []
        for i in range(count):
            kind, source = (("own", build[1]), ("shared", build[2]))[i % 2]
            paths.append(self.folder / f"{kind}{i}.so")
            if not paths[-1].exists():
                shutil.copy(source, paths[-1])
        return paths

    def stress(self, build, libraries, coming, cycles, **environment):
        command = [build[0], cycles, coming, 8, *self.copies(build, libraries)]
        variables = {"LARDER_LOG": "off", "LARDER_STORE": "off", "LARDER_CACHE": str(self.cache),
                     "ASAN_OPTIONS": "detect_leaks=0"} | environment
        ran = subprocess.run(list(map(str, command)), text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, env=dict(os.environ, **variables))
        self.assertEqual(ran.returncode, 0, ran.stdout[-6000:])
        self.assertIn(f"{libraries} libraries, 0 wrong; ", ran.stdout)
        launches, without = map(int, re.findall(r"(\d+) launches, (\d+) without", ran.stdout)[0])
        self.assertGreaterEqual(launches, libraries)
        return without

    def test_on_the_cpu(self):
        size = (500, 200, 50) if FULL else (60, 24, 4)
        self.assertEqual(self.stress(PLAIN, *size, LARDER_DEVICE="cpu"), 0)

    def test_on_the_stand_in_driver(self):
        size = (500, 200, 50) if FULL else (60, 24, 4)
        self.assertEqual(self.stress(PLAIN, *size, LARDER_LIBCUDA=FAKE_CUDA,
                                     LARDER_DEVICE="gpu"), 0)

    def test_under_address_sanitizer(self):
        if not all(WATCHED):
            self.skipTest("the compiler can't link -fsanitize=address")
        size = (500, 200, 50) if FULL else (16, 8, 2)
        self.assertEqual(self.stress(WATCHED, *size, LARDER_DEVICE="cpu"), 0)
        self.assertEqual(self.stress(WATCHED, *size, LARDER_LIBCUDA=FAKE_CUDA), 0)

    def functions(self):
        """The driver's functions that Larder calls."""
        names = ENTRY_POINT.findall(pathlib.Path(ENTRY_POINTS).read_text())
        self.assertGreater(len(names), 30)
        return names

    def test_calls_of_the_driver_fail_while_libraries_come_and_go(self):
        # The first function at its first call, the second at its second one and so on.
        script = " ".join(f"fail={name}:2:{i + 1}" for i, name in enumerate(self.functions()))
        size = (500, 200, 50) if FULL else (60, 24, 4)
        without = self.stress(PLAIN, *size, LARDER_LIBCUDA=FAKE_CUDA, LARDER_DEVICE="gpu",
                              LARDER_FAKE_CUDA=script)
        self.assertGreater(without, 0)

    def test_every_call_of_the_driver_fails_in_turn(self):
        scripts = [f"fail={name}:{code}{at}" for name in self.functions()
                   for code, at in ((2, ":1"), (700, ":9"), (999, ""))]
        build = WATCHED if FULL and all(WATCHED) else PLAIN
        for script in scripts if FULL else scripts[::2]:
            with self.subTest(script):
                self.stress(build, 6, 4, 2, LARDER_LIBCUDA=FAKE_CUDA, LARDER_FAKE_CUDA=script)


tap.main()
