"""Faults planted in the plain lowering: the harness must find each.

Some are in larder/detail/threads.h, some in what the generator emits. A run of neighbours that is
cut too short, or one that begins anew, is no fault: the rest is run next.
"""
import concurrent.futures
import dataclasses
import pathlib
import re
import shutil
import tempfile
import threading

import build
import grow
import harness

HEADER, EMITTED, PROBE = "threads.h", "the emitted source", "the emitted probes"
WAY = harness.Way("default, g++ -O1", "g++", ("-O1",))
SIZE, MOST_BATCHES = 32, 16
LOOPS = ("guarded", "direct", "plain")


@dataclasses.dataclass(frozen=True)
class Fault:
    name: str
    place: str
    pattern: str
    replacement: str

    def __str__(self):
        return f"{self.name} ({self.place})"


def exact(name, text, replacement):
    return Fault(name, HEADER, re.escape(text), replacement.replace("\\", r"\\"))


ALL = [
    exact("the first thread of a row is left out",
          "out.first = {0, 0, 0}", "out.first = {1, 0, 0}"),
    exact("y and z of the block swapped", "{size.x, size.y, size.z}", "{size.x, size.z, size.y}"),
    exact("one plane of the block only", "{size.x, size.y, size.z}", "{size.x, size.y, 1}"),
    exact("the last thread of a row is left out", "{size.x, size.y, size.z}",
          "{size.x - 1, size.y, size.z}"),
    exact("the grid's size for the block's",
          "size = simulator::blockDim", "size = simulator::gridDim"),
    exact("the block's size for the grid's", "size, simulator::gridDim}", "size, size}"),
    exact("sizes of block and grid swapped", "threads.block_size, threads.grid_size, step",
          "threads.grid_size, threads.block_size, step"),
    exact("the index is never noted", "if (Noted) simulator", "if (false) simulator"),
    exact("all threads share one body", "Body own(body);", "Body& own = const_cast<Body&>(body);"),
    exact("parameters by reference, without guards", "each_thread<noted>([capture]",
          "each_thread<noted>([&]"),
    exact("parameters by reference, with guards",
          "[capture](LARDER_INDICES, [[maybe_unused]] const",
          "[&](LARDER_INDICES, [[maybe_unused]] const"),
    exact("noted is false with guards", "each_thread_where<noted>", "each_thread_where<false>"),
    exact("y and z swapped without guards",
          "threads, uint3{x, y, z});", "threads, uint3{x, z, y});"),
    exact("y and z swapped in the probe",
          "return probe(uint3{x, y, z}", "return probe(uint3{x, z, y}"),
    exact("y and z swapped with guards", "static_cast<unsigned>(step), y, z}",
          "static_cast<unsigned>(step), z, y}"),
    exact("the last neighbour is not asked", "probe(end - 1, last_index);",
          "(probe(end - 1, last_index), true);"),
    exact("negative indices count up too", "index >= 0 && last_index", "last_index"),
    exact("wrapping round is not seen",
          "index >= 0 && last_index - index == std::int64_t{end - 1 - x}",
          "index >= 0"),
    exact("the whole row where both ends hold", "last_holds && counts ? end", "last_holds ? end"),
    exact("wrong first index where the first holds",
          "end : x + 1, index}", "end : x + 1, index + 1}"),
    exact("one too many where nothing counts",
          "end : x + 1, index}", "end : min(x + 2, end), index}"),
    exact("the index of another thread", "!probe(x, index)", "!probe(x, last_index)"),
    exact("a thread where none holds", "return {end, end, 0}", "return {end - 1, end, 0}"),
    exact("all that follow where nothing counts", "if (!counts) return {x, x + 1, index}",
          "if (!counts) return {x, end, index}"),
    exact("the first of a tail is left out", "if (last_holds) return {x, end, index}",
          "if (last_holds) return {x + 1, end, index + 1}"),
    exact("wrong first index of a tail", "if (last_holds) return {x, end, index}",
          "if (last_holds) return {x, end, index + 1}"),
    exact("one too many before the end of a stretch", "!probe(stop - 1, last_index)",
          "!probe(stop - 2, last_index)"),
    exact("one too many of a stretch", "return {x, stop, index}", "return {x, stop + 1, index}"),
    exact("wrong first index of a stretch",
          "return {x, stop, index}", "return {x, stop, index + 1}"),
    exact("one too few in the count",
          "int>(run.end - run.first);", "int>(run.end - run.first - 1);"),
    exact("one too many in the count",
          "int>(run.end - run.first);", "int>(run.end - run.first + 1);"),
    exact("threadIdx.x from where the search began",
          "uint3{run.first + static", "uint3{x + static"),
    exact("the next run begins one late", "x = run.end;", "x = run.end + 1;"),
    exact("the index does not count", "+ static_cast<type>(larder_step)", ""),
    exact("threads that return go on", "LARDER_FALSE(...) (false && (__VA_ARGS__))",
          "LARDER_FALSE(...) (true || (__VA_ARGS__))"),
    Fault("a last guard is not asked",
          PROBE, r"return static_cast<bool>\(.*\);\)", "return true;)"),
    Fault("guards that return are not asked", PROBE, r"\) return false;", ");"),
    Fault("< for <=", PROBE, r" <= ", " < "),
    Fault("> for >=", PROBE, r" >= ", " > "),
    Fault("!= for ==", PROBE, r" == ", " != "),
    Fault("|| for &&", PROBE, r" && ", " || "),
    Fault("index + 1", PROBE, r"(larder_index = static_cast<::std::int64_t>\(\w+\));", r"\1 + 1;"),
    Fault("blockIdx.x for blockIdx.y", PROBE, r"blockIdx\.y", "blockIdx.x"),
    Fault("the index is cut to 32 bits",
          EMITTED, r"LARDER_INDEX\((unsigned )?long,", "LARDER_INDEX(int,"),
    Fault("the index is signed", EMITTED, r"LARDER_INDEX\(unsigned int,", "LARDER_INDEX(short,"),
    Fault("parameters by reference", EMITTED, r"(LARDER_THREADS(_WHERE)?)\(=,", r"\1(&,"),
    Fault("noted is false", EMITTED, r"(LARDER_THREADS(?:_WHERE)?\([&=]), true", r"\1, false"),
]


class Misplaced(Exception):
    """A fault's text is not there any more: it must be written anew."""


def planted(fault, text):
    if fault.place == PROBE:
        lines = [re.sub(fault.pattern, fault.replacement, line) if "LARDER_THREADS_WHERE(" in line
                 else line for line in text.split("\n")]
        return "\n".join(lines)
    return re.sub(fault.pattern, fault.replacement, text)


def include_with(fault, include, folder):
    shutil.copytree(include, folder, dirs_exist_ok=True)
    header = pathlib.Path(folder, "larder", "detail", "threads.h")
    text = planted(fault, header.read_text())
    if text == header.read_text():
        raise Misplaced(str(fault))
    header.write_text(text)


def loop_kernels(seed):
    """Kernels that are likely to become plain loops, without end."""
    number = 0
    while True:
        grower = grow.Grower(seed, number)
        if grower.style in LOOPS:
            yield grower.grow()
        number += 1


class Hunt:
    """Looks for faults in batches that are made once."""

    def __init__(self, tools, seed, size):
        self.size = size
        self.tools, self.seed, self.kernels = tools, seed, loop_kernels(seed)
        self.batches, self.lock = [], threading.Lock()

    def batch(self, number):
        with self.lock:
            return self.made(number)

    def made(self, number):
        while len(self.batches) <= number:
            batch = build.Batch(self.tools, [next(self.kernels) for _ in range(self.size)])
            right = build.digests(batch.run(batch.reference()))
            host = batch.generate()
            if build.digests(batch.run(batch.compile(WAY))) != right:
                raise build.Failed(f"batch {number} of seed {self.seed} is wrong without a fault")
            self.batches.append((batch, right, host))
        return self.batches[number]

    def wrong_in(self, number, fault, include):
        """Whether the results of a batch are wrong, or the program does not end well."""
        batch, right, host = self.batch(number)
        name = "batch.larder.cpp"
        if fault.place != HEADER:
            text = planted(fault, host)
            if text == host:
                return False
            name = f"{fault.name.replace(' ', '-')}.larder.cpp".replace("|", "I")
            batch.write(name, text)
        program = batch.compile(WAY, name, include)
        try:
            return build.digests(batch.run(program, timeout=20)) != right
        except build.Failed:
            return True

    def finds(self, fault):
        """The number of batches that it took; 0: not found."""
        with tempfile.TemporaryDirectory(prefix="larder-differential-") as include:
            given = None
            if fault.place == HEADER:
                include_with(fault, self.tools.include, include)
                given = include
            for number in range(MOST_BATCHES):
                if self.wrong_in(number, fault, given):
                    return number + 1
        return 0

    def close(self):
        for batch, _, _ in self.batches:
            batch.__exit__()


def missed(tools, seed, jobs, wanted=ALL, say=print, size=SIZE):
    """The faults that were not found."""
    hunt = Hunt(tools, seed, size)
    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            found = list(pool.map(hunt.finds, wanted))
    finally:
        hunt.close()
    return not_found(wanted, found, say)


def not_found(wanted, found, say):
    """`found`: the number of batches that each of the wanted took; 0: not found."""
    out = []
    for fault, batches in zip(wanted, found):
        say(f"planted: {fault}: {f'found in batch {batches}' if batches else 'NOT FOUND'}")
        if not batches:
            out.append(fault)
    return out
