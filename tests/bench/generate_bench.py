#!/usr/bin/env python3
"""larder-generate on the examples, beside the parse of the same source by clang++; and what their
CPU variants cost a build, beside g++ -O2 of the same source."""
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

import measure

EXAMPLES = ("saxpy", "reduce", "ensemble")
RUNS = 3
EXTRA = """
LARDER_KERNEL void extra(int* out) {
  for (int k = 0; k < 5; ++k) { out[threadIdx.x] += k; __syncthreads(); }
}
"""


class Build:
    """A copy of an example with one kernel more, in a folder of its own."""

    def __init__(self, wanted, name, folder):
        self.wanted, self.folder = wanted, pathlib.Path(folder, name)
        self.folder.mkdir()
        self.include = pathlib.Path(wanted.source, "runtime", "include")
        self.source = self.folder / f"{name}.cpp"
        example = pathlib.Path(wanted.source, "examples", name)
        for header in example.glob("*.h"):
            shutil.copy(header, self.folder)
        self.text = (example / f"{name}.cpp").read_text() + EXTRA
        self.source.write_text(self.text)

    def run(self, command):
        environment = dict(os.environ, LARDER_STORE=str(self.folder / "store"), CCACHE_DISABLE="1")
        return measure.run(command, self.folder, environment)[0]

    def generate(self, *flags):
        return self.run(
            [*measure.generate_command(self.wanted, self.source, self.folder), *flags])

    def compile(self, source):
        return self.run(["g++", "-std=c++17", "-O2", f"-I{self.include}", "-c", source, "-o",
                         "out.o"])

    def host(self):
        return self.compile(f"{self.source.stem}.larder.cpp")

    def kept(self):
        return len(list((self.folder / "store").rglob("*.vectors")))

    def times(self):
        """Seconds: g++ for the source and for the host source without vectors, and what is added to
        the scan by vectors of which none is kept, and all but one."""
        self.source.write_text(self.text)
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        source = self.compile(self.source)
        scan = self.generate()
        plain = self.host()
        cold = self.generate("-O2") - scan + self.host()
        before = self.kept()
        self.source.write_text(self.text.replace("k < 5", "k < 6"))
        changed = self.generate("-O2") - scan + self.host()
        if self.kept() != before + 1:
            sys.exit(f"{self.source}: {self.kept() - before} kernels were lowered, not 1")
        return source, plain, cold, changed


def variants(wanted, name, folder):
    build = Build(wanted, name, folder)
    source, *values = map(statistics.median, zip(*(build.times() for _ in range(RUNS))))
    cases = ("CPU variants without vectors", "with vectors", "with vectors, one kernel changed")
    return [measure.row("generate", f"{name}: {case}", value, "g++ -O2", source)
            for case, value in zip(cases, values)]


def scan(wanted, name, folder):
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    source = pathlib.Path(wanted.source, "examples", name, f"{name}.cpp")
    value = measure.seconds(measure.generate_command(wanted, source, folder), folder)
    include = pathlib.Path(wanted.source, "runtime", "include")
    parse = [clang, "-std=c++17", f"-I{include}", "-fsyntax-only", source]
    rival = measure.seconds(parse, folder) if clang else None
    return measure.row("generate", name, value, "clang++ -fsyntax-only", rival)


def main():
    wanted = measure.arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows = [scan(wanted, name, folder) for name in EXAMPLES]
        for name in EXAMPLES:
            rows += variants(wanted, name, folder)
    measure.write(rows, wanted.json)


main()
