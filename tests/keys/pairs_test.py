#!/usr/bin/env python3
"""The pairs of sources in pairs/: a kernel's key changes where nvcc's code of it does. nvcc's
verdicts are written down there, so that no nvcc is needed.

A case fails on a false hit (same key, other image), where larder-generate refuses what nvcc takes,
and on a false miss (other key, same image) of which the file does not say why: it only costs a
compilation.
Arguments: larder-generate, the folder of Larder's headers, nvcc or an empty word."""
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import compilers  # noqa: E402
import pairs  # noqa: E402
import pairs_run  # noqa: E402
import tap  # noqa: E402


def chosen():
    """Every third pair, since all take minutes: LARDER_ALL_PAIRS=1 and `./dev bench keys` take all."""
    every = 1 if os.environ.get("LARDER_ALL_PAIRS") == "1" else 3
    return pairs.load_all()[::every]


class PairsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        generate = compilers.Generate(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]),
                                      sys.argv[3], pairs_run.ARCH)
        cls.pairs = chosen()
        cls.keys = generate.keys_of_all({side for pair in cls.pairs for side in pair.sides})

    def check(self, pair):
        outcomes = pairs.outcomes(pair, self.keys)
        wrong = [outcome for outcome in outcomes
                 if outcome.what != "right" and not (outcome.what == "false miss" and pair.miss)]
        self.assertEqual("\n".join(f"{each.what}: {each.note}" for each in wrong), "")
        if pair.miss:
            self.assertIn("false miss", [outcome.what for outcome in outcomes],
                          "its cause is gone: take it out of the file")
        for outcome in outcomes:
            if outcome.what == "false miss":
                print(f"# false miss: {pair.title}: {outcome.note}: {pair.miss}")


def add_case(pair):
    setattr(PairsTest, f"test_{pair.title}", lambda self: self.check(pair))


for each in chosen():
    add_case(each)

if __name__ == "__main__":
    tap.main()
