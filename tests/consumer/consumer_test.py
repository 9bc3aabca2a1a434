#!/usr/bin/env python3
"""A stranger's project that uses Larder as a subproject and installed, in folders with spaces in
their names: builds, ships, moves and damages it. Arguments: Meson, Larder's source and build
folders, nvcc or "none"."""
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
from readme import first_block  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]


def run(*command, check=True, cwd=None, **environment):
    """Runs a command with more environment; gives its result with all that it printed."""
    ran = subprocess.run(list(map(str, command)), cwd=cwd, env=dict(os.environ, **environment),
                         text=True, errors="replace", stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT)
    if check and ran.returncode != 0:
        raise AssertionError(f"{command} failed with code {ran.returncode}:\n{ran.stdout}")
    return ran


def path_with(*folders):
    return os.pathsep.join([*map(str, folders), os.environ["PATH"]])


class Consumer:
    """Checks that are independent of how Larder was found. `tree` is the installed project, moved."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="a folder of a stranger "))
        try:
            cls.build_and_install()
        except BaseException:
            shutil.rmtree(cls.folder)
            raise

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def build_and_install(cls):
        project = cls.folder / "the project"
        shutil.copytree(HERE / "project", project)
        (project / "subprojects").mkdir()
        cls.build = cls.folder / "the build"
        environment, arguments = cls.find_larder(project / "subprojects" / "larder")
        run(MESON, "setup", cls.build, project, "--prefix", "/opt/consumer", "--libdir", "lib",
            f"-Dlarder:nvcc={NVCC}", "-Dlarder:gpu_archs=80-real;90-virtual", *arguments,
            **environment)
        run("ninja", "-C", cls.build)
        run(MESON, "install", "-C", cls.build, "--no-rebuild", "--skip-subprojects",
            "--destdir", cls.folder / "dest dir")
        cls.tree = cls.folder / "moved to here"
        (cls.folder / "dest dir" / "opt" / "consumer").rename(cls.tree)
        cls.index = cls.tree / "lib" / "consumer" / "consumer.larder"
        cls.data = cls.tree / "lib" / "consumer" / "consumer.larder-data"

    def assert_runs_right(self, program, **environment):
        ran = run(program, check=False, cwd="/", **environment)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("consumer: right", ran.stdout)
        return ran.stdout

    def explained(self, program):
        return run(BUILD / "runtime" / "larder", "explain", program, check=False, cwd="/").stdout

    def assert_hits(self, program, index):
        """The program finds its kernel in this cache, and `larder explain` says so."""
        said = self.assert_runs_right(program, LARDER_LOG="info", LARDER_DEVICE="cpu")
        self.assertIn(f"larder: hit: multiply<3>: CPU variant of index {index}\n", said)
        self.assertIn(f"cache: {index}\n", self.explained(program))

    def test_runs_in_its_build_folder_from_anywhere(self):
        self.assert_runs_right(self.build / "consumer")

    def test_two_sources_have_one_name_and_one_reads_a_generated_header(self):
        run(self.build / "again")

    def test_many_sources_have_one_cache(self):
        run(self.build / "many" / "many", LARDER_STRICT="1", LARDER_DEVICE="cpu")

    def test_a_program_whose_build_packs_no_cache_names_the_step(self):
        """The cache of `again`, which no custom_target makes."""
        step = "larder-pack makes it in the build (Meson: kwargs `pack`, CMake: larder_add_kernels)"
        self.assertIn(step, self.explained(self.build / "again"))
        ran = run(self.build / "again", check=False, LARDER_STRICT="1", LARDER_DEVICE="cpu")
        self.assertNotEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("no cache; tried ", ran.stdout)
        self.assertIn(step, ran.stdout)

    def test_a_second_build_does_nothing(self):
        self.assertIn("no work to do", run("ninja", "-C", self.build).stdout)

    def test_finds_its_cache_after_it_was_installed_and_moved(self):
        program = self.tree / "bin" / "consumer"
        self.assert_runs_right(program)
        self.assertIn(str(self.index), self.explained(program))

    def test_a_cache_in_another_folder_of_the_build_is_found(self):
        program = self.build / "app" / "apart"
        self.assert_hits(program, self.build / "kernels" / "apart.larder")

    def test_it_is_found_after_the_build_tree_was_moved(self):
        moved = self.folder / "the moved build"
        self.build.rename(moved)
        try:
            self.assert_hits(moved / "app" / "apart", moved / "kernels" / "apart.larder")
        finally:
            moved.rename(self.build)

    def test_of_two_caches_of_one_name_the_programs_own_is_taken(self):
        other, records = self.build / "another", self.build / "larder-caches"
        other.mkdir()
        known = set(records.iterdir())
        manifest = json.loads((self.build / "scale.larder.json").read_text())
        for kernel in manifest["kernels"]:
            kernel["keys"] = [{"compute_capability": 0, "key": "f" * 32}]
        (other / "scale.larder.json").write_text(json.dumps(manifest))
        try:
            run(BUILD / "generator" / "pack" / "larder-pack", other / "scale.larder.json", "-o",
                other / "apart.larder", "--build-root", self.build, "--program-mark", "*.p", "--nvcc",
                "none")
            program = self.build / "app" / "apart"
            self.assert_hits(program, self.build / "kernels" / "apart.larder")
            self.assertIn(f"refused: unavailable: {other / 'apart.larder'} has none of the kernels",
                          self.explained(program))
        finally:
            shutil.rmtree(other)
            for record in set(records.iterdir()) - known:
                record.unlink()

    def test_it_is_not_found_from_an_installed_program(self):
        inside = self.build / "installed here" / "bin"
        shutil.copytree(self.tree / "bin", inside)
        try:
            for program in (self.tree / "bin" / "apart", inside / "apart"):
                said = self.assert_runs_right(program, LARDER_LOG="info", LARDER_DEVICE="cpu")
                self.assertNotIn("CPU variant of index", said)
                self.assertIn("cache: none\n", self.explained(program))
                self.assertNotIn("larder-caches", self.explained(program))
        finally:
            shutil.rmtree(inside.parent)

    def test_the_build_tree_records_no_path_of_its_own(self):
        records = list((self.build / "larder-caches").iterdir())
        self.assertEqual({path.read_text() for path in records},
                         {"consumer.larder\n*.p\n", "kernels/apart.larder\n*.p\n",
                          "many/many.larder\n*.p\n"})

    def test_linkers_that_drop_sections_keep_kernels_and_seal(self):
        programs = [path for path in self.build.glob("dropped-by-*") if path.is_file()]
        self.assertNotEqual(programs, [])
        for program in programs:
            self.assertIn("multiply<3>", self.explained(program), program)
            self.assertIn("sealed: accepts only the cache of digest ", self.explained(program))

    def test_a_cache_of_another_build_is_refused(self):
        other = self.folder / "other.larder"
        run(BUILD / "generator" / "pack" / "larder-pack", self.build / "scale.larder.json",
            "-o", other, "--archs", "80-real;90-virtual", "--store", self.build / "larder-store",
            "--nvcc", NVCC)
        program = self.tree / "bin" / "consumer"
        self.assert_runs_right(program, LARDER_CACHE=str(other))
        explained = run(BUILD / "runtime" / "larder", "explain", program, check=False, cwd="/",
                        LARDER_CACHE=str(other)).stdout
        self.assertIn("sealed: accepts only the cache of digest ", explained)
        self.assertIn(f"refused: corrupt: {other}: is not sealed", explained)
        self.assertIn(f"cache: {self.index}\n", explained)

    def test_a_cpu_run_says_why(self):
        text = self.assert_runs_right(self.tree / "bin" / "consumer", LARDER_DEVICE="cpu")
        self.assertIn("running on the CPU: ", text)
        self.assertIn("LARDER_DEVICE", text)

    def test_a_set_user_id_program_reads_no_variables(self):
        program = self.tree / "bin" / "consumer of nobody"
        shutil.copy(self.tree / "bin" / "consumer", program)
        self.addCleanup(program.unlink)
        if os.geteuid() != 0 or os.statvfs(program).f_flag & os.ST_NOSUID:
            self.skipTest("needs root and a file system that knows set-user-id programs")
        os.chown(program, 65534, 65534)
        program.chmod(0o4755)
        text = self.assert_runs_right(program, LARDER_DEVICE="gpu", LARDER_LOG="off")
        self.assertNotIn("LARDER_DEVICE", text)
        self.assertIn("larder: ", text)  # the user "nobody" may not read the cache here, which is logged

    def test_needs_neither_cuda_nor_llvm(self):
        program = self.tree / "bin" / "consumer"
        linked = run("ldd", program).stdout
        for name in ("libcuda", "libnv", "LLVM", "clang"):
            self.assertFalse(name in linked, f"{name} in {linked}")
        texts = run("strings", "-a", program).stdout
        for name in ("libcudart", "libnvrtc", "libLLVM", "libclang", "__cudaRegister"):
            self.assertFalse(name in texts, name)

    def test_lists_the_kernel_and_its_images(self):
        listed = run(BUILD / "runtime" / "larder", "list", self.index).stdout
        self.assertIn("multiply<3>", listed)
        if NVCC != "none":
            self.assertIn("sm_80", listed)
            self.assertIn("compute_90", listed)

    def damaged(self, path, content):
        """Runs with one file replaced (None: deleted); it must run right, and be told bad."""
        good = path.read_bytes()
        try:
            path.unlink()
            if content is not None:
                path.write_bytes(content)
            self.assert_runs_right(self.tree / "bin" / "consumer")
            verified = run(BUILD / "runtime" / "larder", "verify", self.index, check=False)
            self.assertNotEqual(verified.returncode, 0, verified.stdout)
        finally:
            path.write_bytes(good)

    def test_a_deleted_file_is_survived(self):
        for path in (self.index, self.data):
            self.damaged(path, None)

    def test_a_truncated_file_is_survived(self):
        for path in (self.index, self.data):
            good = path.read_bytes()
            for size in (0, 1, 63, 64, len(good) // 2, len(good) - 1):
                self.damaged(path, good[:size])

    def test_a_changed_byte_is_survived(self):
        for path in (self.index, self.data):
            good = path.read_bytes()
            for at in range(0, len(good), max(1, len(good) // 12)):
                self.damaged(path, good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1:])

    def test_garbage_is_survived(self):
        for path in (self.index, self.data):
            self.damaged(path, b"\xff" * 5000)

    def test_whole_files_verify(self):
        run(BUILD / "runtime" / "larder", "verify", self.index)


class AsSubproject(Consumer, unittest.TestCase):
    """The library is built in the stranger's own build; the tools are those that are tested."""

    @classmethod
    def find_larder(cls, subproject):
        if not subproject.exists():
            subproject.symlink_to(SOURCE)
        generator = BUILD / "generator"
        # Not optimised and several sources at once, the library is compiled sooner.
        arguments = ["-Dlarder:generator=disabled", "-Dlarder:optimization=0", "-Dlarder:unity=on",
                     "-Dlarder:unity_size=8"]
        return {"PATH": path_with(generator, generator / "pack")}, arguments

    def test_the_whole_of_larder_configures_as_a_subproject(self):
        folder = self.folder / "whole"
        run(MESON, "setup", folder, self.folder / "the project", f"-Dlarder:nvcc={NVCC}")
        self.assertIn("larder-generate", run("ninja", "-C", folder, "-n").stdout)

    def test_native_is_asked_once_a_build(self):
        tools = self.folder / "driver's tools"
        tools.mkdir()
        smi, gpus, asked = tools / "nvidia-smi", tools / "gpus", tools / "asked"
        smi.write_text(f'#!/bin/sh\necho >> "{asked}"\ncat "{gpus}"\n')
        smi.chmod(0o755)
        environment, arguments = self.find_larder(self.folder / "the project/subprojects/larder")
        environment["PATH"] = path_with(tools) + os.pathsep + environment["PATH"]
        folder = self.folder / "native"

        def archs_after_build():
            before = asked.stat().st_size
            run("ninja", "-C", folder, "consumer.larder", **environment)
            self.assertEqual(asked.stat().st_size, before + 1)
            return json.loads((folder / "scale.larder.json").read_text())["archs"]

        gpus.write_text("8.0\n8.0\n")
        run(MESON, "setup", folder, self.folder / "the project", "-Dlarder:nvcc=none",
            "-Dlarder:gpu_archs=native;90-virtual", *arguments, **environment)
        self.assertEqual(archs_after_build(), [80, 90])
        written = (folder / "scale.larder.json").stat().st_mtime_ns
        self.assertEqual(archs_after_build(), [80, 90])
        self.assertEqual((folder / "scale.larder.json").stat().st_mtime_ns, written)
        gpus.write_text("7.5\n")
        self.assertEqual(archs_after_build(), [75, 90])


class Installed(Consumer, unittest.TestCase):
    """Tools and library were installed to a folder that was then moved. Of Larder's sources there
    are none."""

    @classmethod
    def find_larder(cls, subproject):
        staged = cls.folder / "staged"
        run(MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", staged)
        cls.larder = cls.folder / "larder"
        config = next(staged.rglob("larder.pc"))
        program = next(staged.rglob("larder-generate"))
        program.parent.parent.rename(cls.larder)
        config = cls.larder / config.relative_to(program.parent.parent)
        cls.environment = {"PKG_CONFIG_PATH": str(config.parent)}
        shutil.copytree(cls.larder / "share" / "larder" / "meson", subproject)
        return cls.environment, []

    def test_nothing_of_larder_is_compiled(self):
        self.assertEqual(list((self.build / "subprojects").rglob("*.o")), [])
        self.assertEqual(list((self.folder / "the project/subprojects").rglob("*.cpp")), [])

    def test_an_installed_larder_that_is_not_there_is_asked_for(self):
        ran = run(MESON, "setup", self.folder / "lost", self.folder / "the project", check=False,
                  PKG_CONFIG_PATH="/nowhere", PKG_CONFIG_LIBDIR="/nowhere")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("name the folder of its larder.pc in PKG_CONFIG_PATH", ran.stdout)

    def test_the_readmes_project(self):
        project = self.folder / "saxpy"
        (project / "subprojects").mkdir(parents=True)
        shutil.copytree(self.larder / "share" / "larder" / "meson", project / "subprojects/larder")
        (project / "saxpy.cpp").write_text(first_block("cpp"), encoding="utf-8")
        (project / "meson.build").write_text(
            "project('saxpy', 'cpp')\n" + first_block("meson"), encoding="utf-8")
        build = self.folder / "build of saxpy"
        run(MESON, "setup", build, project, f"-Dlarder:nvcc={NVCC}", "-Dlarder:gpu_archs=80",
            **self.environment)
        run("ninja", "-C", build)
        run(build / "saxpy", LARDER_STRICT="1", LARDER_DEVICE="cpu")

    def test_the_sources_can_stand_for_the_installed_copy(self):
        project = self.folder / "with sources"
        shutil.copytree(HERE / "project", project)
        (project / "subprojects").mkdir()
        (project / "subprojects" / "larder").symlink_to(SOURCE)
        build = self.folder / "built with sources"
        run(MESON, "setup", build, project, "-Dlarder:installed=true", "-Dlarder:nvcc=none",
            **self.environment)
        run("ninja", "-C", build, "again")
        run(build / "again")
        self.assertEqual(list((build / "subprojects").rglob("*.o")), [])


tap.main()
