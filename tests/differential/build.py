"""Generates, compiles and runs the two programs of a batch of kernels."""
import dataclasses
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import source

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = ["-ldl", "-pthread"]
COMMON = ["-std=c++17", "-ffp-contract=off", "-w"]


class Failed(Exception):
    """A tool refused what it was given: which, and what it said."""


@dataclasses.dataclass(frozen=True)
class Way:
    """How a batch is compiled and run."""
    name: str
    compiler: str
    flags: tuple
    lowering: str = ""  # as in LARDER_CPU; empty: the default


def execute(command, folder, what, environment=None, timeout=300):
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=timeout,
                              env=environment, errors="replace")
    except subprocess.TimeoutExpired:
        raise Failed(f"{what}: took more than {timeout} s") from None
    if done.returncode != 0:
        raise Failed(f"{what}: code {done.returncode}\n{done.stderr[-3000:]}")
    return done.stdout


@dataclasses.dataclass
class Tools:
    generate: str
    library: str
    include: str
    seconds: dict = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, generate, library, include):
        return cls(os.path.abspath(generate), os.path.abspath(library), os.path.abspath(include))

    def timed(self, what, command, folder, **more):
        begin = time.monotonic()
        try:
            return execute(command, folder, what, **more)
        finally:
            word = what.split()[0]
            self.seconds[word] = self.seconds.get(word, 0) + time.monotonic() - begin


class Batch:
    """Some kernels in one translation unit, in a folder of its own."""

    def __init__(self, tools, kernels):
        self.tools, self.kernels = tools, kernels
        self.folder = tempfile.mkdtemp(prefix="larder-differential-")
        self.programs, self.numbers = {}, itertools.count()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, text):
        pathlib.Path(self.folder, name).write_text(text)

    def generate(self):
        """The emitted host source."""
        self.write("batch.cpp", source.larder_source(self.kernels))
        self.tools.timed("generate", [
            self.tools.generate, "batch.cpp", "--host", "batch.larder.cpp", "--manifest",
            "batch.json", "--cuda", "batch.cuda", "--archs", "80", "--include-dir",
            self.tools.include, "--", "c++", "-O2", *COMMON, f"-I{self.tools.include}", f"-I{HERE}"],
            self.folder)
        return pathlib.Path(self.folder, "batch.larder.cpp").read_text()

    def compile(self, way, text="batch.larder.cpp", include=None):
        """The program for a way; ways that differ only in how they run share it."""
        key = (way.compiler, way.flags, text, include)
        if key not in self.programs:
            name = f"program{next(self.numbers)}"
            self.tools.timed("compile", [
                way.compiler, *COMMON, *way.flags, f"-I{include or self.tools.include}",
                f"-I{HERE}", text, "-o", name, self.tools.library, *LIBRARIES], self.folder)
            self.programs[key] = name
        return self.programs[key]

    def run(self, program, lowering="", words=(), timeout=120):
        environment = {**os.environ, "LARDER_LOG": "off", "LARDER_DEVICE": "cpu"}
        environment.pop("LARDER_CPU", None)
        if lowering:
            environment["LARDER_CPU"] = lowering
        return self.tools.timed(f"run {program}", [f"./{program}", *words], self.folder,
                                environment=environment, timeout=timeout)

    def reference(self, compiler="g++"):
        if "reference" not in self.programs:
            self.write("reference.cpp", source.reference_source(self.kernels))
            self.tools.timed("reference", [compiler, *COMMON, "-O0", f"-I{HERE}", "reference.cpp",
                                           "-o", "reference"], self.folder)
            self.programs["reference"] = "reference"
        return "reference"


RECORD = re.compile(r'\{"of_(k\d+)::[^"]*",.*?Lowering::(k\w+)\b([^}]*)\}', re.S)


def lowerings(host):
    """The lowerings of each instance of a kernel, from the emitted source."""
    return [[word] + ["kVectors"] * ("LARDER_VECTORS_OF" in rest)
            for _, word, rest in RECORD.findall(host)]


def digests(output):
    """(kernel, launch) to digest, from a program's output."""
    out = {}
    for line in output.splitlines():
        if not line.startswith("="):
            kernel, launch, digest = line.split()
            out[kernel, int(launch)] = digest
    return out
