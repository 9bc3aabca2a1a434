#!/usr/bin/env python3
"""Kernels that are right, and mutants of them: each barrier is left out in turn, and each atomic
addition made a plain one. `larder check` finds something in each mutant, in its own source, and nothing
in the originals. Arguments: larder, larder-generate, the folder of Larder's headers, liblarder_check.a,
liblarder.a, the compiler and its flags for checks."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

LARDER, GENERATE, HEADERS, CHECK, LIBRARY, *COMPILER = sys.argv[1:]
ROOT = HERE.parents[1]
# Each source, and how its program is run.
SOURCES = {ROOT / "examples/reduce/reduce.cpp": "{0}",
           ROOT / "tests/bench/checks/checked_kernels.cpp":
               "for kernel in matrix-product reduce histogram; do {0} $kernel 1 || exit; done"}
MUTATIONS = [(r"__sync(threads|warp)\([^)]*\);", ";"), (r"__threadfence(_block)?\(\);", ";"),
             (r"atomicAdd\(&(\w+\[.*?\]|\w+\[\w+\[.*?\] .*?\]), (.*)\);", r"\1 = \1 + \2;")]


def mutants(text):
    """The number of the line that is changed, and the source then."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        code = line.partition("//")[0]
        for pattern, replacement in MUTATIONS:
            changed = re.sub(pattern, replacement, code)
            if changed != code:
                yield number, "".join([*lines[:number - 1], changed.rstrip("\n") + "\n", *lines[number:]])


class Mutants(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_tool(self, *words, fine=(0,)):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("LARDER_")} | {"LARDER_LOG": "off"}
        ran = subprocess.run(list(map(str, words)), env=environment, text=True, timeout=200,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertIn(ran.returncode, fine, ran.stdout)

    def build(self, text, folder):
        """The program; `folder` is the source's, for what it includes."""
        source, base = self.folder / "mutant.cpp", self.folder / "mutant"
        source.write_text(text)
        compiler, *flags = COMPILER
        flags = ["-std=c++17", "-O1", f"-I{folder}", f"-I{HEADERS}", *flags]
        self.run_tool(GENERATE, source, "-o", base, "--archs", "80", "--nvcc", "none",
                      "--probes", self.folder / "probes", "--include-dir", HEADERS,
                      "--", compiler, *flags[:4])
        self.run_tool(compiler, *flags, "-c", f"{base}.larder.cpp", "-o", f"{base}.o")
        self.run_tool(compiler, f"{base}.o", CHECK, LIBRARY, "-lbacktrace", "-lpthread", "-ldl",
                      "-o", base)
        return base

    def findings(self, text, source):
        program = self.build(text, source.parent)
        report = self.folder / "found.json"
        self.run_tool(LARDER, "check", "--json", report, "--", "sh", "-c",
                      SOURCES[source].format(program), fine=(0, 1))
        return json.loads(report.read_text())["findings"]

    def test_nothing_is_found_in_the_originals(self):
        for source in SOURCES:
            self.assertEqual(self.findings(source.read_text(), source), [], source)

    def test_each_mutant_is_found(self):
        count = 0
        for source in SOURCES:
            for line, text in mutants(source.read_text()):
                found = self.findings(text, source)
                places = {pathlib.Path(access["file"]).name for each in found
                          for access in each["accesses"]}
                self.assertEqual(places, {"mutant.cpp"}, f"{source}:{line}: {found}")
                count += 1
        self.assertGreaterEqual(count, 9)


tap.main()
