#!/usr/bin/env python3
"""What checks of kernels cost: CPU time of a launch with checks, with ThreadSanitizer and, in OpenCL,
under Oclgrind, beside the same kernel on fibers without; medians of runs in turn. And the memory of the
checks beside the data that the kernels touch. Arguments: the programs without and with checks, then
those for ThreadSanitizer and Oclgrind as --tsan and --oclgrind, and --json FILE."""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import figures  # noqa: E402

KERNELS = {"saxpy": 30, "stencil": 10, "matrix-product": 2, "reduce": 20, "histogram": 5,
           "warp-sums": 20}
IN_OPENCL = ("saxpy", "stencil", "matrix-product", "reduce")
SLOW = {"ThreadSanitizer": 10, "Oclgrind": 100}  # so many times fewer launches
BLOCKS = 64
# For memory: arrays of 16 MB, so that little else counts; how many of them a kernel touches.
MANY_BLOCKS, ARRAY = 16384, 16384 * 256 * 4
OF_MEMORY = {"saxpy": 2, "stencil": 2, "reduce": 1, "warp-sums": 1}
RUNS = 3


def run(command, kernel, times, blocks=BLOCKS):
    """Seconds of a launch, and the most KiB of memory."""
    environment = os.environ | {"LARDER_CPU": "fibers", "LARDER_DEVICE": "cpu", "LARDER_LOG": "off",
                                "TSAN_OPTIONS": "report_bugs=0"}
    ran = subprocess.run([*command, kernel, str(times), str(blocks)], env=environment, text=True,
                         check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    seconds, memory = ran.stdout.split()
    return float(seconds), int(memory)


def measure(commands, kernel, times):
    """The medians; the programs take turns, so that a slow minute is slow for all."""
    taken = {name: [] for name in commands if name != "Oclgrind" or kernel in IN_OPENCL}
    for _ in range(RUNS):
        for name in taken:
            share = max(times // SLOW.get(name, 1), 1)
            taken[name].append(run(commands[name], kernel, share)[0])
    return {name: statistics.median(values) for name, values in taken.items()}


def time_rows(commands):
    for kernel, times in KERNELS.items():
        taken = measure(commands, kernel, times)
        unchecked = taken.pop("unchecked")
        for name, seconds in taken.items():
            yield figures.row("checks", f"{kernel}: {name}", seconds * 1e3, "ms", "unchecked, ms",
                              unchecked * 1e3)


def memory_rows(commands):
    for kernel, arrays in OF_MEMORY.items():
        more = (run(commands["checks"], kernel, 1, MANY_BLOCKS)[1] -
                run(commands["unchecked"], kernel, 1, MANY_BLOCKS)[1]) * 1024
        yield figures.row("checks", f"{kernel}: memory of checks", more / 1e6, "MB",
                          "data touched, MB", arrays * ARRAY / 1e6)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unchecked")
    parser.add_argument("checks")
    parser.add_argument("--tsan")
    parser.add_argument("--oclgrind")
    parser.add_argument("--json", required=True)
    given = parser.parse_args()
    commands = {"unchecked": [given.unchecked], "checks": [given.checks]}
    if given.tsan:
        commands["ThreadSanitizer"] = [given.tsan]
    if given.oclgrind and shutil.which("oclgrind"):
        commands["Oclgrind"] = ["oclgrind", "--data-races", given.oclgrind]
    rows = [*time_rows(commands), *memory_rows(commands)]
    pathlib.Path(given.json).write_text(json.dumps(rows))


main()
