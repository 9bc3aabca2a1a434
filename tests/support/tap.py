"""Runs a file's unittest cases and prints them in TAP, which Meson and ./dev test read."""
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def line(self, word, test, note=""):
        self.count += 1
        print(f"{word} {self.count} - {test.id().removeprefix('__main__.')}{note}", flush=True)

    def addSuccess(self, test):
        self.line("ok", test)

    def addSkip(self, test, reason):
        self.line("ok", test, f" # SKIP {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.line("not ok", test)
        for line in "".join(traceback.format_exception(*error)).splitlines():
            print(f"# {line}")

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.addFailure(subtest, error)


def main():
    """Runs all cases of __main__; the script's own arguments are left in sys.argv."""
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    print(f"1..{tests.countTestCases()}")
    result = TapResult()
    tests.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
