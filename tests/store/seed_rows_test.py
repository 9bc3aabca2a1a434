#!/usr/bin/env python3
"""SEED_ROWS.md has each row of the seed systems once, with a status, and names tests that exist.
Arguments: SEED_ROWS.md, the repository's root."""
import collections
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import tap  # noqa: E402

TABLE, TESTS = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2], "tests")
STATUSES = ("matched", "beaten", "aside", "open")
NUMBERED = {"F": 22, "L": 11, "K": 14, "S": 14, "E": 11, "U": 24, "C": 20, "X": 13, "I": 28, "N": 25,
            "G": 11, "T": 47, "B": 62, "D": 15, "Q": 5}
ISSUES = """
    n#1833 n#8375 n#9316 n#8888 n#6199 n#6093 n#6264 n#6845 n#10821 n#7168 nc#590 nc#800 nc#804 n#9304
    nc#792 cccl#6715 n#2028 n#10434 n#9348 n#10128 docs-nfs jax#22718 strax#45 n#8045 n#4032 n#9630
    n#9899 n#10776 n#4342 pycuda#311 n#10839 n#224 n#8373 n#8895 nc#235 n#8961 cudf#5469 MatX#1180
    cupy#9106 CUDA.jl#3261 kernels#698 gpuowl#31 n#1127 tmol#83 cupy#6588 n#3063 nc#690 n#8433 n#9770
    n#2655 n#5073 n#5374 n#5458 n#6919 n#6048 n#3075 nc#177 n#6330 numba-cuda-mlir#322 cubie#491
    cubie#497 cubie#510 cubie#544 cubie#600 cubie#615 cubie#638 cubie#645 cubie#672 cubie#673 cubie#617
    cuda-oxide#283 cuda-oxide#340 cubecl#1455 cubecl#1526 tilelang#2459 TornadoVM#1000 velox#17474"""
EXPECTED = [f"{letter}{number}" for letter, last in NUMBERED.items()
            for number in range(1, last + 1)] + ISSUES.split()
MACRO = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.M)

Row = collections.namedtuple("Row", "line name behaviour status note tests rest")


def row_of(number, line):
    """A line of a table of rows; None for other lines, and for heads."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if not line.startswith("|") or len(cells) != 4 or cells[0] == "row" or set(cells[0]) == {"-"}:
        return None
    name, behaviour, here, shown = cells
    status, _, note = here.partition(":")
    rest = re.sub(r"`[^`]+`", "", shown).strip(" ,–")
    return Row(number, name, behaviour, status, note.strip(), re.findall(r"`([^`]+)`", shown), rest)


def rows():
    numbered = enumerate(TABLE.read_text().splitlines(), 1)
    return [row for row in (row_of(*each) for each in numbered) if row]


def google_tests():
    return {".".join(found) for path in TESTS.rglob("*.cpp")
            for found in MACRO.findall(path.read_text(errors="replace"))}


def made_names(path, text):
    """Of the tests that a Python suite makes from a table or from its folder of cases."""
    table = re.findall(r'^    \("([^"]+)", "(\w+)", (?:\{|set)', text, re.M)
    names = {f"{kind}_{source}".replace(" ", "_").replace("'", "") for kind, source in table}
    if "add_case" in text:
        names |= {case.stem for case in (path.parent / "cases").glob("*")}
    return {f"test_{name}" for name in names}


def python_tests():
    """By name of a suite's file: its classes, and the names of its tests."""
    suites = {}
    for path in TESTS.rglob("*_test.py"):
        text = path.read_text()
        names = set(re.findall(r"^ +def (test_\w+)", text, re.M)) | made_names(path, text)
        suites[path.name] = set(re.findall(r"^class (\w+)", text, re.M)), names
    return suites


class SeedRows(unittest.TestCase):
    maxDiff = None

    def check(self, problems):
        self.assertEqual("\n".join(problems), "")

    def test_each_row_is_there_once(self):
        count = collections.Counter(row.name for row in rows())
        self.check([f"row {name} is not there" for name in EXPECTED if not count[name]]
                   + [f"row {name} is there {times} times" for name, times in count.items()
                      if times > 1]
                   + [f"row {name} is none of the seed systems'" for name in count
                      if name not in EXPECTED])

    def test_each_row_has_a_status_and_what_it_needs(self):
        problems = []
        for row in rows():
            done = row.status in ("matched", "beaten")
            faults = {"its behaviour is missing": not row.behaviour,
                      f"'{row.status}' is no status": row.status not in STATUSES,
                      "it names no test": done and not row.tests,
                      "it gives no reason": not done and not row.note,
                      f"'{row.rest}' is no test": bool(row.rest)}
            problems += [f"line {row.line}, row {row.name}: {fault}"
                         for fault, there in faults.items() if there]
        self.check(problems)

    def test_each_test_that_is_named_exists(self):
        google, python = google_tests(), python_tests()

        def exists(name):
            file, is_python, test = name.partition(": ")
            if not is_python:
                return name in google
            classes, names = python.get(file, ((), ()))
            suite, _, case = test.partition(".")
            return suite in classes and case in names
        self.check([f"line {row.line}, row {row.name}: there is no test {name}"
                    for row in rows() for name in row.tests if not exists(name)])

    def test_counts_are_those_of_the_rows(self):
        count = collections.Counter(row.status for row in rows())
        text = TABLE.read_text()
        self.check([f"{status}: there are {count[status]}" for status in STATUSES
                    if f"| {status} | {count[status]} |" not in text])


tap.main()
