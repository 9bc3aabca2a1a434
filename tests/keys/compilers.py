"""Runs larder-generate and nvcc on a program, each in a folder of its own."""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ARCH = "80"


class Refused(Exception):
    """A compiler took the program for invalid: which, and what it said."""


def write(program, folder):
    for path, text in program.files:
        place = pathlib.Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


class Tool:
    """What both compilers share; counts the seconds they ran, over all threads."""

    def __init__(self, path, include):
        self.path, self.include = path, include
        self.seconds, self.runs = 0.0, 0

    @contextlib.contextmanager
    def run(self, program, arguments):
        """Yields the folder once the command has succeeded there."""
        with tempfile.TemporaryDirectory(prefix="keys-") as folder:
            write(program, folder)
            start = time.monotonic()
            done = subprocess.run([self.path, *arguments], cwd=folder, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
            self.seconds += time.monotonic() - start
            self.runs += 1
            if done.returncode != 0:
                raise Refused(pathlib.Path(self.path).name, done.stdout)
            yield pathlib.Path(folder)


class Generate(Tool):
    @staticmethod
    def has_nvcc():
        """Whether larder-generate will find one."""
        home = os.environ.get("CUDA_HOME") or "/usr/local/cuda"
        return shutil.which("nvcc", path=f"{home}/bin:{os.environ['PATH']}") is not None

    def keys(self, program):
        """{symbol: (name, key)} of the program's kernels."""
        options = [program.main, "--host", "out.cpp", "--manifest", "out.json",
                   "--cuda", "out.cuda", "--archs", ARCH, "--include-dir", self.include,
                   "--probes", os.path.join(tempfile.gettempdir(), "larder-keys-probes")]
        options += [f"--device-flag={flag}" for flag in program.device_flags]
        options += ["--", "c++", f"-std={program.standard}", f"-I{self.include}", *program.flags]
        with self.run(program, options) as folder:
            kernels = json.loads((folder / "out.json").read_text())["kernels"]
        return {kernel["symbol"]: (kernel["name"], json.dumps(kernel["keys"]))
                for kernel in kernels}


class Nvcc(Tool):
    def cubin(self, program, relocatable=False):
        options = ["-x", "cu", f"-arch=sm_{ARCH}", "-cubin", f"-std={program.standard}",
                   "--expt-relaxed-constexpr", "-I", self.include, *program.flags,
                   *program.device_flags, *(["-rdc=true"] if relocatable else []),
                   program.main, "-o", "out.cubin"]
        with self.run(program, options) as folder:
            return (folder / "out.cubin").read_bytes()
