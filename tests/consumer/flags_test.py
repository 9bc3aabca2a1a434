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

BY_FLAGS = ("__OPTIMIZE__ __OPTIMIZE_SIZE__ __FAST_MATH__ __FINITE_MATH_ONLY__ _OPENMP _REENTRANT "
            "__CHAR_UNSIGNED__ __STRICT_ANSI__ __EXCEPTIONS __cpp_exceptions __GXX_RTTI __cpp_rtti "
            "__cpp_char8_t __cplusplus _GLIBCXX_ASSERTIONS _GLIBCXX_DEBUG _GNU_SOURCE NDEBUG "
            "_FILE_OFFSET_BITS NAME TEXT NUMBER FUNCTION linux __linux__ __GNUC__ __clang__ _WIN32 "
            "__AVX2__ __PIC__ __SSE2__ __x86_64__ MISSING").split()
# Asks for everything, by #ifdef, in a condition, and in code.
ASKING = "#include <larder/kernel.h>\n" + "".join(
    f"#ifdef {name}\n#define HAS_{name} 1\n#endif\n" +
    (f"#if defined({name}) && {name} + 0\n#endif\n" if "_" in name else "")
    for name in BY_FLAGS) + """
#ifdef NUMBER
const int number = NUMBER;
#endif
#ifdef TEXT
const char* const text = TEXT;
struct NAME {};
int function() { return FUNCTION(1); }
#endif
#if __cplusplus >= 201703L && MISSING
#endif
LARDER_KERNEL void kernel(int* numbers) { numbers[0] = 1; }
"""
OWN_FLAGS = (
    ["-std=c++17"],
    ["-std=gnu++20", "-O2", "-DNUMBER=0x10u", "-march=native"],
    ["-std=c++2b", "-O3", "-ffast-math", "-fopenmp", "-pthread", "-DNDEBUG", "-DNUMBER=-3"],
    ["-std=c++20", "-Os", "-fno-exceptions", "-fno-rtti", "-funsigned-char", "-DNUMBER=(1 + 2)"],
    ["-std=c++17", "-DTEXT=\"a, b\"", "-DNAME=type", "-DFUNCTION(x)=x + 1", "-DNUMBER=1e3",
     "-fsanitize=undefined", "-fno-char8_t", "-U_GNU_SOURCE"],
    ["-std=c++20", "-Ofast", "-O1", "-fshort-enums", "-DNUMBER", "-Wp,-DNDEBUG", "-fPIC", "-g3"])


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
        return run(*command, "-fdiagnostics-color=never", *more, check=False, cwd=self.build)

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
        run(MESON, "setup", "--reconfigure", self.build)
        self.assertIn("no work to do", self.ninja("define/times.larder.cpp").stdout)

    def test_what_is_made_again_without_need_keeps_its_time(self):
        """Where commands changed, but not those of this source."""
        self.make("define")
        outputs = [*(self.build / "define").glob("times.larder.*")]
        self.assertIn(self.build / "define" / "times.larder.cpp.inputs", outputs)
        before = {path: path.stat().st_mtime_ns for path in outputs}
        (self.build / "larder-commands.json").touch()
        self.assertIn("Generating define", self.ninja("define/times.larder.cpp").stdout)
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

    def test_the_host_source_never_refuses_its_own_flags(self):
        folder = self.folder / "by hand"
        folder.mkdir()
        (folder / "ask.cpp").write_text(ASKING)
        for compiler in filter(shutil.which, ("g++", "clang++-19", "clang++")):
            for flags in OWN_FLAGS:
                command = [compiler, *flags, f"-I{SOURCE}/runtime/include", "-o", "ask.o", "-c",
                           "ask.larder.cpp"]
                entry = {"directory": str(folder), "file": "ask.larder.cpp", "output": "ask.o",
                         "arguments": command}
                (folder / "compile_commands.json").write_text(json.dumps([entry]))
                with self.subTest(compiler=compiler, flags=flags):
                    run(TOOLS / "larder-generate", "ask.cpp", "--host", "ask.larder.cpp", "--cuda",
                        "ask.larder.cuda", "--manifest", "ask.larder.json", "--include-dir",
                        SOURCE / "runtime" / "include", cwd=folder)
                    run(*command, "-fsyntax-only", cwd=folder)


tap.main()
