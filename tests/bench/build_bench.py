#!/usr/bin/env python3
"""Device builds after an edit: larder-pack beside one nvcc run of the user's own file, with the same
flags, and beside ccache around that run. Each case checks how many kernels were compiled."""
import os
import pathlib
import shutil
import sys
import tempfile

import measure

RUNS = 3
KEPT = ("store", "ccache", "larder-probes")
ARCHS = ["80", "90", "120"]
# Appended to each source: a kernel with a helper of its own, to be edited.
EXTRA = """
// a comment
struct Extra { float x; };
__device__ float extra_helper(Extra e) { return e.x * 2; }
LARDER_KERNEL void extra(float* x) { x[threadIdx.x] = extra_helper({x[threadIdx.x]}) + 1; }
int extra_host() { return 1; }
"""


class Project:
    """One source in a folder, and what its user runs."""

    def __init__(self, wanted, source, folder):
        self.wanted, self.folder = wanted, pathlib.Path(folder)
        self.folder.mkdir()
        self.source = self.folder / source.name
        self.original = source.read_text() + EXTRA
        self.source.write_text(self.original)
        self.environment = dict(os.environ, CCACHE_DIR=str(self.folder / "ccache"),
                                LARDER_STORE=str(self.folder / "store"))
        self.environment.pop("CCACHE_DISABLE", None)

    def edit(self, old, new):
        text = self.original.replace(old, new)
        if old and text == self.original:
            sys.exit(f"{self.source}: nothing to edit: {old}")
        self.source.write_text(text)

    def run(self, command):
        """Seconds and output."""
        return measure.run(command, self.folder, self.environment)

    def generate(self, *options):
        command = measure.generate_command(self.wanted, self.source, self.folder, *options,
                                           archs=";".join(ARCHS))
        return self.run(command)[0]

    def pack(self, archs):
        seconds, output = self.run([
            self.wanted.pack, f"{self.source.stem}.larder.json", "-o", "app.larder", "--nvcc",
            self.wanted.nvcc, "--archs", ";".join(f"{arch}-real" for arch in archs)])
        return seconds, int(output.split(" compiled, ")[-2].rsplit("(", 1)[1])

    def nvcc(self, archs, *launcher):
        include = pathlib.Path(self.wanted.source, "runtime", "include")
        targets = [f"-gencode=arch=compute_{arch},code=sm_{arch}" for arch in archs]
        return self.run([*launcher, self.wanted.nvcc, "-std=c++17", "--expt-relaxed-constexpr",
                         f"-I{include}", *targets, "-x", "cu", self.source.name,
                         *(["-c", "-o", "app.o"] if launcher else ["-fatbin", "-o", "app.fatbin"])
                         ])[0]

    def forget(self):
        for name in KEPT:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def remember(self, archs):
        """Store and ccache as the build of the original source leaves them."""
        self.forget()
        if not (self.folder / f"{KEPT[0]}.base").exists():
            self.generate()
            self.pack(archs)
            self.nvcc(archs, "ccache")
            for name in KEPT:
                shutil.copytree(self.folder / name, self.folder / f"{name}.base")
        for name in KEPT:
            shutil.copytree(self.folder / f"{name}.base", self.folder / name, dirs_exist_ok=True)


class Case:
    def __init__(self, name, archs, kernels, edit=None, cold=False, options=()):
        self.name, self.archs, self.kernels, self.edit, self.cold = name, archs, kernels, edit, cold
        self.options = options  # of larder-generate

    def measure(self, project):
        """Medians of larder-generate, larder-pack and nvcc; then ccache around nvcc, once."""
        times = [self.once(project) for _ in range(RUNS)]
        medians = [sorted(column)[RUNS // 2] for column in zip(*times)]
        return [*medians, project.nvcc(self.archs, "ccache")]

    def once(self, project):
        project.edit("", "")
        if self.cold:
            project.forget()
        else:
            project.remember(self.archs)
        if self.edit:
            project.edit(*self.edit)
        scan = project.generate(*self.options)
        pack, compiled = project.pack(self.archs)
        if compiled != self.kernels:
            sys.exit(f"{project.source.name}: {self.name}: {compiled} kernels were compiled, not "
                     f"{self.kernels}")
        return scan, pack, project.nvcc(self.archs)


def cases(kernels, helper):
    one, three = ["80"], ARCHS
    before, after, users = helper
    return [
        Case("cold, one architecture", one, kernels, cold=True),
        Case("cold, three architectures", three, kernels, cold=True),
        Case("cold, the source itself", one, kernels, cold=True, options=("--whole",)),
        Case("one kernel's body edited", one, 1, ("+ 1; }", "+ 3; }")),
        Case("its helper edited", one, 1, ("return e.x * 2;", "return e.x * 5;")),
        Case("a shared helper edited", one, users, (before, after)),
        Case("comment edited", one, 0, ("// a comment", "// another\n// comment\n")),
        Case("white space edited", one, 0, ("+ 1; }", "+\n\n   1 ; }")),
        Case("host code edited", one, 0, ("return 1;", "return 2;")),
        Case("host-only member added", one, 0,
             ("float x; };", "float x; int host_only() const { return 3; } };")),
        Case("forward declaration added", one, 0, ("struct Extra", "struct Later; struct Extra")),
        Case("file touched", one, 0),
    ]


def rows_of(project, case):
    scan, pack, nvcc, ccache = case.measure(project)
    name = f"{project.source.stem}: {case.name}"
    return [measure.row("build", name, pack, "nvcc", nvcc),
            measure.row("build", name, pack, "ccache nvcc", ccache),
            measure.row("build", f"{name}, with the scan", scan + pack, "nvcc", nvcc)]


def elsewhere(wanted, project, folder):
    """Another checkout that shares the store."""
    other = Project(wanted, project.source, folder)
    other.source.write_text(project.original)
    other.environment["LARDER_STORE"] = project.environment["LARDER_STORE"]
    project.edit("", "")
    project.forget()
    for each in (project, other):
        each.generate()
        seconds, compiled = each.pack(["80"])
    if compiled != 0:
        sys.exit(f"another directory compiled {compiled} kernels")
    same = all((project.folder / name).read_bytes() == (other.folder / name).read_bytes()
               for name in ("app.larder", "app.larder-data"))
    if not same:
        sys.exit("two directories gave different caches")
    name = f"{project.source.stem}: another directory, shared store"
    return measure.row("build", name, seconds, "nvcc", other.nvcc(["80"]))


def scan_row(wanted, project):
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    if not clang:
        return []
    include = pathlib.Path(wanted.source, "runtime", "include")
    command = measure.generate_command(wanted, project.source, project.folder)
    parse = [clang, "-std=c++17", f"-I{include}", "-fsyntax-only", project.source]
    return [measure.row("build", f"{project.source.stem}: scan alone",
                        measure.seconds(command, project.folder), "clang++ -fsyntax-only",
                        measure.seconds(parse, project.folder))]


SOURCES = {
    "examples/reduce/reduce.cpp": (49, ("return b < a ? b : a;", "return !(a <= b) ? b : a;", 16)),
    "tests/bench/heavy.cpp": (65, ("return b < a ? b : a; }\n  __host__ __device__ static T times(T a, "
                                   "T b) { return a + b; }",
                                   "return b < a ? b : a; }\n  __host__ __device__ static T times(T a, "
                                   "T b) { return a + b + b; }", 16)),
}


def main():
    wanted = measure.arguments()
    if not wanted.nvcc or not shutil.which("ccache"):
        print("nvcc and ccache are needed")
        sys.exit(measure.SKIPPED)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (path, (kernels, helper)) in enumerate(SOURCES.items()):
            project = Project(wanted, pathlib.Path(wanted.source, path),
                              pathlib.Path(folder, str(number)))
            for case in cases(kernels, helper):
                rows += rows_of(project, case)
            rows.append(elsewhere(wanted, project, pathlib.Path(folder, f"{number} elsewhere")))
            rows += scan_row(wanted, project)
    measure.write(rows, wanted.json)


main()
