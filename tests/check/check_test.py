#!/usr/bin/env python3
"""`larder check` of the corpus: each kernel with a planted fault is found, with the kind and at the
lines that its source is marked with (`// fault NAME: KIND`); nothing else is found; and three more
runs find the same. Arguments: larder, the corpus's program, and the manifests of its sources."""
import collections
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

LARDER, CORPUS, *MANIFESTS = sys.argv[1:]
REPEATS = 3


def marks():
    """Of each faulty kernel: its kind, and the lines that a finding may name."""
    kinds, lines = {}, collections.defaultdict(set)
    for source in HERE.glob("corpus_*.cpp"):
        for number, line in enumerate(source.read_text().splitlines(), 1):
            for name, kind in re.findall(r"// fault (\w+): ([^/]*[^/ ])", line):
                kinds[name] = kind
                lines[name].add((source.name, number))
    return kinds, lines


def kernels():
    """Of all kernels in the manifests: the name of the template, and whether it is the right one."""
    found = {}
    for manifest in MANIFESTS:
        for kernel in json.loads(pathlib.Path(manifest).read_text())["kernels"]:
            name, right = re.search(r"(\w+)<.*\b(true|false)>$", kernel["name"]).groups()
            found[kernel["name"]] = (name, right == "true")
    return found


def check(*options, orders=3):
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("LARDER_")}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "found.json")
        ran = subprocess.run([LARDER, "check", "--orders", str(orders), "--json", path, *options,
                              "--", CORPUS], env=environment, text=True, timeout=280,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return ran, json.loads(path.read_text())


class Corpus(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.ran, cls.report = check()
        cls.found = collections.defaultdict(list)
        for finding in cls.report["findings"]:
            for kernel in finding["kernels"]:
                cls.found[kernel].append(finding)

    def test_each_planted_fault_is_found_at_its_lines(self):
        kinds, lines = marks()
        faulty = [(kernel, name) for kernel, (name, right) in kernels().items() if not right]
        self.assertGreaterEqual(len(faulty), 120)
        missed = []
        for kernel, name in faulty:
            found = self.found[kernel]
            places = {(pathlib.Path(access["file"]).name, access["line"])
                      for finding in found for access in finding["accesses"]}
            if {each["kind"] for each in found} != {kinds[name]} or not places <= lines[name]:
                missed.append((kernel, [each["kind"] for each in found], sorted(places)))
        self.assertEqual(missed, [])

    def test_nothing_is_found_in_right_kernels(self):
        right = [kernel for kernel, (_, right) in kernels().items() if right]
        self.assertGreaterEqual(len(right), 120)
        self.assertEqual([kernel for kernel in right if kernel in self.found], [])

    def test_the_same_is_found_each_time(self):
        for _ in range(REPEATS):
            self.assertEqual(check()[1], self.report)

    def test_the_exit_status_and_the_text_tell_of_findings(self):
        self.assertEqual(self.ran.returncode, 1)
        self.assertIn("__syncthreads()", self.ran.stdout)


tap.main()
