"""Runs batches of random kernels in several ways and compares each with the reference."""
import concurrent.futures
import dataclasses
import shutil

import build
import grow
import shrink
import source
from build import Way

# As in LARDER_CPU; the default, and vectors of the smaller instruction set.
LOWERINGS = ("fibers", "plain", "", "vectors-v3")
QUICKEST, FASTEST = ("-O2",), ("-O3", "-march=native")


def compilers():
    """g++, and a clang++ where there is one."""
    return ["g++"] + [each for each in ("clang++-19", "clang++") if shutil.which(each)][:1]


def ways_of(number, every=False):
    """How a batch is compiled: by -O2, and by one of the others in turn, or by all of them."""
    others = [(compiler, flags) for flags in (FASTEST, ("-O0",), QUICKEST, ("-O1",))
              for compiler in reversed(compilers())]
    main = others.pop(others.index(("g++", QUICKEST)))
    chosen = [main, *(others if every else [others[number % len(others)]])]
    return [Way(f"{lowering or 'default'}, {compiler} {' '.join(flags)}", compiler, flags, lowering)
            for compiler, flags in chosen for lowering in LOWERINGS]


@dataclasses.dataclass
class Wrong:
    kernel: object
    way: Way
    text: str  # what differs, or what a tool said


@dataclasses.dataclass
class Result:
    kernels: int = 0
    plain: int = 0
    fibers: int = 0
    vectors: int = 0
    launches: int = 0
    wrong: list = dataclasses.field(default_factory=list)

    def add(self, other):
        for name in ("kernels", "plain", "fibers", "vectors", "launches", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def values(output):
    return [line for line in output.splitlines() if line.startswith("=")]


def first_difference(batch, kernel, way, program):
    right = values(batch.run(batch.reference(), words=[kernel.name]))
    got = values(batch.run(program, way.lowering, [kernel.name]))
    lines = [f"reference {one[2:]}, here {two.rsplit(' ', 1)[1]}"
             for one, two in zip(right, got) if one != two]
    return f"{len(lines)} values differ: launch " + "; ".join(lines[:4])


def compare(batch, way, right, include=None, text="batch.larder.cpp"):
    """The kernels whose results in one way are not the reference's."""
    program = batch.compile(way, text, include)
    got = build.digests(batch.run(program, way.lowering))
    names = {place[0] for place, digest in right.items() if got.get(place) != digest}
    return [Wrong(each, way, first_difference(batch, each, way, program))
            for each in batch.kernels if each.name in names]


def run_batch(tools, kernels, ways):
    """The result of a batch. If a tool fails, finds the kernels that make it fail."""
    out = Result()
    try:
        with build.Batch(tools, kernels) as batch:
            right = build.digests(batch.run(batch.reference()))
            lowered = build.lowerings(batch.generate())
            for way in ways:
                out.wrong += compare(batch, way, right)
    except build.Failed as failed:
        if len(kernels) == 1:
            return Result(1, wrong=[Wrong(kernels[0], ways[0], str(failed))])
        middle = len(kernels) // 2
        for some in (kernels[:middle], kernels[middle:]):
            out.add(run_batch(tools, some, ways))
        return out
    out.kernels, out.launches = len(kernels), len(right)
    out.plain = sum("kPlain" in words for words in lowered)
    out.fibers = sum(words == ["kFibers"] for words in lowered)
    out.vectors = sum("kVectors" in words for words in lowered)
    return out


def run(tools, seed, count, size, jobs, every=False, progress=None, part=(1, 1)):
    """`count` kernels, in batches of `size`, `jobs` at once; of the batches, every so many."""
    out = Result()

    def one(number):
        first = number * size
        kernels = [grow.grow(seed, i) for i in range(first, min(first + size, count))]
        return run_batch(tools, kernels, ways_of(number, every))

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for result in pool.map(one, range(part[0] - 1, (count + size - 1) // size, part[1])):
            out.add(result)
            if progress:
                progress(out)
    return out


def shrunk(tools, wrong, seconds=240):
    """The kernel made small, as a text for a person: what differs, and a source to run."""
    kernel = shrink.Shrinker(tools, wrong.way, seconds).run(wrong.kernel)
    again = run_batch(tools, [kernel], [wrong.way]).wrong
    text = again[0].text if again else wrong.text
    return (f"kernel {kernel.name} of seed {kernel.seed}, {wrong.way.name}: {text}\n"
            "// Run it with -I tests/differential as any source of Larder; "
            f"`./program {kernel.name}` prints all values.\n" + source.larder_source([kernel]))
