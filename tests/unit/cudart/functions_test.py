#!/usr/bin/env python3
"""Every function of CUDA's runtime API that the headers declare has a test; with --table, a table of
them. Arguments: the repository's root."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import tap  # noqa: E402

ROOT = pathlib.Path(sys.argv[1])
HEADERS = ROOT / "runtime" / "cudart" / "include"
TESTS = ROOT / "tests" / "unit" / "cudart"
DECLARATION = re.compile(r"^(?:cudaError_t|const char\*|unsigned int) (\w+)\(", re.M)


def declared():
    """Each function, with the comment right above it: what differs here."""
    limits = {}
    for header in sorted([*HEADERS.glob("larder_cudart/*.h"), HEADERS / "cuda_profiler_api.h"]):
        comment = []
        for line in header.read_text().splitlines():
            found = DECLARATION.match(line)
            if found:
                limits[found[1]] = " ".join(comment)
            comment = [*comment, line[4:]] if line.startswith("///") else []
    return limits


def tests_of(function):
    """The tests that name it: "CpuMemory.MallocAndFree"."""
    found = []
    for file in sorted(TESTS.glob("*_test.cpp")):
        for test in re.split(r"^TEST(?=[_F(])", file.read_text(), flags=re.M)[1:]:
            name = re.match(r"\w*\((\w+), (\w+)\)", test)
            if re.search(rf"\b{function}\b", test):
                found.append(f"{name[1]}.{name[2]}")
    return found


class Functions(unittest.TestCase):
    def test_each_has_a_test(self):
        untested = [function for function in declared() if not tests_of(function)]
        self.assertEqual(untested, [])

    def test_there_are_many(self):
        self.assertGreater(len(declared()), 80)


if sys.argv[2:] == ["--table"]:
    print("| function | state | a test |\n|---|---|---|")
    for function, limit in sorted(declared().items()):
        if function.startswith("__"):
            continue
        state = f"with a limit: {limit}" if limit else "works"
        print(f"| `{function}` | {state} | {tests_of(function)[0]} |")
else:
    tap.main()
