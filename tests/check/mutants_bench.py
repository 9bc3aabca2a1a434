#!/usr/bin/env python3
"""Each barrier, fence, atomic operation, guard and bound in the kernels of the examples and of the
conformance suite is left out in turn: how many of these mutants `larder check` finds in one run of three
orders. The originals are right: nothing may be found in them. alike.txt lists the mutants that are right,
too, with the reason.
Arguments: larder, larder-generate, the folder of Larder's headers, liblarder_check.a, liblarder.a and
the compiler."""
import argparse
import concurrent.futures
import fnmatch
import json
import os
import pathlib
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import figures  # noqa: E402
import mutants  # noqa: E402

FOUND, MISSED = "found", "missed"
GTEST = ["-lgtest_main", "-lgtest"]
CONFORMANCE = sorted((mutants.ROOT / "tests/conformance").glob("kernels_*.cpp"))
EXAMPLES = mutants.ROOT / "examples"


class Subject:
    """A source with right kernels, and how to run its program and what else it is made of."""

    def __init__(self, source, command="exec {0}", more=()):
        self.source, self.command, self.more = source, command, more
        self.text = source.read_text()

    def findings(self, checked, text):
        program = checked.build(text, self.source.parent, self.more)
        return checked.findings(self.command.format(program))


SUBJECTS = [Subject(source, "exec {0} --gtest_filter='*Cpu*'", GTEST) for source in CONFORMANCE] + [
    Subject(EXAMPLES / name / f"{name}.cpp") for name in ("ensemble", "reduce", "saxpy")] + [
    Subject(EXAMPLES / "blur/blur.cpp", f"exec {{0}} {EXAMPLES}/blur/photo/rocket.jpg",
            [EXAMPLES / "blur/main.cpp", EXAMPLES / "blur/picture.cpp", "-lpng", "-ljpeg"])]


class Workers:
    """Threads, each of which builds in a folder of its own."""

    def __init__(self, make, folder):
        self.make, self.folder, self.own = make, folder, threading.local()

    def checked(self):
        if not hasattr(self.own, "checked"):
            self.own.checked = self.make(tempfile.mkdtemp(dir=self.folder))
        return self.own.checked

    def verdict(self, subject, text):
        """Or why it can't be said."""
        try:
            return FOUND if subject.findings(self.checked(), text) else MISSED
        except mutants.Failed as failed:
            return f"failed: {str(failed)[-300:]}"

    def all(self, jobs):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from zip(jobs, pool.map(lambda job: self.verdict(job[0], job[1].text), jobs))


class Alike:
    """The mutants that are right: SOURCE | WHAT | WHERE | REASON, with * for any characters."""

    def __init__(self):
        lines = (HERE / "alike.txt").read_text().splitlines()
        self.rows = [tuple(map(str.strip, line.split("|", 3))) for line in lines
                     if line and not line.startswith("#")]

    def reason(self, *place):
        for row in self.rows:
            if all(map(fnmatch.fnmatchcase, place, row)):
                return row[3]
        return None


class Counts:
    def __init__(self):
        self.alarms = self.faults = self.found = self.right = self.broken = 0
        self.alike = Alike()

    def add(self, subject, mutant, verdict):
        """What to print of it; empty: all is well."""
        reason = self.alike.reason(subject.source.name, mutant.what, mutant.where)
        text = f"{subject.source.name}:{mutant.line}: {mutant.what} ({mutant.where})"
        if verdict not in (FOUND, MISSED):
            self.broken += 1
            return f"{text}: {verdict}"
        if mutant.line == 0 or reason:
            self.right += 1
            self.alarms += verdict == FOUND
            return f"{text}: found, though {reason or 'it is right'}" if verdict == FOUND else ""
        self.faults += 1
        self.found += verdict == FOUND
        return "" if verdict == FOUND else f"{text}: missed"

    def rows(self):
        def row(case, value, of):
            return figures.row("mutants", case, value, "", "all", of)
        return [row("faults found", self.found, self.faults),
                row("right ones with a finding", self.alarms, self.right),
                row("not built or not ended", self.broken, self.faults + self.right + self.broken)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("larder", "generate", "headers", "check_library", "library", "compiler"):
        parser.add_argument(name)
    parser.add_argument("--flag", action="append", help="one of the compiler's for checks")
    parser.add_argument("--json", required=True)
    parser.add_argument("--only", default="", help="of the sources: those whose names contain it")
    return parser.parse_args()


def main():
    given = arguments()
    subjects = [each for each in SUBJECTS if given.only in each.source.name]
    jobs = [(each, mutants.Mutant(0, "as it is", "all", each.text)) for each in subjects]
    jobs += [(each, mutant) for each in subjects for mutant in mutants.mutants(each.text)]
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder:
        workers = Workers(lambda own: mutants.Checked(
            os.path.abspath(given.larder), os.path.abspath(given.generate), given.headers,
            [os.path.abspath(given.check_library), os.path.abspath(given.library)],
            given.compiler, given.flag, own), folder)
        for (subject, mutant), verdict in workers.all(jobs):
            if told := counts.add(subject, mutant, verdict):
                print(told, flush=True)
    pathlib.Path(given.json).write_text(json.dumps(counts.rows()))


main()
