"""Users' Meson projects that are built with an installed Larder."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stranger import install  # noqa: E402

ARCH = "80"


def run(*command, cwd=None, **environment):
    return subprocess.run(list(map(str, command)), cwd=cwd, env=dict(os.environ, **environment),
                          text=True, errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)


class Larder:
    """Larder's source folder, and an installed build of it."""

    def __init__(self, meson, source, build, nvcc, folder):
        """Installs the build into this folder."""
        self.meson, self.source, self.nvcc = meson, source, nvcc
        tools = install(meson, build, folder)
        self.environment = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
                            "PKG_CONFIG_PATH": str(next(folder.rglob("larder.pc")).parent)}


class Project:
    """A configured build, with Larder installed beside it."""

    def __init__(self, larder, source, build, *options):
        self.source, self.build, self.environment = source, build, larder.environment
        (source / "subprojects").mkdir(exist_ok=True)
        (source / "subprojects" / "larder").symlink_to(larder.source)
        self.configured = run(larder.meson, "setup", build, source, "-Dlarder:installed=true",
                              f"-Dlarder:nvcc={larder.nvcc}", f"-Dlarder:gpu_archs={ARCH}",
                              *options, **self.environment)

    def ninja(self, *arguments):
        return run("ninja", "-C", self.build, *arguments, **self.environment)
