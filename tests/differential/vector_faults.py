"""Faults planted in the lowering in vectors: the harness must find each. A larder-generate is built for
each fault, from the objects of the one that is tested and one that has the fault."""
import concurrent.futures
import dataclasses
import itertools
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import threading

import build
import grow
import harness
import source
from faults import LOOPS, Misplaced, not_found

FOLDER = "generator/lower/vectors"
PROGRAM = "generator/larder-generate"
WAYS = [harness.Way(f"{lowering or 'default'}, g++ -O1", "g++", ("-O1",), lowering)
        for lowering in ("", "vectors-v3")]
SIZE, MOST_BATCHES = 8, 12


@dataclasses.dataclass(frozen=True)
class Fault:
    name: str
    file: str
    text: str
    replacement: str
    needs: str = ""  # what is in all kernels that may show the fault: a regular expression

    def __str__(self):
        return f"{self.name} ({self.file})"

    def planted(self, source):
        if self.text not in source:
            raise Misplaced(str(self))
        return source.replace(self.text, self.replacement, 1)


ALL = [
    Fault("a ballot of lanes that are not here", "exchanges.cpp",
          "code_.bits(code_.here_or(ones, llvm::Constant::getNullValue(ones->getType())))",
          "code_.bits(ones)", r"__ballot_sync"),
    Fault("all() is any()", "exchanges.cpp", "CreateICmpEQ(ballot(), code_.lane_bits())",
          "CreateICmpNE(ballot(), builder_.getInt32(0))", r"__all_sync"),
    Fault("the least of signed numbers as of unsigned ones", "exchanges.cpp",
          "CreateIntMinReduce(with(kMost), true)", "CreateIntMinReduce(with(kMost), false)",
          r"int v.*__reduce_min_sync"),
    Fault("lanes that are not here count as 0 in a maximum", "exchanges.cpp",
          "with(INT32_MIN)", "with(0)", r"int v.*__reduce_max_sync"),
    Fault("lanes that are not here count as 0 in an and", "exchanges.cpp",
          "CreateAndReduce(with(-1))", "CreateAndReduce(with(0))", r"__reduce_and_sync"),
    Fault("all lanes match as the first does", "exchanges.cpp",
          "bits_like(array.get(lane))", "bits_like(array.get(builder_.getInt32(0)))",
          r"__match_any_sync"),
    Fault("shuffles of half a warp", "exchanges.cpp", "kLanes - 1)", "kLanes / 2 - 1)", r"__shfl_"),
    Fault("permutes of one register", "permutes.cpp", "low : high), table[1]}",
          "low : high), table[0]}", r"__shfl_sync"),
    Fault("remainders with the wrong sign", "divisions.cpp",
          "CreateSub(dividend, builder.CreateMul(out, divisor))",
          "CreateSub(builder.CreateMul(out, divisor), dividend)"),
    Fault("divisions of 64 bits by doubles", "divisions.cpp",
          "CreateOr(out, builder.CreateICmpNE(upper, none))",
          "CreateAnd(out, builder.CreateICmpNE(upper, none))"),
    Fault("stores without a mask", "memory.cpp",
          "if (mask == nullptr)\n      builder.CreateAlignedStore(values",
          "if (true)\n      builder.CreateAlignedStore(values"),
    Fault("scatters without a mask", "memory.cpp", "store.getAlign(), code.lanes())",
          "store.getAlign())"),
    Fault("halves of a warp in the wrong order", "memory.cpp",
          "CreateShuffleVector(low, high, lanes)", "CreateShuffleVector(high, low, lanes)"),
    Fault("additions to shared memory subtract", "memory.cpp", "CreateAdd(old, value)",
          "CreateSub(old, value)", r"atomicAdd\(&sh"),
    Fault("maxima of unsigned numbers as of signed ones", "memory.cpp",
          "winner<llvm::CmpInst::ICMP_UGT>", "winner<llvm::CmpInst::ICMP_SGT>", r"atomicMax\(&sh"),
    Fault("minima are maxima", "memory.cpp", "winner<llvm::CmpInst::ICMP_ULT>",
          "winner<llvm::CmpInst::ICMP_UGT>", r"atomicMin\(&sh"),
    Fault("updates return their operand", "memory.cpp", "  return old;\n}", "  return operand;\n}",
          r"= atomic"),
    Fault("choices by a condition that differs are uniform", "shapes.cpp",
          "if (!which.is_uniform()) return Shape::varying();", ""),
    Fault("values of lanes that meet are uniform", "shapes.cpp",
          "if (joins_.contains(block) && phi.hasConstantValue() == nullptr) return Shape::varying();",
          ""),
    Fault("values behind a loop that lanes leave are uniform", "shapes.cpp",
          "if (loops_out_.contains(loop)) return Shape::varying();", "(void)loops_out_;"),
    Fault("strides add up in differences", "shapes.cpp", "a.stride - b.stride",
          "a.stride + b.stride"),
    Fault("strides are not shifted", "shapes.cpp", "a.stride << *factor", "a.stride"),
    Fault("any mask keeps a stride", "shapes.cpp", "if (low == kLanes - 1) return Shape::affine",
          "if (low != 0) return Shape::affine"),
    Fault("half a warp is on one side of a bound", "shapes.cpp",
          "(below ? *bound : *bound + 1) % kLanes == 0",
          "(below ? *bound : *bound + 1) % (kLanes / 2) == 0"),
    Fault("numbers that wrap round keep their stride", "shapes.cpp",
          "return extends(operand, false) ? shape : unless_it_wraps(false);", "return shape;"),
    Fault("values of lanes that came before are lost", "flow.cpp",
          "value = builder_.CreateSelect(which, value, old);", "(void)which;"),
    Fault("lanes that came before are lost", "flow.cpp",
          "CreateStore(builder_.CreateOr(old, sent), waiting)", "CreateStore(sent, waiting)"),
    Fault("a loop ends for all with the first lane", "flow.cpp", "again = code_.any(lanes[i]);",
          "again = builder_.CreateICmpEQ(code_.bits(lanes[i]), code_.lane_bits());"),
    Fault("no lane takes the other way", "flow.cpp", "code_.here_or(builder_.CreateNot(condition)",
          "code_.here_or(condition"),
    Fault("values behind a loop are forgotten in each turn", "flow.cpp",
          "if (loops_.getLoopFor(next) != loops_.getLoopFor(&block)) continue;", ""),
    Fault("what changes between barriers is not kept", "regions.cpp",
          "if (!known || llvm::any_of(own->users(), writes))", "if (!known)"),
    Fault("variables keep their first constant", "regions.cpp",
          "if (value == nullptr || (only != nullptr && only != value)) return nullptr;",
          "if (value == nullptr) return nullptr;"),
    Fault("votes are not cleared", "block_code.cpp",
          "builder_.CreateStore(llvm::Constant::getNullValue(pair), address(Offsets::kNextVotes));",
          "", r"__syncthreads_"),
    Fault("y and z of a warp swapped", "block_code.cpp", "body(x, y, z); });", "body(x, z, y); });"),
    Fault("x and y of short rows swapped", "values.cpp", "lane % row : lane / row",
          "lane / row : lane % row"),
    Fault("a lone lane is all others", "lone_lanes.cpp",
          "test->getPredicate() == llvm::CmpInst::ICMP_EQ",
          "test->getPredicate() == llvm::CmpInst::ICMP_NE", r"threadIdx.x =="),
    Fault("the other place is chosen", "chosen_places.cpp", "{choice.first, choice.second}",
          "{choice.second, choice.first}", r"tid == 0u \?|min\(tid|min\(threadIdx.x"),
    Fault("a difference of 1 is added", "chosen_places.cpp",
          "is_signed ? llvm::Constant::getAllOnesValue(type) : ", "(void)is_signed, ",
          r"tid - 1u|- 1u"),
    Fault("whole warps are those that return", "whole_warps.cpp", "if (leaves == 0) passes",
          "if (leaves != 0) passes"),
]


class Generators:
    """Builds larder-generate with a fault, by the commands of Larder's build folder."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        entries = json.loads(pathlib.Path(self.folder, "compile_commands.json").read_text())
        # Each compiles some of the folder's sources together.
        self.entries = [each for each in entries if f"{FOLDER}/" in each["file"]]
        commands = subprocess.run(["ninja", "-C", self.folder, "-t", "commands", PROGRAM],
                                  check=True, capture_output=True, text=True).stdout.splitlines()
        self.link = shlex.split(commands[-1])

    def text(self, file):
        return pathlib.Path(self.folder, file).read_text()

    def run(self, command, what):
        build.execute(command, self.folder, what, timeout=600)

    def with_fault(self, fault, folder):
        entry, original = next(
            (entry, source) for entry in self.entries
            for source in re.findall("#include *<(.*)>", self.text(entry["file"]))
            if pathlib.Path(source).name == fault.file)
        planted = pathlib.Path(folder, fault.file)
        planted.write_text(fault.planted(self.text(original)))
        changed, output = pathlib.Path(folder, "together.cpp"), str(pathlib.Path(folder, "fault.o"))
        changed.write_text(self.text(entry["file"]).replace(original, str(planted)))
        command = shlex.split(entry["command"])
        for flag, value in (("-o", output), ("-MF", output + ".d"), ("-c", str(changed))):
            command[command.index(flag) + 1] = value
        self.run(command, f"compile {fault}")
        objects = [output if each is entry else each["output"] for each in self.entries]
        program = str(pathlib.Path(folder, "larder-generate"))
        link = [word for word in self.link if not word.endswith("liblarder-vectors.a")]
        link[link.index("-o") + 1] = program
        self.run([*link[:1], *objects, *link[1:]], f"link {fault}")
        return program


def waiting_kernels(seed, needs):
    """Kernels that are likely to become vectors, without end."""
    for number in itertools.count():
        grower = grow.Grower(seed, number)
        if grower.style in LOOPS:
            continue
        kernel = grower.grow()
        if re.search(needs, source.larder_source([kernel])):
            yield kernel


def is_wrong(tools, kernels, right):
    with build.Batch(tools, kernels) as batch:
        try:
            batch.generate()
            return any(build.digests(batch.run(batch.compile(way), way.lowering, timeout=20)) != right
                       for way in WAYS)
        except build.Failed:
            return True


class Batches:
    """Of kernels that a fault needs, and their right results."""

    def __init__(self, tools, seed, needs):
        self.tools, self.needs, self.kernels = tools, needs, waiting_kernels(seed, needs)
        self.made, self.lock = [], threading.Lock()

    def __getitem__(self, number):
        with self.lock:
            while len(self.made) <= number:
                kernels = list(itertools.islice(self.kernels, SIZE))
                with build.Batch(self.tools, kernels) as batch:
                    right = build.digests(batch.run(batch.reference()))
                if is_wrong(self.tools, kernels, right):
                    raise build.Failed(f"kernels with {self.needs} are wrong without a fault: "
                                       + " ".join(each.name for each in kernels))
                self.made.append((kernels, right))
            return self.made[number]


class Hunt:
    def __init__(self, tools, seed, folder, wanted):
        self.tools, self.generators = tools, Generators(folder)
        self.batches = {each.needs: Batches(tools, seed, each.needs) for each in wanted}

    def finds(self, fault):
        """The number of batches that it took; 0: not found."""
        with tempfile.TemporaryDirectory(prefix="larder-fault-") as folder:
            program = self.generators.with_fault(fault, folder)
            faulty = dataclasses.replace(self.tools, generate=program)
            for number in range(MOST_BATCHES):
                if is_wrong(faulty, *self.batches[fault.needs][number]):
                    return number + 1
        return 0


def missed(tools, seed, jobs, folder, wanted=ALL, say=print):
    """The faults that were not found. `folder`: Larder's build folder."""
    hunt = Hunt(tools, seed, folder, wanted)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return not_found(wanted, pool.map(hunt.finds, wanted), say)
