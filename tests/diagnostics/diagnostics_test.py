#!/usr/bin/env python3
"""Each file in cases/ holds code and, on the line concerned, the message that it must get:
  // expected-error {{part of the text}}     also expected-warning and expected-note
A message may stand on another line: expected-error@+1 {{...}}. Any further error or warning fails.
Arguments: larder-generate, the folder of Larder's headers."""
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from generate import generate  # noqa: E402

GENERATE, INCLUDE_DIR = os.path.abspath(sys.argv[1]), sys.argv[2]
EXPECTED = re.compile(r"expected-(error|warning|note)(?:@([+-]\d+))? \{\{(.*?)\}\}")
MESSAGE = re.compile(r"^input\.cpp:(\d+):(\d+): (?:fatal )?(error|warning|note): (.*)$")


def expected_in(source):
    found = []
    for number, line in enumerate(source.splitlines(), 1):
        for kind, offset, text in EXPECTED.findall(line):
            found.append((number + int(offset or 0), kind, text))
    return found


def without_expectations(source):
    """The comments must not end up in what is matched."""
    return EXPECTED.sub("", source)


class DiagnosticsTest(unittest.TestCase):
    def check(self, case):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="larder diagnostics "))
        self.addCleanup(shutil.rmtree, folder)
        source = case.read_text()
        (folder / "input.cpp").write_text(without_expectations(source))
        done = generate(GENERATE, INCLUDE_DIR, folder, flags=("-std=c++20",))
        pending = expected_in(source)
        self.assertTrue(pending, "the case expects no message")
        self.assertEqual(done.returncode, 1 if any(p[1] == "error" for p in pending) else 0,
                         done.stderr)
        self.match(pending, done.stderr)

    def match(self, pending, output):
        lines = output.splitlines()
        for at, line in enumerate(lines):
            found = MESSAGE.match(line)
            if not found:
                continue
            number, column, kind, text = int(found[1]), int(found[2]), found[3], found[4]
            fits = [p for p in pending if p[:2] == (number, kind) and p[2] in text]
            if fits:
                pending.remove(fits[0])
                self.assert_caret(lines, at, column)
            elif kind != "note":
                self.fail(f"unexpected: {line}\n{output}")
        self.assertFalse(pending, f"missing: {pending}\n{output}")

    def assert_caret(self, lines, at, column):
        caret = lines[at + 2] if at + 2 < len(lines) else ""
        self.assertIn("^", caret, "no caret below: " + lines[at])


def add_case(case):
    setattr(DiagnosticsTest, "test_" + case.stem, lambda self: self.check(case))


for file in sorted((HERE / "cases").glob("*.cpp")):
    add_case(file)

if __name__ == "__main__":
    tap.main()
