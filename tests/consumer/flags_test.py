#!/usr/bin/env python3
"""The flags that targets of a stranger's project give their sources reach the kernels, or the build
says why not. Arguments: Meson, Larder's source folder, the folder of larder-generate."""
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

MESON, SOURCE, TOOLS = sys.argv[1], *map(pathlib.Path, sys.argv[2:4])


def run(*command, check=True, cwd=None):
    path = os.pathsep.join([str(TOOLS), str(TOOLS / "pack"), os.environ["PATH"]])
    ran = subprocess.run(list(map(str, command)), cwd=cwd, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, env=dict(os.environ, PATH=path))
    if check and ran.returncode != 0:
        raise AssertionError(f"{command} failed with code {ran.returncode}:\n{ran.stdout}")
    return ran


class Flags(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="flags of a stranger "))
        cls.project, cls.build = cls.folder / "project", cls.folder / "build"
        shutil.copytree(HERE / "flags", cls.project)
        (cls.project / "subprojects").mkdir()
        (cls.project / "subprojects" / "larder").symlink_to(SOURCE)
        run(MESON, "setup", cls.build, cls.project, "-Dlarder:nvcc=none",
            "-Dlarder:generator=disabled")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def ninja(self, *targets, check=True):
        return run("ninja", "-C", self.build, *targets, check=check)

    def make(self, name, source="times"):
        """Generates, and compiles the host source as the target's other sources are."""
        host = f"{name}/{source}.larder.cpp"
        self.ninja(host)
        return (self.build / name / f"{source}.larder.cuda").read_text()

    def command_of(self, name):
        entries = json.loads((self.build / "compile_commands.json").read_text())
        return next(shlex.split(entry["command"]) for entry in entries
                    if entry["file"] == f"{name}/times.larder.cpp")

    def compile(self, name, *more):
        """Compiles a host source by its own command and more flags; gives what was said."""
        command = self.command_of(name)
        command[command.index("-o") + 1] = str(self.folder / "object.o")
        return run(*command, *more, check=False, cwd=self.build)

    def refusal(self, name, source="times"):
        ran = self.ninja(f"{name}/{source}.larder.cpp", check=False)
        self.assertNotEqual(ran.returncode, 0, ran.stdout)
        return ran.stdout

    def test_a_forced_include_counts(self):
        self.assertIn("*= 7", self.make("forced"))
        ran = self.compile("forced")
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_a_precompiled_header_counts(self):
        self.assertIn("*= 8", self.make("precompiled"))

    def test_two_targets_with_the_same_meaning_share_their_kernels(self):
        self.assertIn("*= 4", self.make("same"))

    def test_two_targets_with_different_flags_are_an_error(self):
        text = self.refusal("two")
        for part in ("two targets compile two/times.larder.cpp", "-DFACTOR=3", "-DFACTOR=5",
                     "write one custom_target for each"):
            self.assertIn(part, text)

    def test_a_unity_build_has_the_flags_of_its_target(self):
        self.assertIn("*= 9", self.make("unity"))

    def test_two_host_sources_in_one_unity_file_are_an_error(self):
        self.assertIn("override_options: ['unity=off']", self.refusal("crowd"))

    def test_a_host_source_that_nobody_compiles_is_an_error(self):
        text = self.refusal("nobody")
        self.assertIn("no entry for nobody/times.larder.cpp", text)
        self.assertIn("add it to the sources of a target", text)

    def test_a_flag_that_cannot_be_carried_is_named(self):
        self.assertIn("-fshort-wchar", self.refusal("refused"))

    def test_a_changed_define_leads_to_a_new_scan(self):
        self.assertIn("*= 3", self.make("define"))
        self.assertIn("*= 3", self.make("größe", "my kernel"))
        run(MESON, "configure", self.build, "-Dfactor=5")
        self.assertIn("*= 5", self.make("define"))
        self.assertIn("*= 5", self.make("größe", "my kernel"))
        run(MESON, "configure", self.build, "-Dfactor=3")
        self.assertIn("*= 3", self.make("define"))

    def test_a_reconfigure_that_changes_nothing_makes_nothing_again(self):
        self.make("define")
        run(MESON, "configure", self.build, "-Dfactor=3")
        (self.project / "define" / "meson.build").touch()
        self.make("define")  # the first run after an edit keeps no record of it
        outputs = list((self.build / "define").glob("times.larder.*"))
        before = {path: path.stat().st_mtime_ns for path in outputs}
        (self.project / "define" / "meson.build").touch()
        self.make("define")
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in outputs})
        self.assertIn("no work to do", self.ninja("define/times.larder.cpp").stdout)

    def test_the_host_source_refuses_other_macros_than_the_scans(self):
        self.make("define")
        right = self.compile("define")
        self.assertEqual(right.returncode, 0, right.stdout)
        for more, parts in {
                ("-UFACTOR",): ("macro FACTOR was 3", "it is not defined"),
                ("-UFACTOR", "-DFACTOR=4"): ("macro FACTOR was 3", "here it is\" 4"),
                ("-DNDEBUG",): ("macro NDEBUG was not defined",),
                ("-DFACTOR=",): ("macro FACTOR was 3",)}.items():
            ran = self.compile("define", *more)
            self.assertNotEqual(ran.returncode, 0, more)
            for part in parts:
                self.assertIn(part, ran.stdout)
            self.assertIn(": error: ", ran.stdout)


tap.main()
