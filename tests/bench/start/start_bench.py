#!/usr/bin/env python3
"""Whole runs of a program that launches 48 kernels once each and checks them, on a GPU, beside the
same program without Larder; and what one launch costs in each. The programs check their results.

Both compile what they must in the driver: where only PTX fits, the first start compiles, and later
ones find what the first kept: Larder in its own store, CUDA in the driver's cache."""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import figures  # noqa: E402

RUNS = 9
SKIPPED = 77


class Program:
    """One program in a folder of its own, with what it and the driver keep."""

    def __init__(self, folder, program, cache=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.program = self.folder / "start"
        shutil.copy(program, self.program)
        if cache:
            for suffix in (".larder", ".larder-data"):
                shutil.copy(pathlib.Path(cache).with_suffix(suffix), self.folder / f"start{suffix}")
        self.kept = self.folder / "kept"
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("LARDER_", "CUDA_CACHE_"))}
        self.environment.update(LARDER_DEVICE="gpu", LARDER_LOG="warn",
                                LARDER_STORE=str(self.kept / "larder"),
                                CUDA_CACHE_PATH=str(self.kept / "driver"))

    def run(self, *arguments):
        """Seconds and output."""
        start = time.monotonic()
        ran = subprocess.run([self.program, *arguments], env=self.environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        seconds = time.monotonic() - start
        if ran.returncode != 0 or ran.stderr:
            sys.exit(f"{self.folder.name}: code {ran.returncode}: {ran.stderr}{ran.stdout}")
        return seconds, ran.stdout

    def forget(self):
        shutil.rmtree(self.kept, ignore_errors=True)
        self.kept.mkdir()

    def bytes(self):
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


def in_turn(programs, first):
    """Median seconds of each program, run in turn so that whatever changes meets all of them."""
    times = [[] for _ in programs]
    for each in programs:
        each.forget()
        each.run()
    for _ in range(RUNS):
        for each, column in zip(programs, times):
            if first:
                each.forget()
            column.append(each.run()[0])
    return [statistics.median(column) for column in times]


def row(case, unit, value, rival, rival_value):
    return figures.row("start", case, value, unit, rival, rival_value)


def start_rows(code, ptx, cuda_code, cuda_ptx):
    rows = [row("48 kernels, machine code", "s", *pair(in_turn([code, cuda_code], first=False)))]
    first = in_turn([ptx, cuda_ptx], first=True)
    later = in_turn([ptx, cuda_ptx], first=False)
    rows.append(row("48 kernels, PTX, first start", "s", *pair(first)))
    rows.append(row("48 kernels, PTX, later starts", "s", *pair(later)))
    rows.append(row("48 kernels, machine code, to PTX", "s", later[0], "its own first start",
                    first[0]))
    return rows


def pair(values):
    return values[0], "nvcc's program", values[1]


def launch_rows(code, cuda_code):
    """The medians of single launches, in nanoseconds."""
    each = [[], []]
    for _ in range(RUNS):
        for program, column in zip((code, cuda_code), each):
            column.append([float(word) for word in program.run("launches")[1].split()])
    medians = [[statistics.median(values) for values in zip(*column)] for column in each]
    return [row(case, "ns", *pair(values)) for case, values in
            zip(("one launch of many", "one launch, waited for"), zip(*medians))]


def why_no_gpu(program):
    environment = dict(os.environ, LARDER_DEVICE="gpu", LARDER_LOG="warn")
    ran = subprocess.run([program], env=environment, text=True, stderr=subprocess.PIPE)
    return ran.stderr.splitlines()[0] if ran.returncode != 0 else None


def main():
    parser = argparse.ArgumentParser()
    for name in ("larder", "code", "ptx", "cuda_code", "cuda_ptx"):
        parser.add_argument(name, type=os.path.abspath)
    parser.add_argument("--json")
    wanted = parser.parse_args()
    if not shutil.which("nvidia-smi"):
        print(f"no NVIDIA driver (nvidia-smi) on this machine: {why_no_gpu(wanted.larder)}")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        code = Program(place / "larder", wanted.larder, wanted.code)
        ptx = Program(place / "larder-ptx", wanted.larder, wanted.ptx)
        cuda_code = Program(place / "cuda", wanted.cuda_code)
        cuda_ptx = Program(place / "cuda-ptx", wanted.cuda_ptx)
        rows = start_rows(code, ptx, cuda_code, cuda_ptx) + launch_rows(code, cuda_code)
        rows.append(row("program and cache", "bytes", *pair((code.bytes(), cuda_code.bytes()))))
    text = json.dumps(rows, indent=1)
    if wanted.json:
        pathlib.Path(wanted.json).write_text(text)
    else:
        print(text)


main()
