#!/usr/bin/env python3
"""larder-generate on the examples, beside the parse of the same source by clang++."""
import pathlib
import shutil
import tempfile

import measure


def main():
    wanted = measure.arguments()
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("saxpy", "reduce", "ensemble"):
            source = pathlib.Path(wanted.source, "examples", name, f"{name}.cpp")
            value = measure.seconds(measure.generate_command(wanted, source, folder), folder)
            include = pathlib.Path(wanted.source, "runtime", "include")
            parse = [clang, "-std=c++17", f"-I{include}", "-fsyntax-only", source]
            rival = measure.seconds(parse, folder) if clang else None
            rows.append(measure.row("generate", name, value, "clang++ -fsyntax-only", rival))
    measure.write(rows, wanted.json)


main()
