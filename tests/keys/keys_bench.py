#!/usr/bin/env python3
"""Proof that a kernel's key is exact and its image right, with nvcc as the judge.

- mutants: for each kernel of each mutant of corpus/, did its key change, and did the image that nvcc
  makes of the user's own source change? A false hit (same key, other image) fails; a false miss
  (other key, same image) only costs a compilation. cubin.py says what an image is.
- pairs: the same for the pairs of sources in pairs/, whose verdicts are written down.
- variants: for all of these sources, is what a cache ships nvcc's code of the user's own source,
  and the same bytes whatever else was stale? shipped.py says how that is told.
Arguments: larder-generate, larder-pack, larder, nvcc, the repository's root; see --help.
"""
import argparse
import json
import os
import pathlib
import random
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import compilers  # noqa: E402
import corpus  # noqa: E402
import figures  # noqa: E402
import mutants  # noqa: E402
import pairs  # noqa: E402
import pairs_run  # noqa: E402
import rules  # noqa: E402
import shipped  # noqa: E402
import variants  # noqa: E402

SKIPPED = 77
MOST_REFUSED = 0.03  # of the mutants; more of them mean that little was compared
QUICK = {"mutants": 120, "pairs": 40, "sources": 12}
CHECKS = ("mutants", "pairs", "variants")


def row(case, value, unit, *rival):
    return figures.row("keys", case, value, unit, *rival)


def sampled(items, limit, part=(1, 1)):
    """A fair sample; all where there is no limit. Of this, one of several parts."""
    drawn = list(items)
    random.Random(rules.SEED).shuffle(drawn)
    number, parts = part
    return drawn[:limit][number - 1::parts]


class Bench:
    """The tools, one set for each architecture, and what was measured."""

    def __init__(self, wanted):
        self.wanted, self.rows, self.failed = wanted, [], []
        self.include = os.path.join(os.path.abspath(wanted.source), "runtime", "include")

    def limit(self, what):
        return self.wanted.sample or (QUICK[what] if self.wanted.quick else None)

    def tools(self, arch):
        wanted = self.wanted
        nvcc = compilers.Nvcc(wanted.nvcc, self.include, arch)
        generate = compilers.Generate(os.path.abspath(wanted.generate), self.include, wanted.nvcc,
                                      arch)
        shipper = shipped.Shipper(generate, os.path.abspath(wanted.pack),
                                  os.path.abspath(wanted.larder), nvcc)
        checks = variants.Variants(shipper) if "variants" in wanted.checks else None
        return generate, nvcc, checks

    def fail_if(self, wrong, text):
        if wrong:
            self.failed.append(text)

    def timed(self, name, run, *arguments):
        start = time.monotonic()
        result = run(*arguments)
        self.rows.append(row(f"{name}: time", time.monotonic() - start, "s"))
        return result

    def add_keys(self, name, hits, misses, same):
        self.rows += [row(f"{name}: false hits", hits, "count"),
                      row(f"{name}: false misses of same images", 100 * misses / max(1, same), "%")]
        self.fail_if(hits, f"{name}: {hits} false hits")

    def add_variants(self, name, checks):
        if checks is None:
            return
        checks.report(name)
        for case in ("same", "differs", "refused", "whole"):
            self.rows.append(row(f"{name}: variants: {case}", checks.outcomes[case], "count"))
        self.fail_if(checks.failures, f"{name}: {len(checks.failures)} variants are wrong")

    def mutants(self):
        generate, nvcc, checks = self.tools(compilers.ARCH)
        run = mutants.Run(generate, nvcc, checks, self.wanted.keep)
        chosen = sampled(mutants.all_of(corpus.load_all(), self.wanted), self.limit("mutants"),
                         self.wanted.part)
        self.timed("mutants", run.all, chosen)
        mutants.show(run, self.wanted.verbose)
        same = sum(not pair.image_changed for pair in run.pairs)
        self.rows += [row("mutants", run.mutants, "count"), row("kernels", len(run.pairs), "count"),
                      row("mutants: refused by larder-generate alone", len(run.refused_alone),
                          "count"),
                      row("time per mutant", generate.seconds / max(1, generate.runs), "s",
                          "nvcc -cubin", nvcc.seconds / max(1, nvcc.runs))]
        self.add_keys("mutants", sum(pair.false_hit for pair in run.pairs),
                      sum(pair.false_miss for pair in run.pairs), same)
        self.add_variants("mutants", checks)
        self.fail_if(run.refused_alone, "larder-generate refuses mutants that nvcc takes")
        self.fail_if(len(run.refused) > MOST_REFUSED * (run.mutants + len(run.refused)),
                     "too many edits were refused; --verbose lists them")
        self.fail_if(run.interrupted, "interrupted: these are the figures of a part")

    def pairs(self):
        generate, nvcc, checks = self.tools(pairs_run.ARCH)
        run = pairs_run.Run(generate, nvcc, checks, self.wanted.remeasure)
        chosen = [pair for pair in pairs.load_all()
                  if self.wanted.name is None or self.wanted.name in pair.title]
        self.timed("pairs", run.all, sampled(chosen, self.limit("pairs"),
                                             self.wanted.part))
        run.show()
        self.add_keys("pairs", run.count("false hit"), run.count("false miss"), run.same)
        for what in ("refused", "gone"):
            self.fail_if(run.count(what), f"pairs: {run.count(what)} {what}")
        self.fail_if(run.disputed, f"pairs: nvcc's verdict on {run.disputed} is not as written down")
        self.fail_if(run.unexplained, "pairs: false misses without a cause")
        self.add_variants("pairs", checks)

    def variants(self):
        """The corpus itself, in all companies."""
        _, _, checks = self.tools(compilers.ARCH)
        sources = [source for source in corpus.load_all()
                   if self.wanted.name in (None, source.name)]
        self.timed("corpus", checks.check_all,
                   [(source.name, source.program) for source in
                    sampled(sources, self.limit("sources"), self.wanted.part)], True)
        self.add_variants("corpus", checks)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generate", "pack", "larder", "nvcc", "source"):
        parser.add_argument(name)
    parser.add_argument("--json", help="file to write the figures to")
    parser.add_argument("--only", action="append", dest="checks", choices=CHECKS,
                        help="this check alone; may be repeated. Without \"variants\" nothing is "
                             "packed")
    parser.add_argument("--quick", action="store_true", help="a sample of each that takes minutes")
    parser.add_argument("--sample", type=int, help="so many of each, drawn from all")
    parser.add_argument("--part", type=figures.part_of, default=(1, 1), metavar="N/OF",
                        help="one of several parts, which together are all")
    parser.add_argument("--kind", help="mutants of this kind alone")
    parser.add_argument("--name", help="sources and pairs of this name alone")
    parser.add_argument("--keep", help="folder for mutants with false hits")
    parser.add_argument("--remeasure", action="store_true",
                        help="ask nvcc again for its verdict on pairs, and compare")
    parser.add_argument("--verbose", action="store_true", help="also list what was refused")
    wanted = parser.parse_args()
    wanted.checks = wanted.checks or CHECKS
    return wanted


def main():
    wanted = arguments()
    if not wanted.nvcc:
        print("no nvcc: nothing to compare keys with")
        sys.exit(SKIPPED)
    if wanted.keep:
        os.makedirs(wanted.keep, exist_ok=True)
    bench = Bench(wanted)
    for check in CHECKS:
        if check in wanted.checks:
            getattr(bench, check)()
    for measured in bench.rows:
        print(f"{measured['case']}: {measured['value']:.4g} {measured['unit']}")
    for text in bench.failed:
        print(f"failed: {text}")
    if wanted.json:
        pathlib.Path(wanted.json).write_text(json.dumps(bench.rows, indent=1) + "\n")
    sys.exit(1 if bench.failed else 0)


main()
