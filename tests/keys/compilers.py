"""Runs larder-generate, larder-pack and nvcc on a program, each in a folder of its own."""
import concurrent.futures
import contextlib
import dataclasses
import functools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ARCH = "80"
MANIFEST, VARIANT = "out.json", "out.cuda"
# Flags of the host compiler that nvcc has too; it passes others on where -Xcompiler says so.
OF_NVCC = ("-I", "-D", "-U", "-O", "-g", "-isystem", "-include", "-std", "--std")
WITH_ARGUMENT = {"-isystem", "-include", "-imacros", "-iquote", "-idirafter"}


class Refused(Exception):
    """A compiler took the program for invalid: which, and what it said."""


def write(program, folder):
    for path, text in program.files:
        place = pathlib.Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    for path, target in program.links:
        pathlib.Path(folder, path).symlink_to(target)


def host_flags(program):
    """The flags of the host compiler."""
    flags = list(program.flags)
    return flags if any("-std=" in flag for flag in flags) else [f"-std={program.standard}", *flags]


def nvcc_flags(program):
    """The same for nvcc, as a person would write them, and those of nvcc alone."""
    out, words = [], iter(host_flags(program))
    for word in words:
        group = [word, next(words)] if word in WITH_ARGUMENT else [word]
        if word.startswith(OF_NVCC):
            out += group
        else:
            out += [each for flag in group for each in ("-Xcompiler", flag.replace(",", "\\,"))]
    return [*out, *program.device_flags]


class Tool:
    """What all of them share; counts the seconds they ran, over all threads."""

    def __init__(self, path, include, arch=ARCH):
        self.path, self.include, self.arch = path, include, arch
        self.seconds, self.runs = 0.0, 0

    def execute(self, program, arguments, folder):
        start = time.monotonic()
        more = dict(program.environment) if program else {}
        done = subprocess.run([self.path, *arguments], cwd=folder, text=True, errors="replace",
                              env={**os.environ, **more},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        self.seconds += time.monotonic() - start
        self.runs += 1
        if done.returncode != 0:
            raise Refused(pathlib.Path(self.path).name, done.stdout)

    @contextlib.contextmanager
    def run(self, program, arguments):
        """Yields the folder once the command has succeeded there."""
        with tempfile.TemporaryDirectory(prefix="keys-") as folder:
            write(program, folder)
            self.execute(program, arguments, folder)
            yield pathlib.Path(folder)


class Generate(Tool):
    """`nvcc` is the one whose world the scan is to be in; empty where there is none."""

    def __init__(self, path, include, nvcc="", arch=ARCH):
        super().__init__(path, include, arch)
        self.nvcc = nvcc

    @functools.cached_property
    def probes(self):
        """A folder for what compilers say of themselves; gone with this object."""
        return tempfile.TemporaryDirectory(prefix="keys-probes-")

    @functools.cached_property
    def nvcc_options(self):
        return ["--nvcc", self.nvcc] if self.nvcc else []

    @staticmethod
    def has_nvcc():
        """Whether larder-generate will find one."""
        home = os.environ.get("CUDA_HOME") or "/usr/local/cuda"
        return shutil.which("nvcc", path=f"{home}/bin:{os.environ['PATH']}") is not None

    def arguments(self, program):
        options = [program.main, "--host", "out.cpp", "--manifest", MANIFEST,
                   "--cuda", VARIANT, "--archs", self.arch, "--include-dir", self.include,
                   "--probes", self.probes.name,
                   *self.nvcc_options]
        options += [f"--device-flag={flag}" for flag in program.device_flags]
        return [*options, "--", "c++", f"-I{self.include}", *host_flags(program)]

    def keys(self, program):
        """{symbol: (name, key)} of the program's kernels."""
        return self.made(program).keys

    def keys_of_all(self, programs):
        """{program: its keys, or Refused}"""
        def keys(program):
            try:
                return self.keys(program)
            except Refused as refused:
                return refused

        programs = list(programs)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return dict(zip(programs, pool.map(keys, programs)))

    def made(self, program):
        with self.run(program, self.arguments(program)) as folder:
            return Made((folder / MANIFEST).read_text(), (folder / VARIANT).read_text())


@dataclasses.dataclass(frozen=True)
class Made:
    """What larder-generate wrote for the device."""
    manifest: str
    variant: str

    @functools.cached_property
    def content(self):
        return json.loads(self.manifest)

    @property
    def kernels(self):
        """{symbol: name}"""
        return {kernel["symbol"]: kernel["name"] for kernel in self.content["kernels"]}

    @property
    def keys(self):
        """{symbol: (name, key)}"""
        return {kernel["symbol"]: (kernel["name"], json.dumps(kernel["keys"]))
                for kernel in self.content["kernels"]}

    @property
    def whole(self):
        """Why nvcc gets the source as a whole; empty where it gets the CUDA variant."""
        return self.content.get("whole", "")

    def write(self, folder):
        (folder / MANIFEST).write_text(self.manifest)
        (folder / VARIANT).write_text(self.variant)


class Nvcc(Tool):
    def options(self, program):
        return ["-x", "cu", "--expt-relaxed-constexpr", "-I", self.include, *nvcc_flags(program),
                program.main]

    def cubin(self, program, relocatable=False):
        options = [f"-arch=sm_{self.arch}", "-cubin", *(["-rdc=true"] if relocatable else []),
                   *self.options(program), "-o", "out.cubin"]
        with self.run(program, options) as folder:
            return (folder / "out.cubin").read_bytes()

    def ptx(self, program):
        options = [f"-arch=compute_{self.arch}", "-ptx", *self.options(program), "-o", "out.ptx"]
        with self.run(program, options) as folder:
            return (folder / "out.ptx").read_text()
