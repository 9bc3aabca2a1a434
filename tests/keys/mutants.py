"""Mutants of corpus/: for each kernel of each, did its key change, and did nvcc's image of it?"""
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import threading

import compilers
import corpus
import cubin
import rules


# (source, what the compiler says): C++ that nvcc takes and Clang, which reads the source, does not.
BY_CLANG = {
    ("overload_member", "call to member function 'apply' is ambiguous"),  # GNU C++ has a rule more
    ("unrolled", "incompatible directives '#pragma unroll' and '#pragma unroll(4)'"),
}


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
        self.made = generate.made(program)
        self.keys = self.made.keys
        self.lock, self.code, self.cubins = threading.Lock(), {}, {}

    def cubin(self, relocatable=False):
        with self.lock:
            if relocatable not in self.cubins:
                self.code[relocatable] = self.nvcc.cubin(self.program, relocatable)
                self.cubins[relocatable] = cubin.Cubin(self.code[relocatable])
            return self.cubins[relocatable]


def images_differ(base, other, symbol):
    """The differences between two programs' images of a kernel; empty if they are the same."""
    name = base.keys[symbol][0]
    relocatable = base.cubin().shared() != other.cubin().shared()
    one, two = base.cubin(relocatable), other.cubin(relocatable)
    left = one.image(cubin.entry_of(symbol, name, one))
    right = two.image(cubin.entry_of(symbol, name, two))
    return "" if left == right else cubin.difference(left, right)


def pairs_of(base, mutant, other):
    for symbol, (name, key) in base.keys.items():
        if symbol in other.keys:
            note = images_differ(base, other, symbol)
            yield Pair(mutant, name, key != other.keys[symbol][1], bool(note), note)


class Run:
    """The mutants. `variants` may be None: then they are not looked at."""

    def __init__(self, generate, nvcc, variants, keep):
        self.generate, self.nvcc, self.variants, self.keep = generate, nvcc, variants, keep
        self.pairs, self.refused, self.mutants, self.interrupted = [], [], 0, False

    def compiled(self, program):
        return Compiled(program, self.generate, self.nvcc)

    def one(self, base, mutant):
        """(mutant, its kernels, who refused it)"""
        try:
            other = self.compiled(mutant.program)
            found = list(pairs_of(base, mutant, other))
        except compilers.Refused as refused:
            return mutant, [], self.with_word_of_nvcc(mutant, refused)
        if self.variants:
            other.cubin()
            self.variants.check(f"{mutant.source}, {mutant.kind}: {mutant.what[:100]!r}",
                                mutant.program, other.made, other.code[False])
        return mutant, found, None

    def with_word_of_nvcc(self, mutant, refused):
        """The compiler that rejects a mutant: nvcc if both do."""
        if refused.args[0] != "nvcc":
            try:
                self.nvcc.cubin(mutant.program)
            except compilers.Refused as by_nvcc:
                return by_nvcc
        return refused

    @property
    def refused_alone(self):
        """Mutants that larder-generate refuses and nvcc takes, for no known cause."""
        return [mutant for mutant, refused in self.refused if refused.args[0] != "nvcc" and
                not any(mutant.source == source and said in refused.args[1]
                        for source, said in BY_CLANG)]

    def all(self, wanted):
        """`wanted`: (source, mutant) pairs."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            programs = {source.name: source.program for source, _ in wanted}
            bases = dict(zip(programs, pool.map(self.compiled, programs.values())))
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


def all_of(sources, wanted):
    """(source, mutant) of all mutants, or of those asked for."""
    return [(source, mutant) for index, source in enumerate(sources)
            for mutant in rules.mutants(source, index)
            if wanted.kind in (None, mutant.kind) and wanted.name in (None, source.name)]


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


def list_refused(run, verbose):
    """nvcc refuses what is no program: that is of little interest."""
    for mutant, refused in run.refused:
        program, text = refused.args
        if program == "nvcc" and not verbose:
            continue
        reason = next((line for line in text.splitlines() if "error" in line), "")
        print(f"refused by {program}: {mutant.source}, {mutant.kind}: {mutant.what[:100]!r}: "
              f"{reason}")


def show(run, verbose):
    list_false_misses(run)
    list_refused(run, verbose)
    table(run)
    print(f"\n{run.mutants} mutants, {len(run.pairs)} kernels of them; {len(run.refused)} more edits "
          f"that a compiler refuses, {len(run.refused_alone)} of them larder-generate alone")
