#!/usr/bin/env python3
"""Random kernels on every lowering, against a sequential reference, bit by bit.

Fails where one differs; it is shrunk to a few lines and printed. Arguments: larder-generate,
liblarder.a, the folder of Larder's headers; see --help.
"""
import argparse
import json
import os
import pathlib
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import build  # noqa: E402
import faults  # noqa: E402
import figures  # noqa: E402
import harness  # noqa: E402
import vector_faults  # noqa: E402

BATCH = 64


def row(case, value, unit):
    return figures.row("fuzz", case, value, unit)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generate", "library", "include"):
        parser.add_argument(name)
    parser.add_argument("--count", type=int, default=20000, help="kernels")
    parser.add_argument("--seed", default="1", help="another seed makes other kernels")
    parser.add_argument("--only", type=int, help="the kernel of this number alone")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)),
                        help="batches at once")
    parser.add_argument("--every", action="store_true",
                        help="all flags and compilers for each batch")
    parser.add_argument("--part", type=figures.part_of, default=(1, 1), metavar="N/OF",
                        help="one of several parts, which together are all; the first plants faults")
    parser.add_argument("--no-faults", action="store_true", help="plant no faults")
    parser.add_argument("--build", help="Larder's build folder: faults are planted in its vectors, too")
    parser.add_argument("--json", help="file to write the figures to")
    return parser.parse_args()


def progress(result):
    if result.kernels % (10 * BATCH) < BATCH:
        print(f"{result.kernels} kernels, {len(result.wrong)} wrong", flush=True)


def main():
    wanted = arguments()
    tools = build.Tools.of(wanted.generate, wanted.library, wanted.include)
    start = time.monotonic()
    if wanted.only is not None:
        kernels = [harness.grow.grow(wanted.seed, wanted.only)]
        result = harness.run_batch(tools, kernels, harness.ways_of(0, True))
    else:
        result = harness.run(tools, wanted.seed, wanted.count, BATCH, wanted.jobs, wanted.every,
                             progress, wanted.part)
    rows = [row("kernels", result.kernels, "count"), row("launches", result.launches, "count"),
            row("instances in plain loops", result.plain, "count"),
            row("instances on fibers", result.fibers, "count"),
            row("instances as vectors", result.vectors, "count"),
            row("wrong", len({each.kernel.name for each in result.wrong}), "count"),
            row("time", time.monotonic() - start, "s")]
    for wrong in result.wrong[:3]:
        print(harness.shrunk(tools, wrong), flush=True)
    missed = []
    if not wanted.no_faults and wanted.only is None and wanted.part[0] == 1:
        missed = faults.missed(tools, wanted.seed, wanted.jobs)
        planted = len(faults.ALL)
        if wanted.build:
            missed += vector_faults.missed(tools, wanted.seed, wanted.jobs, wanted.build)
            planted += len(vector_faults.ALL)
        rows += [row("planted faults", planted, "count"),
                 row("planted faults not found", len(missed), "count")]
    for measured in rows:
        print(f"{measured['case']}: {measured['value']:.4g} {measured['unit']}")
    for fault in missed:
        print(f"not found: {fault}")
    if wanted.json:
        pathlib.Path(wanted.json).write_text(json.dumps(rows, indent=1) + "\n")
    seen = wanted.only is not None or all((result.plain, result.fibers, result.vectors))
    sys.exit(1 if result.wrong or missed or not seen else 0)


main()
