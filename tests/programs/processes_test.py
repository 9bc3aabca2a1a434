#!/usr/bin/env python3
"""Programs and libraries whose kernels share a process, built from processes/ by strangers' means,
print the same on the CPU and on the stand-ins for a GPU, which load the images that nvcc made.
Arguments: Meson, Larder's source and build folders, nvcc or "none", the library that says what the
kernels do on a stand-in, the stand-ins."""
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from project import Larder, Project, run  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
GPU_KERNELS, TODAY, MODULES_ONLY = map(os.path.abspath, sys.argv[5:8])


def setUpModule():
    """Builds all programs."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="processes "))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    shutil.copytree(HERE / "processes", folder / "source")
    larder = Larder(MESON, SOURCE, BUILD, NVCC, folder / "larder")
    Programs.project = Project(larder, folder / "source", folder / "the build")
    Programs.made = Programs.project.ninja("-k", "0").stdout + run(
        "larder-nvcc", "-arch=sm_80", "managed.cu", "-o", Programs.project.build / "managed",
        cwd=folder / "source", LARDER_NVCC=NVCC, **larder.environment).stdout


class Programs:
    """The cases, for one kind of device."""
    project, made = None, None

    def prints(self, program, *arguments, cache=None, **environment):
        build = self.project.build
        if cache is not None:
            environment["LARDER_CACHE"] = str(build / cache)
        self.assertTrue((build / program).exists(), self.made)
        ran = run(build / program, *arguments, cwd=build,
                  **{"LARDER_LOG": "off", "LARDER_STORE": "off", **self.environment(),
                     **environment})
        self.assertEqual(ran.returncode, 0, ran.stdout)
        return ran.stdout

    def test_variables_belong_to_sources_and_live_as_long_as_the_process(self):
        self.assertEqual(self.prints("variables").splitlines(), [
            "tables: 1, 7 and 200",
            "counters: 3 and 5",
            "totals: 9 and 0",
            "in a template: 22 and 21",
            "in functions: 302 and 302",
            "visible: 15 and 15",
            "an address: 2",
            "of no kernel: 9",
            "kept: 1, status: ok",
            "later: 67, visible: 15, counters: 4 and 6, status: ok"])

    def test_managed_and_constant_variables_of_the_runtime_api(self):
        self.assertEqual(self.prints("managed"), "48 200 cudaSuccess\n")

    def test_caches_of_all_libraries_count_in_either_order(self):
        for program in ("libraries", "libraries-reversed"):
            self.assertEqual(self.prints(program, LARDER_FAKE_CUDA="capability=9.0"),
                             "-5 ok, -6 ok\n")

    def test_libraries_with_a_headers_kernel_have_their_own_variables(self):
        for program in ("owners", "owners-reversed"):
            self.assertEqual(self.prints(program), "302 and 302\n")

    def test_plug_ins_come_and_go_with_their_variables(self):
        plug_ins = ("./plug_in_1.so", "./plug_in_2.so", "./plug_in_1.so")
        self.assertEqual(self.prints("plug-ins-exporting", *plug_ins),
                         "101 1, 101 2, closed\n102 1, 102 2, closed\n101 1, 101 2, closed\nok\n")

    def test_a_device_is_not_that_of_a_plug_ins_own_copy(self):
        text = self.prints("plug-ins", "./plug_in_1.so", "./plug_in_2.so")
        self.assertRegex(text, "^100 -1, 100 -1, closed\n100 -1, 100 -1, closed\nunsupported: "
                         "launch of effect_1: .*/plug_in_1.so has a copy of Larder of its own")

    def test_static_objects_launch(self):
        self.assertEqual(self.prints("early", cache="early.larder").splitlines(), [
            "before main: 43 ok", "in main: 43 ok", "opened early: 42 ok", "after main: 43 ok"])

    def test_a_kernel_with_two_addresses_is_one(self):
        self.assertEqual(self.prints("fixed-program", cache="set.larder"), "42 ok\n")

    def test_a_plain_source_launches_a_templates_kernel(self):
        self.assertEqual(self.prints("plain", cache="set.larder"), "0 wrong, ok\n")
        self.assertRegex(self.prints("plain-archive", cache="set.larder"),
                         "^64 wrong, not found: .*from a static library it takes only what is "
                         "referred to: link it whole")

    def test_kernels_that_a_linker_merged_are_told(self):
        programs = [name for name in ("folded-gold", "folded-lld") if name in self.made]
        if not programs:
            self.skipTest("the compiler can't link with gold or lld and --icf=all")
        for program in programs:
            text = self.prints(program, cache="folded.larder")
            for name in ("plus_one", "plus_two", *self.differ_on_the_device):
                self.assertRegex(text, f"(?m)^{name}: 1 unsupported: launch of .*: the linker made "
                                 "one function of the two.*; link without --icf=all")
            self.assertRegex(text, "(?m)^alone: 42 ok$")


@unittest.skipIf(NVCC == "none", "without nvcc there are no images")
class Packing(unittest.TestCase):
    def test_variables_of_each_source_are_told_where_kernels_are_merged(self):
        warnings = [line for line in Programs.made.splitlines() if "warning" in line]
        self.assertEqual(len(warnings), 1, warnings)
        self.assertRegex(warnings[0], "variables_one.cpp and .*variables_two.cpp each have the "
                         "kernel add_to_merged<int> and a variable merged of their own, but the "
                         "linker makes one function of the kernels.*: make the kernel static")

    def test_an_inline_variable_is_refused_where_it_stands(self):
        made = Programs.project.ninja("inline.larder").stdout
        self.assertRegex(made, r"inline\.cpp\(3\): error: .*inline")


class OnTheCpu(Programs, unittest.TestCase):
    differ_on_the_device = ()

    def environment(self):
        return {"LARDER_DEVICE": "cpu"}

    def test_an_assertion_of_a_plug_ins_kernel_is_an_error_of_the_launch(self):
        for program in ("plug-ins", "plug-ins-exporting"):
            self.assertRegex(self.prints(program, "fail", "./plug_in_1.so"),
                             r"^launch failed: kernel expect_100: .*: assertion `\*value == 100` "
                             r"failed at .*plug_in_1\.cpp:\d+ in void expect_100")


@unittest.skipIf(NVCC == "none", "without nvcc there are no images")
class OnTheStandIn(Programs, unittest.TestCase):
    differ_on_the_device = ("fast", "exact")  # which are one on the host
    driver, capability = TODAY, "8.0"

    def environment(self):
        return {"LARDER_DEVICE": "gpu", "LARDER_LIBCUDA": self.driver,
                "LARDER_FAKE_KERNELS": GPU_KERNELS,
                "LARDER_FAKE_CUDA": f"capability={self.capability}"}


class OnTheStandInBeforeCuda12(OnTheStandIn):
    driver = MODULES_ONLY


class OnTheStandInByPtx(OnTheStandIn):
    """On a device that can use only PTX, which the driver compiles once and the stand-in runs as it
    says."""
    capability = "9.0"

    def prints(self, program, *arguments, **environment):
        prints_once = super().prints
        with tempfile.TemporaryDirectory(prefix="store ") as store:
            environment["LARDER_STORE"] = store
            first, second = (prints_once(program, *arguments, **environment) for _ in range(2))
        self.assertEqual(*(re.sub("0x[0-9a-f]+", "", text) for text in (first, second)))
        return first


tap.main()
