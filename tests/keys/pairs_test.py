#!/usr/bin/env python3
"""The pairs of sources in pairs/: a kernel's key changes where nvcc's code of it does. nvcc's
verdicts are written down there, so that no nvcc is needed.

A case fails on a false hit (same key, other image) and where larder-generate refuses what nvcc
takes. False misses (other key, same image) only cost a compilation: few of them are allowed.
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


class PairsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        generate = compilers.Generate(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]),
                                      sys.argv[3], pairs_run.ARCH)
        cls.pairs = pairs.load_all()
        cls.keys = generate.keys_of_all({side for pair in cls.pairs for side in pair.sides})

    def check(self, pair):
        wrong = [outcome for outcome in pairs.outcomes(pair, self.keys)
                 if outcome.what not in ("right", "false miss")]
        self.assertEqual("\n".join(f"{each.what}: {each.note}" for each in wrong), "")

    def test_few_false_misses(self):
        missed = [outcome for pair in self.pairs for outcome in pairs.outcomes(pair, self.keys)
                  if outcome.what == "false miss"]
        same = sum(list(pair.image.values()).count("same") for pair in self.pairs)
        print(f"# false misses: {len(missed)} of {same} kernels whose image stays the same")
        for each in missed:
            print(f"# false miss: {each.pair.title}: {each.note}")
        self.assertLessEqual(len(missed), pairs_run.MOST_FALSE_MISSES * same)


def add_case(pair):
    setattr(PairsTest, f"test_{pair.title}", lambda self: self.check(pair))


for each in pairs.load_all():
    add_case(each)

if __name__ == "__main__":
    tap.main()
