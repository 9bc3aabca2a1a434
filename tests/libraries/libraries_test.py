#!/usr/bin/env python3
"""A program whose kernels lie in a shared library: `larder` finds it as the dynamic loader does, and
`larder explain` says what Device::open does. Arguments: larder, the program, its library, make_cache,
the stand-in for libcuda."""
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

LARDER, PROGRAM, LIBRARY, MAKE_CACHE, FAKE_CUDA = map(os.path.abspath, sys.argv[1:6])


class Libraries(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder libraries ")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)
        self.program = self.folder / "program"
        shutil.copy(PROGRAM, self.program)
        self.library = self.folder / "liblinked.so"
        shutil.copy(LIBRARY, self.library)

    def call(self, *command, **environment):
        # Meson names the folders of the build, where the loader would look first.
        around = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
        ran = subprocess.run(list(map(str, command)), text=True, cwd="/", stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT,
                             env=dict(around, LARDER_LIBCUDA=FAKE_CUDA, LARDER_LOG="off",
                                      **environment))
        self.code = ran.returncode
        return ran.stdout

    def make_cache(self, path):
        self.call(MAKE_CACHE, path, "add", 2)
        self.assertEqual(self.code, 0)

    def assert_says_what_a_device_does(self, backend, cache, **environment):
        """The reason that the device gives is the one that is explained."""
        report = self.call(self.program, **environment)
        self.assertEqual(self.code, 0, report)
        explained = self.call(LARDER, "explain", self.program, **environment)
        self.assertEqual(self.code, 0, explained)
        self.assertTrue(report.startswith(f"running on the {backend}"), report)
        self.assertTrue(explained.startswith(f"{self.program}: runs on the {backend}\n"), explained)
        self.assertIn(f"cache: {cache}\n", explained)
        self.assertIn(f"{self.library} ", explained)
        if cache != "none":
            self.assertIn(str(cache), " ".join(report.split()))

    def test_a_cache_beside_the_library_serves_it(self):
        self.make_cache(self.folder / "linked.larder")
        self.assert_says_what_a_device_does("GPU", self.folder / "linked.larder")

    def test_a_cache_beside_the_program_does_not(self):
        self.make_cache(self.folder / "program.larder")
        self.assert_says_what_a_device_does("CPU", "none")

    def test_one_that_the_environment_names_serves_all(self):
        cache = self.folder / "elsewhere.larder"
        self.make_cache(cache)
        self.assert_says_what_a_device_does("GPU", cache, LARDER_CACHE=str(cache))

    def test_the_library_is_found_in_the_folders_of_the_environment(self):
        (self.folder / "lib").mkdir()
        moved = self.folder / "lib" / "liblinked.so"
        self.library = self.library.rename(moved)
        self.make_cache(self.folder / "lib" / "linked.larder")
        if str(pathlib.Path(LIBRARY).parent) in self.call("readelf", "--dynamic", PROGRAM):
            self.skipTest("the program names the folder of its build")
        self.assert_says_what_a_device_does("GPU", self.folder / "lib" / "linked.larder",
                                            LD_LIBRARY_PATH=str(self.folder / "lib"))

    def test_a_library_that_is_not_there_is_named(self):
        self.library.unlink()
        said = self.call(LARDER, "explain", self.program)
        self.assertEqual(self.code, 1)
        self.assertIn("library not found: liblinked.so", said)

    def test_list_and_verify_look_into_it(self):
        self.make_cache(self.folder / "linked.larder")
        for command in ("list", "verify"):
            said = self.call(LARDER, command, self.program)
            self.assertEqual(self.code, 0, said)
            self.assertIn(f"for the kernels of {self.library}:\n", said)
            self.assertIn(f"{self.folder / 'linked.larder'}: ", said)


tap.main()
