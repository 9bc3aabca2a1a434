#!/usr/bin/env python3
"""A stranger's CMake project with an installed Larder: each generator builds it, installs it, and
builds again what an edit or a flag changed. Arguments: Meson, Larder's source and build folders,
nvcc or "none"."""
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
from stranger import compiled, install  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
PLAIN = dict(os.environ, LARDER_STORE="off", LARDER_LOG="off", LARDER_DEVICE="cpu")


def run(*command, check=True, **environment):
    ran = subprocess.run(list(map(str, command)), text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, env=dict(PLAIN, **environment))
    if check and ran.returncode != 0:
        raise AssertionError(f"{command} failed with code {ran.returncode}:\n{ran.stdout}")
    return ran.stdout


@unittest.skipUnless(shutil.which("cmake"), "there is no cmake")
class CMakeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.larder = pathlib.Path(tempfile.mkdtemp(prefix="larder cmake "))
        cls.addClassCleanup(shutil.rmtree, cls.larder)
        cls.prefix = install(MESON, BUILD, cls.larder / "installed").parent

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="a stranger "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.source, self.build = self.folder / "source", self.folder / "build"
        shutil.copytree(HERE / "cmake", self.source)

    def configure(self, generator, *definitions, **environment):
        nvcc = [] if NVCC == "none" else [f"-DCMAKE_CUDA_COMPILER={NVCC}"]
        return run("cmake", "-S", self.source, "-B", self.build, "-G", generator,
                   f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_CUDA_ARCHITECTURES=80;90", *nvcc,
                   *definitions, **environment)

    def make(self, *arguments):
        return run("cmake", "--build", self.build, "-j2", *arguments)

    def check(self, generator, addend="200", folder=".", options=()):
        self.configure(generator, "-DFACTOR=3")
        self.make(*options)
        app = self.build / folder / "app"
        expected = f"2 15 {1007 + int(addend)} -9\n"
        self.assertEqual(run(app, LARDER_STRICT="1"), expected)
        self.assertNotRegex(self.make(*options), "Finding|Compiling|Building")

        self.configure(generator, "-DFACTOR=4")
        self.make(*options)
        expected = expected.replace(" 15 ", " 20 ")
        self.assertEqual(run(app, LARDER_STRICT="1"), expected)

        tools = self.source / "tools/scale.cpp"
        tools.write_text(tools.read_text().replace("*x += ADDEND", "*x += 1 + ADDEND"))
        said = self.make(*options)
        if NVCC != "none":
            self.assertEqual(compiled(said), 1, said)
        expected = expected.replace(f"{1007 + int(addend)}", f"{1008 + int(addend)}")
        self.assertEqual(run(app, LARDER_STRICT="1"), expected)

        (self.source / "parts.h.in").write_text("#define UNIT 2\n")
        self.make(*options)
        expected = expected.replace(" 20 ", " 40 ")
        self.assertEqual(run(app, LARDER_STRICT="1"), expected)

        run("cmake", "--install", self.build, "--prefix", self.folder / "installed",
            *(("--config", folder) if folder != "." else ()))
        (self.folder / "installed").rename(self.folder / "moved")
        shutil.rmtree(self.build)
        self.assertEqual(run(self.folder / "moved/bin/app", LARDER_STRICT="1"), expected)

    def test_ninja(self):
        self.check("Ninja")

    def test_the_readmes_project(self):
        shutil.rmtree(self.source)
        self.source.mkdir()
        (self.source / "saxpy.cpp").write_text(first_block("cpp"), encoding="utf-8")
        (self.source / "CMakeLists.txt").write_text(first_block("cmake"), encoding="utf-8")
        self.configure("Ninja")
        self.make()
        run("cmake", "--install", self.build, "--prefix", self.folder / "installed")
        shutil.rmtree(self.build)
        run(self.folder / "installed/bin/saxpy", LARDER_STRICT="1")

    def test_makefiles(self):
        self.check("Unix Makefiles")

    def test_ninja_with_several_configurations(self):
        self.check("Ninja Multi-Config", "100", "Debug", ("--config", "Debug"))

    def test_find_package_in_two_folders(self):
        (self.source / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.22)\nproject(two CXX)\n"
            "add_subdirectory(one)\nadd_subdirectory(other)\n")
        for folder in ("one", "other"):
            (self.source / folder).mkdir()
            (self.source / folder / "CMakeLists.txt").write_text(
                f"find_package(Larder REQUIRED)\nadd_library({folder} SHARED)\n"
                f"larder_add_kernels({folder} ../plugin.cpp)\n")
        self.configure("Ninja")
        self.make()
        for folder in ("one", "other"):
            self.assertTrue((self.build / folder / f"lib{folder}.so.larder").exists())

    def test_inside_of_the_project(self):
        """FetchContent of an unpacked release, which calls add_subdirectory(). The tools are those
        that are tested, as their build takes minutes."""
        lists = self.source / "CMakeLists.txt"
        lists.write_text(lists.read_text().replace(
            "find_package(Larder REQUIRED)",
            f'include(FetchContent)\nFetchContent_Declare(larder SOURCE_DIR "{SOURCE}")\n'
            "FetchContent_MakeAvailable(larder)"))
        self.prefix = "/nowhere"
        tools = BUILD / "generator"
        path = os.pathsep.join([str(tools), str(tools / "pack"), os.environ["PATH"]])
        options = ("-DLARDER_MESON_OPTIONS=-Dgenerator=disabled;-Doptimization=0;-Dunity=on;-Dunity_size=8",
                   f"-DLARDER_MESON={MESON}")
        said = self.configure("Ninja", *options, PATH=path)
        self.assertIn("Larder: configuring it", said)
        self.make()
        self.assertEqual(run(self.build / "app", LARDER_STRICT="1"), "2 15 1207 -9\n")
        self.assertNotRegex(self.make(), "Finding|Compiling|Building")
        library = self.build / "_deps/larder-build/installed/lib/liblarder.a"
        built = library.stat().st_mtime_ns
        self.assertNotIn("Larder: configuring it", self.configure("Ninja", *options, PATH=path))
        self.assertEqual(library.stat().st_mtime_ns, built)
        self.assertNotRegex(self.make(), "Compiling|Building")

    def test_inside_of_the_project_what_meson_says_is_shown(self):
        (self.source / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.22)\nproject(wrong CXX)\n"
            f'add_subdirectory("{SOURCE}" larder)\n')
        for options, said in {
                ("-DLARDER_MESON_OPTIONS=-Dclang_dir=/nowhere", f"-DLARDER_MESON={MESON}"):
                    "Larder: its configuration failed:.*apt-get install llvm-19-dev",
                ("-DLARDER_MESON=OFF",): "built by Meson 1.1 or later and Ninja"}.items():
            with self.assertRaises(AssertionError) as raised:
                self.configure("Ninja", *options)
            self.assertRegex(" ".join(str(raised.exception).split()), said)
            shutil.rmtree(self.build)

    def lists(self, text, language="CXX", version=""):
        (self.source / "CMakeLists.txt").write_text(
            f"cmake_minimum_required(VERSION 3.22)\nproject(few {language})\n"
            f"find_package(Larder {version} REQUIRED)\n{text}")

    def refusal(self, text, **more):
        self.lists(text, **more)
        with self.assertRaises(AssertionError) as raised:
            self.configure("Ninja")
        return " ".join(str(raised.exception).split())

    def test_errors_name_what_to_write(self):
        self.assertIn("there is no target app: call add_executable()",
                      self.refusal("larder_add_kernels(app main.cpp)\n"))
        self.assertIn("name the sources that hold its kernels",
                      self.refusal("add_executable(app main.cpp)\nlarder_add_kernels(app)\n"))
        self.assertIn("call larder_add_kernels(parts ...) first",
                      self.refusal("add_library(parts STATIC lib/scale.cpp)\nadd_executable(app)\n"
                                   "larder_add_kernels(app main.cpp USES parts)\n"))
        self.assertIn("the target compiles", self.refusal(
            "add_executable(app main.cpp)\nlarder_add_kernels(app main.cpp)\n"))
        self.assertIn("name all sources in one call", self.refusal(
            "add_library(parts STATIC)\nlarder_add_kernels(parts lib/scale.cpp)\n"
            "larder_add_kernels(parts plugin.cpp)\n"))
        self.assertIn("nothing is compiled for this target", self.refusal(
            "add_library(parts INTERFACE)\nlarder_add_kernels(parts lib/scale.cpp)\n"))
        self.assertIn("must enable the language CXX; it enables: C", self.refusal(
            "add_executable(app)\nlarder_add_kernels(app main.cpp)\n", language="C"))
        (self.source / "below").mkdir()
        (self.source / "below/CMakeLists.txt").write_text("add_executable(app ../main.cpp)\n")
        self.assertIn("call it in the folder that adds the target", self.refusal(
            "add_subdirectory(below)\nlarder_add_kernels(app plugin.cpp)\n"))

    def test_versions(self):
        """A version is compatible with those that change no interface; before 1.0 see the MINOR."""
        whole = next(self.prefix.rglob("LarderConfigVersion.cmake")).read_text()
        whole = re.search(r'PACKAGE_VERSION "([0-9.]+)"', whole)[1]
        major, minor, _ = map(int, whole.split("."))
        line = f"{major}.{minor}"
        for version in ("", line, f"{whole} EXACT", f"{line}...<{major + 1}"):
            self.lists("", version=version)
            self.configure("Ninja")
        for version in (f"{line}.99", f"{major}.{minor + 1}", f"{major + 1}", f"0.0.1...<{line}",
                        *([f"0.{minor - 1}"] if major == 0 and minor > 0 else [])):
            self.assertIn(f"version: {whole}", self.refusal("", version=version))

    def configured(self, **environment):
        """The build's commands, where no -D names nvcc and architectures."""
        shutil.rmtree(self.build, ignore_errors=True)
        run("cmake", "-S", self.source, "-B", self.build, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={self.prefix}", **environment)
        return re.search("COMMAND = .*larder-pack.*", (self.build / "build.ninja").read_text())[0]

    def test_nvcc_and_architectures_are_those_of_cmakes_cuda(self):
        self.lists("add_executable(app)\nadd_executable(Named::app ALIAS app)\n"
                   "set_target_properties(app PROPERTIES CUDA_ARCHITECTURES \"75-real;80\")\n"
                   "larder_add_kernels(Named::app main.cpp)\n")
        nvcc = self.folder / "cuda" / "nvcc"
        nvcc.parent.mkdir()
        nvcc.write_text("")
        nvcc.chmod(0o755)
        path = os.pathsep.join([str(nvcc.parent), os.environ["PATH"]])
        commands = self.configured(PATH=path, CUDA_HOME="/nowhere", CUDAARCHS="90")
        self.assertIn("--archs 75-real,80 ", commands)
        self.assertIn(f'--nvcc "{nvcc}"', commands)
        self.assertIn("--nvcc /of/cudacxx", self.configured(PATH=path, CUDACXX="/of/cudacxx"))


tap.main()
