#!/usr/bin/env python3
"""What checks of kernels cost: CPU time of a launch with checks, and with ThreadSanitizer, beside the
same kernel on fibers without; medians of runs in turn. Arguments: the three programs (the last may be
missing), then --json FILE."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

KERNELS = {"saxpy": 30, "stencil": 10, "matrix-product": 2, "reduce": 20, "histogram": 5,
           "warp-sums": 20}
RUNS = 3


def seconds(program, kernel, times):
    environment = os.environ | {"LARDER_CPU": "fibers", "LARDER_DEVICE": "cpu", "LARDER_LOG": "off",
                                "TSAN_OPTIONS": "report_bugs=0"}
    ran = subprocess.run([program, kernel, str(times)], env=environment, text=True, check=True,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return float(ran.stdout)


def measure(programs, kernel, times):
    """The medians; the programs take turns, so that a slow minute is slow for all."""
    taken = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, program in programs.items():
            share = times if name != "ThreadSanitizer" else max(times // 10, 1)
            taken[name].append(seconds(program, kernel, share))
    return {name: statistics.median(values) for name, values in taken.items()}


def main():
    *paths, option, output = sys.argv[1:]
    if option != "--json":
        sys.exit("usage: checks_bench.py PLAIN CHECKED [TSAN] --json FILE")
    programs = dict(zip(("unchecked", "checks", "ThreadSanitizer"), paths))
    rows = []
    for kernel, times in KERNELS.items():
        taken = measure(programs, kernel, times)
        for name in list(programs)[1:]:
            rows.append({"bench": "checks", "case": f"{kernel}: {name}", "value": taken[name] * 1e3,
                         "unit": "ms", "rival": "unchecked, ms",
                         "rival_value": taken["unchecked"] * 1e3,
                         "ratio": taken[name] / taken["unchecked"]})
    pathlib.Path(output).write_text(json.dumps(rows))


main()
