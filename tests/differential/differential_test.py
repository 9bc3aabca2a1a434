#!/usr/bin/env python3
"""A few of the kernels and of the planted faults of fuzz_bench.py.
Arguments: larder-generate, liblarder.a, the folder of Larder's headers."""
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import abstract  # noqa: E402
import build  # noqa: E402
import faults  # noqa: E402
import grow  # noqa: E402
import harness  # noqa: E402
import shrink  # noqa: E402
import tap  # noqa: E402

TOOLS = build.Tools.of(*sys.argv[1:4])
SEED, KERNELS, BATCH = "1", 40, 20
JOBS = len(os.sched_getaffinity(0))
# Of each kind one: the header, what the generator emits, parameters and the index that is noted.
PLANTED = ("wrong first index of a stretch", "> for >=", "parameters by reference",
           "noted is false")


class Lowerings(unittest.TestCase):
    def test_all_give_what_the_reference_gives(self):
        result = harness.run(TOOLS, SEED, KERNELS, BATCH, JOBS)
        self.assertEqual(result.kernels, KERNELS)
        self.assertGreater(result.plain, KERNELS // 3)
        self.assertGreater(result.fibers, 1)
        self.assertGreater(result.vectors, KERNELS // 2)
        for wrong in result.wrong[:1]:
            self.fail(harness.shrunk(TOOLS, wrong, seconds=120))


class PlantedFaults(unittest.TestCase):
    def test_are_found(self):
        wanted = [each for each in faults.ALL if each.name in PLANTED]
        self.assertEqual(len(wanted), len(PLANTED))
        missed = faults.missed(TOOLS, SEED, JOBS, wanted, say=lambda _: None, size=BATCH)
        self.assertEqual(missed, [])

    def test_have_a_place_each(self):
        header = pathlib.Path(sys.argv[3], "larder", "detail", "threads.h").read_text()
        for fault in faults.ALL:
            if fault.place == faults.HEADER:
                self.assertNotEqual(faults.planted(fault, header), header, fault.name)


class Shrinking(unittest.TestCase):
    """With a judge that only looks at the text."""

    def test_leaves_what_makes_a_kernel_wrong(self):
        wrong = "atomicAdd(&sums["
        number = next(i for i in range(200) if wrong in self.text(grow.grow(SEED, i)))
        kernel = grow.grow(SEED, number)
        judge, shrink.differing = shrink.differing, self.judge(wrong)
        try:
            small = shrink.Shrinker(TOOLS, None, 30).run(kernel)
        finally:
            shrink.differing = judge
        self.assertIn(wrong, self.text(small))
        self.assertLess(len(self.text(small).splitlines()), 16)
        self.assertEqual(len(small.launches), 1)

    def text(self, kernel):
        return abstract.render_all(kernel.body)

    def judge(self, wrong):
        return lambda tools, kernels, way: [wrong in self.text(each) for each in kernels]


class Growing(unittest.TestCase):
    def test_gives_the_same_kernel_for_the_same_seed(self):
        for number in range(20):
            self.assertEqual(grow.grow("x", number), grow.grow("x", number))


tap.main()
