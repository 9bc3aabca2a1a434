#!/usr/bin/env python3
"""CPU variants beside OpenMP: as a release build has them, and built with -march=native. Three of
them also beside numba's CUDA simulator, where this Python, or LARDER_NUMBA_PYTHON, has it."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

COLUMNS = ("", "-march=native")
SKIPPED = 77


def measure(program, column, cases, folder):
    """The rows of one program, and whether all its results were right."""
    path = pathlib.Path(folder) / "rows.json"
    path.unlink(missing_ok=True)
    environment = dict(os.environ, LARDER_DEVICE="cpu")
    named = [f"--column={column}"] if column else []
    code = subprocess.run([program, "--json", path, *named, *cases], env=environment).returncode
    if not path.exists():
        sys.exit(f"{program} ended with code {code} and wrote no rows")
    return json.loads(path.read_text()), code == 0


def beside_numba(rows):
    """The rows that numba's simulator has rivals for."""
    python = os.environ.get("LARDER_NUMBA_PYTHON", sys.executable)
    script = pathlib.Path(__file__).with_name("simulator_numba.py")
    ran = subprocess.run([python, script], stdout=subprocess.PIPE, text=True)
    if ran.returncode == SKIPPED:
        print(f"numba's simulator: skipped, {ran.stdout.strip()}")
        return []
    if ran.returncode != 0:
        sys.exit(f"{script} failed with code {ran.returncode}:\n{ran.stdout}")
    ours = {row["case"]: row["value"] for row in rows}
    return [{"bench": "cpu", "case": f"{each['case']} beside numba", "value": ours[each["case"]],
             "unit": "ms", "rival": "numba's simulator", "rival_value": each["seconds"] * 1e3,
             "ratio": ours[each["case"]] / (each["seconds"] * 1e3)}
            for each in json.loads(ran.stdout) if each["case"] in ours]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs=len(COLUMNS))
    parser.add_argument("--case", action="append", default=[], help="only this one; repeatable")
    parser.add_argument("--json")
    wanted = parser.parse_args()
    rows, right = [], True
    with tempfile.TemporaryDirectory() as folder:
        for program, column in zip(wanted.programs, COLUMNS):
            measured, fine = measure(os.path.abspath(program), column, wanted.case, folder)
            rows += measured
            right &= fine
    rows += beside_numba(rows)
    if wanted.json:
        pathlib.Path(wanted.json).write_text(json.dumps(rows, indent=1))
    sys.exit(0 if right else 1)


main()
