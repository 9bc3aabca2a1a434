#!/usr/bin/env python3
"""Programs and libraries whose kernels share a process. Arguments: the program with plug-ins, a
plug-in, the program that exports its symbols, the plug-in of another version of Larder, the program
and the plug-in that share liblarder.so, the program whose file is removed, the ones at fixed
addresses, those with two equal and two unequal libraries, the one that launches before and after
main, make_cache, the stand-in for libcuda, and an example where it is built."""
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

(PROGRAM, PLUG_IN, EXPORTING, OTHER_VERSION, SHARED, SHARED_PLUG_IN, REMOVED, FIXED, FIXED_OWN,
 EQUAL, UNEQUAL, ENDS, MAKE_CACHE, FAKE_CUDA) = map(os.path.abspath, sys.argv[1:15])
SHIPPED = [os.path.abspath(path) for path in sys.argv[15:]]
LIBRARIES_OF_THE_LANGUAGE = {"libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1",
                             "ld-linux-x86-64.so.2"}
MOST_BYTES_STRIPPED = 590_000
MOST_STANDARD_SYMBOLS = 20  # of the plug-in's own code
MOST_SYMBOLS = 110  # that Larder defines in a library; 646 before its inner ones were hidden
PLUG_INS = 40  # far more than initial-exec variables would leave room for


class Process(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder process "))
        self.addCleanup(shutil.rmtree, self.folder)

    def call(self, *command, **environment):
        ran = subprocess.run(list(map(str, command)), text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT,
                             env=dict(os.environ, LARDER_LOG="off", LARDER_STORE="off",
                                      **environment))
        self.code = ran.returncode
        return ran.stdout

    def copies(self, count, plug_in=PLUG_IN):
        for i in range(count):
            copy = self.folder / f"plug_in_{i}{pathlib.Path(plug_in).stem}.so"
            shutil.copy(plug_in, copy)
            yield copy

    def exported(self, file):
        """The dynamic symbols that `file` defines and that name Larder, as nm shows them."""
        lines = self.call("nm", "--dynamic", "--demangle", "--defined-only", file).splitlines()
        return [line.split(" ", 2)[2] for line in lines if "larder" in line]

    def test_many_plug_ins_come_and_go_under_launching_threads(self):
        self.assertEqual(self.call(PROGRAM, "many", *self.copies(PLUG_INS)),
                         f"{PLUG_INS} plug-ins, 0 wrong\n")

    def test_a_plug_in_takes_none_of_the_memory_for_initial_exec_variables(self):
        flags = self.call("readelf", "--dynamic", "--wide", PLUG_IN)
        self.assertIn("NEEDED", flags)
        self.assertNotIn("STATIC_TLS", flags)

    def needed(self, file):
        lines = self.call("readelf", "--dynamic", "--wide", file).splitlines()
        return {line.split("[")[1].rstrip("]") for line in lines if "(NEEDED)" in line}

    def test_a_program_and_a_plug_in_need_the_libraries_of_the_language_alone(self):
        for file in (EQUAL, PLUG_IN, *SHIPPED):
            ours = {name for name in self.needed(file) if name.startswith("libequal")}
            needed = self.needed(file) - ours
            self.assertIn("libstdc++.so.6", needed)
            self.assertEqual(needed - LIBRARIES_OF_THE_LANGUAGE, set(), file)

    @unittest.skipUnless(SHIPPED, "no example is built")
    def test_an_example_is_small(self):
        stripped = self.folder / "saxpy"
        self.call("strip", "-o", stripped, *SHIPPED)
        self.assertLess(stripped.stat().st_size, MOST_BYTES_STRIPPED)

    def test_a_plug_in_that_is_closed_is_unloaded(self):
        self.assertEqual(self.call(PROGRAM, "close", *self.copies(1)), "unloaded\n")

    def test_a_plug_in_with_its_own_copy_says_so_on_the_programs_device(self):
        plug_in, = self.copies(1)
        text = self.call(PROGRAM, "hand", plug_in, LARDER_DEVICE="cpu")
        self.assertEqual(text, "-1\nunsupported: launch of add_one: "
                         f"{plug_in} has a copy of Larder of its own, which this device does not "
                         "belong to; open a device there, let the program export Larder to its "
                         "plug-ins (-rdynamic; Meson: export_dynamic), or give both one "
                         "liblarder.so (-Dshared=true)\n")

    def test_a_library_exports_what_its_users_code_calls_alone(self):
        names = self.exported(PLUG_IN)
        self.assertIn("larder::v1::Device::open(larder::v1::Options const&)", names)
        self.assertLess(len(names), MOST_SYMBOLS)
        for name in names:
            self.assertRegex(name, r"larder::v1::|^larder_library_check$")
            self.assertNotRegex(name, r"larder::(format|store|choose|driver|threads|log)::")

    def test_a_library_exports_no_templates_of_the_standard_library(self):
        # Those that libstdc++ may use, in a program without C++ of its own, keep the library loaded.
        text = self.call("nm", "--dynamic", "--demangle", "--defined-only", PLUG_IN)
        self.assertLess(text.count(" std::"), MOST_STANDARD_SYMBOLS, text)

    def test_a_program_that_exports_larder_shares_its_device(self):
        plug_in, = self.copies(1)
        self.assertEqual(self.call(EXPORTING, "hand", plug_in, LARDER_DEVICE="cpu"), "2\nok\n")

    def test_one_shared_library_serves_programs_and_plug_ins(self):
        plug_ins = list(self.copies(PLUG_INS, SHARED_PLUG_IN))
        self.assertEqual(self.call(SHARED, "hand", plug_ins[0], LARDER_DEVICE="cpu"), "2\nok\n")
        self.assertEqual(self.call(SHARED, "many", *plug_ins), f"{PLUG_INS} plug-ins, 0 wrong\n")
        self.assertEqual(self.call(SHARED, "close", plug_ins[0]), "unloaded\n")
        for file in (SHARED, SHARED_PLUG_IN):
            self.assertTrue(any(name.startswith("liblarder") for name in self.needed(file)))

    def test_two_versions_in_one_process_keep_apart(self):
        names = self.exported(OTHER_VERSION)
        self.assertTrue(any("larder::v9::" in name for name in names))
        self.assertFalse(any("larder::v1::" in name for name in names))
        plug_ins = [*self.copies(5), *self.copies(5, OTHER_VERSION)]
        for program in (PROGRAM, EXPORTING):
            for mixed in (plug_ins, plug_ins[::-1]):
                self.assertEqual(self.call(program, "many", *mixed), "10 plug-ins, 0 wrong\n")
            self.assertEqual(self.call(program, "close", plug_ins[-1]), "unloaded\n")

    def test_a_program_whose_file_is_gone_finds_its_cache(self):
        program = self.folder / "program"
        self.call(MAKE_CACHE, self.folder / "program.larder", "add_one", 1)
        for words in ([], ["renamed"]):
            shutil.copy(REMOVED, program)
            text = self.call(program, *words, program, LARDER_LIBCUDA=FAKE_CUDA)
            self.assertFalse(program.exists())
            self.assertEqual(list(self.folder.glob("*.gone*")), [])
            self.assertTrue(text.startswith("running on the GPU"), text)

    def test_a_kernel_with_two_addresses_is_one(self):
        for program in (FIXED, FIXED_OWN):
            self.assertEqual(self.call(program, LARDER_DEVICE="cpu"), "42, ok\n")

    def test_launches_before_and_after_main(self):
        index = self.folder / "ends.larder"
        self.call(MAKE_CACHE, index, "add_one", 1)
        right = ["in main", "opened before the kernels", "in a thread", "thread's object",
                 "a device opened then", "thread_local object", "a device opened then",
                 "exit handler"]
        # The kernels come after that device's first launch, and are gone at their library's end.
        refused = ["before the kernels", "static object", "a device opened then"]
        for environment in ({"LARDER_DEVICE": "cpu"},
                            {"LARDER_LIBCUDA": FAKE_CUDA, "LARDER_DEVICE": "gpu"}):
            text = self.call(ENDS, LARDER_CACHE=str(index), **environment)
            self.assertEqual(self.code, 0, text)
            lines = [line.partition(": ")[::2] for line in text.splitlines()]
            self.assertEqual([where for where, what in lines if what == "2 ok"], right, text)
            others = [where for where, what in lines if "not known to Larder: nothing" in what]
            self.assertEqual((others, len(lines)), (refused, len(right) + len(refused)), text)

    def cache(self, library, version, *arch):
        index = self.folder / f"{library}.larder"
        self.call(MAKE_CACHE, index, "step<int>", version, *arch)
        return index

    def test_all_caches_of_a_kernels_libraries_count(self):
        for archs in (("80", "90"), ("90", "80")):
            caches = [self.cache(f"{library}{arch}", 1, arch)
                      for library, arch in zip(("a", "b"), archs)]
            libraries = self.beside(EQUAL, caches)
            text = self.call(libraries, LARDER_LIBCUDA=FAKE_CUDA)
            self.assertEqual(text.count("running on the GPU"), 2, text)
            self.assertEqual(text.count("image of step<int>: sm_90, this device's own"), 2, text)

    def test_two_definitions_of_a_kernel_are_told(self):
        caches = [self.cache(f"v{version}", version) for version in (1, 2)]
        program = self.beside(UNEQUAL, caches)
        for environment in ({"LARDER_LIBCUDA": FAKE_CUDA}, {"LARDER_DEVICE": "cpu"}):
            text = self.call(program, **environment)
            self.assertEqual(text.count("100 unsupported: launch of step<int> (test.cpp:1): it is "
                                        "in this process with two definitions"), 2, text)

    def beside(self, program, caches):
        """A copy of the program with its libraries, each with a cache beside it."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        name = pathlib.Path(program).name.removesuffix("-program")
        shutil.copy(program, folder / "program")
        for library, cache in zip(("first", "second"), caches):
            file = f"lib{name}{library}.so"
            shutil.copy(pathlib.Path(program).parent / file, folder / file)
            shutil.copy(cache, folder / f"{name}{library}.larder")
            shutil.copy(f"{cache}-data", folder / f"{name}{library}.larder-data")
        os.environ["LD_LIBRARY_PATH"] = str(folder)
        return folder / "program"


tap.main()
