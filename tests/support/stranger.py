"""A stranger's project: a copy of a folder, in a folder with a space in its name, built by an installed
Larder."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

# What a build around the tests may have set for itself.
OF_BUILDS = ("CXXFLAGS", "CPPFLAGS", "LDFLAGS", "MAKEFLAGS", "MAKELEVEL", "LARDER_STORE")


def compiled(said):
    """How many kernels larder-pack compiled."""
    return sum(map(int, re.findall(r"\((\d+) compiled", said)))


def install(meson, build, folder):
    """Installs Larder below a folder; gives the folder of its programs."""
    subprocess.run([meson, "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder],
                   check=True, stdout=subprocess.DEVNULL)
    return next(pathlib.Path(folder).rglob("larder-generate")).parent


class StrangerTest(unittest.TestCase):
    """Has `programs`, the folder of Larder's own, and for each test `source`, the project's folder."""

    @classmethod
    def install(cls, meson, build, nvcc, **environment):
        larder = pathlib.Path(tempfile.mkdtemp(prefix="installed larder "))
        cls.addClassCleanup(shutil.rmtree, larder)
        cls.programs = install(meson, build, larder)
        folders = [str(cls.programs)] + ([] if nvcc == "none" else [str(pathlib.Path(nvcc).parent)])
        cls.environment = {name: value for name, value in os.environ.items() if name not in OF_BUILDS}
        cls.environment.update(
            CUDA_HOME="/nowhere", LARDER_LOG="off", LARDER_DEVICE="cpu",
            PATH=os.pathsep.join([*folders, os.environ["PATH"]]), **environment)

    def copy(self, project):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="a stranger "))
        self.addCleanup(shutil.rmtree, folder)
        self.source = folder / "the source"
        shutil.copytree(project, self.source)

    def copy_cuda(self, project):
        """The same; what compilers said of themselves is kept for this test alone."""
        self.copy(project)
        self.environment = dict(self.environment, XDG_CACHE_HOME=str(self.source.parent / "cache"))

    def without_nvcc(self):
        """PATH less the folders with an nvcc."""
        folders = self.environment["PATH"].split(os.pathsep)
        return os.pathsep.join(f for f in folders if not pathlib.Path(f, "nvcc").exists())

    def attempt(self, *command, **environment):
        return subprocess.run(command, cwd=self.source, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=dict(self.environment, **environment))

    def run_here(self, *command, **environment):
        ran = self.attempt(*command, **environment)
        self.assertEqual(ran.returncode, 0, f"{command}: {ran.stdout}")
        return ran.stdout

    def edit(self, name, old, new):
        path = self.source / name
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))
