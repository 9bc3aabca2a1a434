#!/usr/bin/env python3
"""Makes one object of static libraries, in which all names of larder::v1 are names of larder::v9.
Arguments: the object to make, the libraries."""
import pathlib
import subprocess
import sys
import tempfile

OLD, NEW = "6larder2v1", "6larder2v9"  # as they are mangled


def run(*command):
    return subprocess.run(list(map(str, command)), check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def main():
    made, *libraries = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        names, whole = (pathlib.Path(folder, name) for name in ("names", "whole.o"))
        run("ld", "-r", "-o", whole, "--whole-archive", *libraries)
        lines = run("nm", "--format=posix", whole).splitlines()
        old = sorted({line.split()[0] for line in lines if OLD in line})
        names.write_text("".join(f"{name} {name.replace(OLD, NEW)}\n" for name in old))
        run("objcopy", f"--redefine-syms={names}", whole, made)


main()
