"""Runs Meson's benchmarks and joins what they measured into one list.

Each benchmark is a program that takes `--json FILE` and writes a list of
{"bench", "case", "value", "unit", "rival", "rival_value", "ratio"}.
Arguments: the output of `meson introspect --benchmarks`, the build folder, names, --json FILE.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def run(benchmark, build):
    """What one benchmark wrote, or None where it failed."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bench.json"
        command = benchmark["cmd"] + ["--json", str(path)]
        environment = dict(os.environ, **benchmark["env"])
        code = subprocess.run(command, cwd=benchmark["workdir"] or build, env=environment).returncode
        if code == 77:
            print(f"{benchmark['name']}: skipped")
            return []
        if code != 0 or not path.exists():
            print(f"{benchmark['name']}: failed with code {code}")
            return None
        return json.loads(path.read_text())


def number(value):
    return "-" if value is None else f"{value:.4g}"


def show(row):
    rival = f"  {row['rival']} {number(row['rival_value'])}" if row.get("rival") else ""
    ratio = f"  ratio {number(row['ratio'])}" if row.get("ratio") is not None else ""
    print(f"{row['bench']:<12} {row['case']:<40} {number(row['value']):>10} {row['unit']}{rival}{ratio}")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("list_file")
    parser.add_argument("build")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json")
    wanted = parser.parse_args()
    benchmarks = json.loads(pathlib.Path(wanted.list_file).read_text())
    known = {benchmark["name"] for benchmark in benchmarks}
    if unknown := sorted(set(wanted.names) - known):
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(sorted(known)) or 'none'}")
    rows, failed = [], False
    for benchmark in benchmarks:
        if wanted.names and benchmark["name"] not in wanted.names:
            continue
        measured = run(benchmark, wanted.build)
        failed |= measured is None
        for row in measured or []:
            show(row)
            rows.append(row)
    if wanted.json:
        pathlib.Path(wanted.json).write_text(json.dumps(rows, indent=1) + "\n")
    sys.exit(1 if failed else 0)


main()
