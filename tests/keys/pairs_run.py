"""Runs the pairs of pairs/ by larder-generate, and by nvcc where that is asked for."""
import collections
import concurrent.futures
import os

import cubin
import pairs

ARCH = "90"  # for which nvcc's verdicts were written down


class Run:
    """`variants` may be None: then they are not looked at."""

    def __init__(self, generate, nvcc, variants, remeasure):
        self.generate, self.nvcc, self.variants = generate, nvcc, variants
        self.remeasure, self.code = remeasure, {}
        self.outcomes, self.same, self.disputed = [], 0, 0

    def all(self, chosen):
        programs = list(dict.fromkeys(side for pair in chosen for side in pair.sides))
        keys = self.generate.keys_of_all(programs)
        if self.remeasure:
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                self.code = dict(zip(programs, pool.map(self.nvcc.cubin, programs)))
        for pair in chosen:
            image = self.verdict(pair) if self.remeasure else pair.image
            if image != pair.image:
                self.disputed += 1
                print(f"VERDICT: {pair.title}: {image}, written down is {pair.image}")
            self.same += list(image.values()).count("same")
            self.outcomes += pairs.outcomes(pair, keys, image)
        if self.variants:
            self.variants.check_all([(title_of(side, chosen), side) for side in programs], False,
                                    self.code)

    def verdict(self, pair):
        """nvcc's verdict on the kernels that both sources have."""
        if pair.refused:
            return {}
        one, other = (cubin.Cubin(self.code[side]) for side in pair.sides)
        if one.shared() != other.shared():
            one, other = (cubin.Cubin(self.nvcc.cubin(side, True)) for side in pair.sides)
        same_lines = one.lines() == other.lines()
        return {symbol: "same" if same_lines and one.image(symbol) == other.image(symbol)
                else "differs" for symbol in one.entries() if symbol in other.entries()}

    def count(self, what):
        return sum(outcome.what == what for outcome in self.outcomes)

    @property
    def unexplained(self):
        """False misses of which the file does not say why."""
        return [outcome for outcome in self.outcomes
                if outcome.what == "false miss" and not outcome.pair.miss]

    def show(self):
        for what, found in sorted(collections.Counter(each.what for each in self.outcomes).items()):
            print(f"pairs: {found} {what}")
        print(f"pairs: {self.count('false miss')} of {self.same} kernels whose image stays the same "
              f"are compiled again, {len(self.unexplained)} of them for no known cause")
        for outcome in self.outcomes:
            if outcome.what != "right":
                print(f"{outcome.what}: {outcome.pair.title}: {outcome.note[:300]} "
                      f"{outcome.pair.miss}")


def title_of(side, chosen):
    pair = next(each for each in chosen if side in each.sides)
    return f"{pair.title} ({'before' if side == pair.before else 'after'})"
