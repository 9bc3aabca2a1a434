#!/usr/bin/env python3
"""larder-pack on the example with 32 kernels, beside one nvcc that makes the same code."""
import pathlib
import subprocess
import sys
import tempfile

import measure


def main():
    wanted = measure.arguments()
    if not wanted.nvcc:
        sys.exit(measure.SKIPPED)
    source = pathlib.Path(wanted.source, "examples", "reduce", "reduce.cpp")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(list(map(str, measure.generate_command(wanted, source, folder))),
                       cwd=folder, check=True)
        pack = [wanted.pack, "reduce.larder.json", "-o", "reduce.larder", "--nvcc", wanted.nvcc,
                "--archs", "80-real;90"]
        nvcc = [wanted.nvcc, "-fatbin", "-std=c++17", "--expt-relaxed-constexpr", "--threads", "0",
                "-gencode=arch=compute_80,code=sm_80",
                "-gencode=arch=compute_90,code=[sm_90,compute_90]",
                "-x", "cu", "reduce.larder.cuda", "-o", "reduce.fatbin"]
        value = measure.seconds(pack, folder)
        rival = measure.seconds(nvcc, folder)
    measure.write([measure.row("pack", "reduce for 80 and 90", value, "nvcc -fatbin", rival)],
                  wanted.json)


main()
