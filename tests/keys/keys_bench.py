#!/usr/bin/env python3
"""Proof that a kernel's key is exact: mutants of corpus/, by larder-generate and by nvcc.

For each kernel of each mutant: did its key change, and did the image that nvcc makes of the user's
own source change? A false hit (same key, other image) fails; a false miss (other key, same image)
only costs a compilation. cubin.py says what an image is.
Arguments: larder-generate, nvcc, the repository's root; see --help for the rest.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import sys
import threading
import time

import compilers
import corpus
import cubin
import rules

SKIPPED = 77
MOST_REFUSED = 0.03  # of the mutants; more of them mean that little was compared


@dataclasses.dataclass(frozen=True)
class Pair:
    """One kernel of one mutant, beside the same kernel of the source that it was made from."""
    mutant: corpus.Mutant
    kernel: str
    key_changed: bool
    image_changed: bool
    note: str = ""  # what differs, for a false hit

    @property
    def false_hit(self):
        return self.image_changed and not self.key_changed

    @property
    def false_miss(self):
        return self.key_changed and not self.image_changed


class Compiled:
    """A program's keys and images; what is not asked for is not compiled."""

    def __init__(self, program, generate, nvcc):
        self.program, self.nvcc = program, nvcc
        self.keys = generate.keys(program)
        self.lock, self.cubins = threading.Lock(), {}

    def cubin(self, relocatable=False):
        with self.lock:
            if relocatable not in self.cubins:
                self.cubins[relocatable] = cubin.Cubin(self.nvcc.cubin(self.program, relocatable))
            return self.cubins[relocatable]


def images_differ(base, other, symbol):
    """What differs between two programs' images of a kernel; empty where they are the same."""
    name = base.keys[symbol][0]
    relocatable = base.cubin().shared() != other.cubin().shared()
    one, two = base.cubin(relocatable), other.cubin(relocatable)
    left = one.image(cubin.entry_of(symbol, name, one))
    right = two.image(cubin.entry_of(symbol, name, two))
    return "" if left == right else cubin.difference(left, right)


def pairs_of(base, mutant, generate, nvcc):
    other = Compiled(mutant.program, generate, nvcc)
    for symbol, (name, key) in base.keys.items():
        if symbol in other.keys:
            note = images_differ(base, other, symbol)
            yield Pair(mutant, name, key != other.keys[symbol][1], bool(note), note)


class Run:
    def __init__(self, generate, nvcc, keep):
        self.generate, self.nvcc, self.keep = generate, nvcc, keep
        self.pairs, self.refused, self.mutants, self.interrupted = [], [], 0, False

    def base(self, source):
        return Compiled(source.program, self.generate, self.nvcc)

    def one(self, base, mutant):
        try:
            return mutant, list(pairs_of(base, mutant, self.generate, self.nvcc)), None
        except compilers.Refused as refused:
            return mutant, [], refused

    def all(self, wanted):
        """`wanted`: (source, mutant) pairs."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            sources = {source.name: source for source, _ in wanted}
            bases = dict(zip(sources, pool.map(self.base, sources.values())))
            jobs = [pool.submit(self.one, bases[source.name], mutant) for source, mutant in wanted]
            try:
                for count, job in enumerate(concurrent.futures.as_completed(jobs), 1):
                    self.take(*job.result())
                    if count % 200 == 0:
                        print(f"{count} of {len(jobs)} mutants", flush=True)
            except KeyboardInterrupt:
                self.interrupted = True
                pool.shutdown(cancel_futures=True)

    def take(self, mutant, pairs, refused):
        if refused is not None:
            self.refused.append((mutant, refused))
            return
        self.mutants += 1
        self.pairs += pairs
        for pair in pairs:
            if pair.false_hit:
                self.report(pair)

    def report(self, pair):
        mutant = pair.mutant
        print(f"FALSE HIT: {mutant.source}, {mutant.kind}, kernel {pair.kernel}\n"
              f"    {mutant.what}\n    image: {pair.note}", flush=True)
        if self.keep:
            folder = pathlib.Path(self.keep, f"{mutant.source}-{len(os.listdir(self.keep))}")
            compilers.write(mutant.program, folder)
            (folder / "mutant.txt").write_text(f"{mutant}\n{pair.note}\n")


def chosen(sources, wanted):
    """(source, mutant) of all mutants, or of those asked for."""
    all_of_them = [(source, mutant) for index, source in enumerate(sources)
                   for mutant in rules.mutants(source, index)
                   if wanted.kind in (None, mutant.kind) and wanted.name in (None, source.name)]
    random.Random(rules.SEED).shuffle(all_of_them)  # so that any first part is a fair sample
    return all_of_them[:wanted.sample]


def by_kind(run):
    kinds = collections.defaultdict(list)
    for pair in run.pairs:
        kinds[pair.mutant.kind].append(pair)
    return dict(sorted(kinds.items()))


def table(run):
    heads = ("kind", "mutants", "pairs", "key changed", "image changed", "false hits",
             "false misses")
    rows = []
    for kind, pairs in by_kind(run).items():
        rows.append((kind, len({pair.mutant.program for pair in pairs}), len(pairs),
                     *(sum(getattr(pair, field) for pair in pairs) for field in
                       ("key_changed", "image_changed", "false_hit", "false_miss"))))
    rows.append(("all", *(sum(row[column] for row in rows) for column in range(1, len(heads)))))
    print("\n" + "".join(head.ljust(32) if head == "kind" else head.rjust(15) for head in heads))
    for row in rows:
        print(row[0].ljust(32) + "".join(f"{value:15}" for value in row[1:]))


def list_false_misses(run):
    for kind, pairs in by_kind(run).items():
        for pair in pairs:
            if pair.false_miss:
                print(f"false miss: {kind}: {pair.mutant.source}, {pair.kernel}: "
                      f"{pair.mutant.what[:120]!r}")


def list_refused(run):
    for mutant, refused in run.refused:
        program, text = refused.args
        reason = next((line for line in text.splitlines() if "error" in line), "")
        print(f"refused by {program}: {mutant.source}, {mutant.kind}: {mutant.what[:100]!r}: "
              f"{reason}")


def rows(run, seconds):
    same = sum(not pair.image_changed for pair in run.pairs)
    misses = sum(pair.false_miss for pair in run.pairs)
    hits = sum(pair.false_hit for pair in run.pairs)

    def row(case, value, unit, rival=None, rival_value=None):
        ratio = value / rival_value if rival_value else None
        return {"bench": "keys", "case": case, "value": value, "unit": unit, "rival": rival,
                "rival_value": rival_value, "ratio": ratio}

    generate, nvcc = run.generate, run.nvcc
    return [row("false hits", hits, "count"),
            row("false misses of same images", 100 * misses / same if same else 0, "%"),
            row("mutants", run.mutants, "count"), row("pairs", len(run.pairs), "count"),
            row("time", seconds, "s"),
            row("time per mutant", generate.seconds / max(1, generate.runs), "s", "nvcc -cubin",
                nvcc.seconds / max(1, nvcc.runs))]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("generate", "nvcc", "source"):
        parser.add_argument(name)
    parser.add_argument("--json", help="file to write the figures to")
    parser.add_argument("--sample", type=int, help="so many mutants, drawn from all")
    parser.add_argument("--kind", help="mutants of this kind alone")
    parser.add_argument("--name", help="mutants of this source alone")
    parser.add_argument("--keep", help="folder for mutants with false hits")
    parser.add_argument("--verbose", action="store_true", help="also list what was refused")
    return parser.parse_args()


def main():
    wanted = arguments()
    if not wanted.nvcc:
        print("no nvcc: nothing to compare keys with")
        sys.exit(SKIPPED)
    if wanted.keep:
        os.makedirs(wanted.keep, exist_ok=True)
    include = os.path.join(os.path.abspath(wanted.source), "runtime", "include")
    run = Run(compilers.Generate(os.path.abspath(wanted.generate), include),
              compilers.Nvcc(wanted.nvcc, include), wanted.keep)
    start = time.monotonic()
    run.all(chosen(corpus.load_all(), wanted))
    measured = rows(run, time.monotonic() - start)
    list_false_misses(run)
    if wanted.verbose:
        list_refused(run)
    table(run)
    values = {row["case"]: row["value"] for row in measured}
    print(f"\n{run.mutants} mutants, {len(run.pairs)} pairs in {values['time']:.0f} s; "
          f"{len(run.refused)} more edits that a compiler refuses\n"
          f"false misses: {values['false misses of same images']:.2f} % of the same images")
    if run.interrupted:
        sys.exit("interrupted: these are the figures of a part")
    if wanted.json:
        pathlib.Path(wanted.json).write_text(json.dumps(measured, indent=1) + "\n")
    if len(run.refused) > MOST_REFUSED * (run.mutants + len(run.refused)):
        sys.exit("too many edits were refused; --verbose lists them")
    sys.exit(1 if values["false hits"] else 0)


main()
