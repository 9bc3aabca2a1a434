#!/usr/bin/env python3
"""Small programs as strangers write them, each a Meson project of its own in cases/: they build,
they print what is in `expected`, and their caches hold nvcc's code of the very source that the host
compiler read, with the same flags. Most are built as subprojects of one project.
Arguments: Meson, Larder's source and build folders, nvcc or "none", the stand-in for a GPU."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "keys"), str(HERE.parent / "support")]
import compilers  # noqa: E402
import corpus  # noqa: E402
import shipped  # noqa: E402
import tap  # noqa: E402
from project import ARCH, Larder, Project, run  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
STAND_IN = os.path.abspath(sys.argv[5])
CASES = HERE / "cases"
OF_ITS_OWN = {"changed_define", "odd_paths", "same_file_name"}  # configured again, or in danger
OUTPUT_OPTIONS = {"-o", "-c", "-MQ", "-MF", "-MT"}
STORE = re.compile(r"st\.global\.u32\s+\[%rd\d+(?:\+(\d+))?\], %r(\d+);")
CONSTANT = re.compile(r"mov\.(?:u32|b32|s32)\s+%r(\d+), (-?\d+);")


class Program:
    """One program of a project: where its sources and outputs are."""

    def __init__(self, project, folder=""):
        self.project = project
        self.source, self.build = project.source / folder, project.build / folder
        self.targets = str(pathlib.Path(folder))

    def made(self, *names):
        """What ninja says of these outputs."""
        made = self.project.ninja(*[str(pathlib.Path(self.targets, name)) for name in names])
        if "unknown target" in made.stdout:
            raise AssertionError(f"{made.stdout}\n{self.project.configured.stdout}")
        return made

    def compile_flags(self, target):
        """(folders of headers, other flags) of a target's compile command, for use anywhere."""
        commands = json.loads((self.project.build / "compile_commands.json").read_text())
        object_folder = f"{pathlib.Path(self.targets, target + '.p')}/"
        entry = next(each for each in commands
                     if each["output"].removeprefix("./").startswith(object_folder)
                     and ".larder." in each["file"] + each["output"] or
                     each["output"].startswith(object_folder) and "unity" in each["output"])
        folders, flags, words = [], [], iter(shlex.split(entry["command"])[1:])
        for word in words:
            if word in OUTPUT_OPTIONS:
                next(words)
            elif word.startswith("-I"):
                folders.append(str(self.project.build / word[2:]))
            elif word != "-MD" and word.startswith("-"):
                flags += [word, next(words)] if word in compilers.WITH_ARGUMENT else [word]
        return folders, tuple(flags)

    def for_nvcc(self, target, source):
        """The user's own source with the flags of a target."""
        folders, flags = self.compile_flags(target)
        # nvcc can't be told of a folder with a comma and a space in its name, its preprocessor can.
        return corpus.Program((), str(self.source / source), flags=flags,
                              environment=(("CPATH", os.pathsep.join(folders)),))

    def stdout(self, name="app", **environment):
        return subprocess.run([self.build / name], stdout=subprocess.PIPE, text=True, cwd="/",
                              env=dict(os.environ, LARDER_LOG="off", **environment)).stdout

    def on_the_stand_in(self, name="app"):
        """What it prints with a stand-in for a GPU that runs the PTX of the cache."""
        return self.stdout(name, LARDER_DEVICE="gpu", LARDER_STORE="off", LARDER_LIBCUDA=STAND_IN)

    def extracted(self, cache, manifest):
        """({symbol: name}, {symbol: cubin}, {symbol: PTX}) of a cache."""
        kernels = json.loads(manifest.read_text())["kernels"]
        names = {kernel["symbol"]: kernel["name"] for kernel in kernels}
        larder = compilers.Tool(BUILD / "runtime" / "larder", "")
        with tempfile.TemporaryDirectory(prefix="extracted-") as folder:
            return names, *shipped.extract(larder, cache, names, pathlib.Path(folder))


class ProgramsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="programs "))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.larder = Larder(MESON, SOURCE, BUILD, NVCC, cls.folder / "larder")
        cls.nvcc = compilers.Nvcc(NVCC, str(SOURCE / "runtime" / "include"), ARCH)
        source = cls.folder / "all"
        names = sorted(path.name for path in CASES.iterdir() if path.name not in OF_ITS_OWN)
        for name in names:
            shutil.copytree(CASES / name, source / "subprojects" / name)
        lines = ["project('all', 'cpp', default_options: ['buildtype=release'])",
                 *(f"subproject('{name}', required: false)" for name in names), ""]
        (source / "meson.build").write_text("\n".join(lines))
        cls.all = Project(cls.larder, source, cls.folder / "the build")
        cls.all.ninja("-k", "0")
        cls.code = {}  # nvcc's, of each user's own source
        if NVCC != "none":
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                cls.code = dict(filter(None, pool.map(cls.compiled, names)))

    @classmethod
    def compiled(cls, name):
        """(source, nvcc's code of it) of one that was built, beside all others at once."""
        program = Program(cls.all, f"subprojects/{name}")
        if (program.build / "app.larder").exists() and (program.source / "k.cpp").exists():
            source = program.for_nvcc("app", "k.cpp")
            with contextlib.suppress(compilers.Refused):  # its own test will say so
                return source, cls.nvcc.cubin(source)
        return None

    def program(self, name):
        """One that is built with the others."""
        program = Program(self.all, f"subprojects/{name}")
        self.assertTrue(program.build.is_dir(), self.all.configured.stdout)
        return program

    def alone(self, name, place, *options):
        """One that is built by itself, in a folder of this name."""
        source = self.folder / place / "source"
        shutil.copytree(CASES / name, source)
        project = Project(self.larder, source, source.parent / "build", *options)
        self.assertEqual(project.configured.returncode, 0, project.configured.stdout)
        return Program(project)

    def assert_built(self, program, *names):
        made = program.made(*names)
        self.assertEqual(made.returncode, 0, made.stdout)

    def assert_prints(self, program, text, name="app", by_ptx=True):
        """On the CPU, and on a stand-in for a GPU that runs the PTX of the cache."""
        self.assertIn(text, program.stdout(name))
        if by_ptx and NVCC != "none":
            self.assertIn(text, program.on_the_stand_in(name))

    def assert_images_are_the_sources(self, program, name="app", source="k.cpp"):
        """The cache holds what nvcc makes of the user's source with the target's flags."""
        if NVCC == "none":
            return
        stem = source.removesuffix(".cpp")
        names, code, ptx = program.extracted(program.build / f"{name}.larder",
                                             program.build / f"{stem}.larder.json")
        told = program.for_nvcc(name, source)
        judge = shipped.Judge(self.nvcc)
        mine = shipped.Source(told, self.code.get(told) or self.nvcc.cubin(told))
        for symbol in names:
            verdict = judge.kernel(mine, shipped.Shipped(names, code, ptx), symbol)
            self.assertEqual(verdict.outcome, "same", f"{verdict.kernel}: {verdict.note}")

    def runs_right(self, name, by_ptx=True):
        program = self.program(name)
        self.assert_built(program, "app", "app.larder")
        self.assert_prints(program, (CASES / name / "expected").read_text().strip("\n"),
                           by_ptx=by_ptx)
        return program

    def check(self, name, by_ptx=True):
        """The checks for most programs."""
        self.assert_images_are_the_sources(self.runs_right(name, by_ptx))

    def test_a_header_is_included_by_a_flag(self):
        self.check("forced_include")

    def test_packed_structures(self):
        self.check("pragma_pack")

    def test_tables_of_kernels(self):
        self.check("kernel_tables")

    def test_a_structure_with_a_long_double(self):
        self.check("long_double", by_ptx=False)  # nvcc 13.0 finds the member elsewhere

    def test_kernel_templates_with_concepts(self):
        self.check("concepts")

    def test_math_functions_of_the_users_own_for_the_host(self):
        self.check("own_math")

    def test_a_file_is_included_more_than_once(self):
        self.check("header_included_twice")

    def test_assertions_and_printf(self):
        # Its image holds the file's name, by which the build and the check call it differently.
        program = self.runs_right("assert_and_printf", by_ptx=False)
        if NVCC != "none":
            self.assertRegex(program.on_the_stand_in(), "^7 seven\nnone\nprintf gave 2 and 0\n"
                             "after the assertion: launch failed: .*CUDA_ERROR_ASSERT")

    def test_threads_and_blocks_that_wait_for_each_other(self):
        self.check("forward_progress")

    def test_lanes_of_a_warp_in_step(self):
        self.runs_right("warp_synchronous", by_ptx=False)  # the stand-in's threads are not in step

    def test_conversions_and_shifts_that_cpp_does_not_define(self):
        self.check("gpu_arithmetic")

    def test_macros_with_names_that_others_use(self):
        self.check("common_macros")

    def test_warps_read_a_place_before_one_of_them_uses_it_again(self):
        self.runs_right("place_used_again", by_ptx=False)

    def test_odd_text(self):
        self.check("odd_text")

    def test_bodies_that_only_gpus_compilers_see(self):
        self.check("gpu_bodies")

    def test_a_byte_order_mark(self):
        self.check("byte_order_mark")

    def test_a_macro_writes_a_kernel_and_warnings_are_errors(self):
        self.check("macro_kernel_werror")

    def test_kernels_of_one_name_in_programs_and_libraries(self):
        program = self.program("same_kernel_everywhere")
        self.assert_built(program, "app", "app.larder", "shlib.larder")
        self.assert_prints(program, "13 23 33 43 (")

    def test_variable_templates_work_or_are_pointed_out(self):
        program = self.program("templated_constant")
        made = program.made("app", "app.larder")
        if made.returncode != 0:
            self.assertRegex(made.stdout, r"k\.cpp:[34]:\d+: error: ")
            return
        self.check("templated_constant")

    def test_unity_builds_have_the_targets_flags_or_say_no(self):
        made = self.program("unity").made("app", "app.larder")
        if made.returncode != 0:
            self.assertRegex(made.stdout, r"error: .*unity")
            return
        self.check("unity")

    def test_one_generated_source_in_two_targets_with_other_flags(self):
        program = self.program("two_targets_two_defines")
        for factor in ("3", "5"):
            name = f"app{factor}"
            made = program.made(name, f"{name}.larder")
            if made.returncode != 0:
                self.assertRegex(made.stdout, r"error.*FACTOR")
                continue
            self.assert_prints(program, f"host macro {factor}, kernel gave {factor} (", name)
            self.assert_images_are_the_sources(program, name)

    def test_macros_of_the_compiler_mean_the_same_or_are_pointed_out(self):
        program = self.program("compiler_macros")
        self.assert_built(program, "app", "app.larder")
        self.assert_images_are_the_sources(program)
        on_the_cpu = [int(word) for word in re.findall(r" (\d)\b", program.stdout())]
        self.assertEqual(len(on_the_cpu), 5)
        if NVCC == "none":
            return
        _, _, ptx = program.extracted(program.build / "app.larder", program.build / "k.larder.json")
        if stored_constants(*ptx.values()) != on_the_cpu:
            (program.source / "k.cpp").touch()
            said = program.made("k.larder.json").stdout
            self.assertRegex(said, r"k\.cpp:\d+:\d+: warning: ")

    def test_lines_that_code_can_read(self):
        self.check("builtin_line")
        program = self.program("builtin_line")
        keys = self.keys(program)
        source = program.source / "k.cpp"
        source.write_text("\n\n" + source.read_text())
        self.assert_built(program, "app", "app.larder")
        self.assert_prints(program, "8 9 (")
        self.assert_images_are_the_sources(program)
        self.assertNotEqual(self.keys(program), keys)

    @staticmethod
    def keys(program, stem="k"):
        manifest = json.loads((program.build / f"{stem}.larder.json").read_text())
        return {kernel["symbol"]: kernel["keys"] for kernel in manifest["kernels"]}

    def test_a_definition_that_is_configured_anew(self):
        program = self.alone("changed_define", "changed")
        for factor in ("3", "5"):
            configured = run(MESON, "configure", program.project.build, f"-Dfactor={factor}")
            self.assertEqual(configured.returncode, 0, configured.stdout)
            self.assert_built(program, "all")
            self.assert_prints(program, f"host macro {factor}, kernel gave {factor} (")
            self.assert_images_are_the_sources(program)
        run(MESON, "setup", "--reconfigure", program.project.build, **program.project.environment)
        self.assertNotIn("larder-generate", program.project.ninja("-v").stdout)
        run(MESON, "configure", program.project.build, "-Db_ndebug=true")
        self.assertIn("larder-generate", program.project.ninja("-v").stdout)
        self.assert_images_are_the_sources(program)

    def test_odd_paths_and_a_configured_header(self):
        program = self.alone("odd_paths", "blanks, ä, $ and #", "-Dsize=4")
        for size in ("4", "9"):
            run(MESON, "configure", program.project.build, f"-Dsize={size}")
            self.assert_built(program, "all")
            self.assert_prints(program, f"host macro {size}, kernel gave {size} (")
            self.assert_images_are_the_sources(program, source="my kernel.cpp")

    def test_two_sources_of_one_name_in_different_folders(self):
        program = self.alone("same_file_name", "same")
        self.assert_built(program, "all")


def stored_constants(ptx):
    """The numbers that a kernel writes to the first places of its argument, in their order."""
    numbers = dict(CONSTANT.findall(ptx))
    stores = {int(at or 0): int(numbers[register]) for at, register in STORE.findall(ptx)}
    return [stores[at] for at in sorted(stores)]


tap.main()
