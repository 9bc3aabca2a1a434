#!/usr/bin/env python3
"""Kernels that are right, and some of their mutants: each barrier is left out in turn, and each atomic
operation made a plain one. `larder check` finds something in each mutant, in its own source, and nothing
in the originals; mutants_bench.py has more of both. Arguments: larder, larder-generate, the folder of
Larder's headers, liblarder_check.a, liblarder.a, the compiler and its flags for checks."""
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import mutants  # noqa: E402
import tap  # noqa: E402

LARDER, GENERATE, HEADERS, CHECK, LIBRARY, COMPILER, *FLAGS = sys.argv[1:]
# Each source, and how its program is run.
SOURCES = {mutants.ROOT / "examples/reduce/reduce.cpp": "{0}",
           mutants.ROOT / "tests/bench/checks/checked_kernels.cpp":
               "for kernel in matrix-product reduce histogram; do {0} $kernel 1 64 || exit; done"}
KINDS = ("no barrier", "no fence", "not atomic")
OWN = {"mutant.cpp", "plain_updates.h"}


class Mutants(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.checked = mutants.Checked(LARDER, GENERATE, HEADERS, [CHECK, LIBRARY], COMPILER, FLAGS,
                                       folder.name)

    def findings(self, source, text):
        return self.checked.findings(SOURCES[source].format(self.checked.build(text, source.parent)))

    def test_nothing_is_found_in_the_originals(self):
        for source in SOURCES:
            self.assertEqual(self.findings(source, source.read_text()), [], source)

    def test_each_mutant_is_found(self):
        count = 0
        for source in SOURCES:
            for mutant in mutants.mutants(source.read_text()):
                if mutant.what not in KINDS:
                    continue
                found = self.findings(source, mutant.text)
                places = {pathlib.Path(access["file"]).name for each in found
                          for access in each["accesses"]}
                self.assertTrue(places and places <= OWN, f"{source}:{mutant.line}: {found}")
                count += 1
        self.assertGreaterEqual(count, 9)


tap.main()
